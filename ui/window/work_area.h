// Everything below the bar while a run is shown: left rail, token line over the centre, inspector.
#pragma once

#include <QSplitter>
#include <array>

#include "ui/panels/input_rail.h"
#include "ui/state/settings.h"
#include "ui/studio/studio_page.h"
#include "ui/studio/workspace.h"
#include "ui/window/arrangement.h"
#include "ui/window/centre_view.h"
#include "ui/window/rail.h"
#include "ui/window/token_line.h"

class QStackedWidget;

namespace headlight::ui {

// Widths that were dragged, folded sections and splitters are kept in Settings::layout.
// The pages of the other workspaces are made when they are first shown.
class WorkArea : public QSplitter {
  Q_OBJECT

 public:
  WorkArea(Context context, Catalogue& catalogue, Settings& settings, QWidget* parent = nullptr);

  void arrange(const Arrangement& next);
  void show_workspace(Workspace workspace);
  [[nodiscard]] Workspace workspace() const { return workspace_; }
  [[nodiscard]] StudioPage* page(Workspace workspace) const { return pages_made_[std::size_t(workspace)]; }
  // Of the page that is shown, null for another workspace.
  template <typename Page>
  [[nodiscard]] Page* shown() const {
    return qobject_cast<Page*>(page(workspace_));
  }
  // Before it is deleted itself: its pages are, each in an event of its own.
  void retire_pages();
  void toggle_left();
  void toggle_right();

  [[nodiscard]] Rail& left() const { return *left_; }
  [[nodiscard]] Rail& right() const { return *right_; }
  [[nodiscard]] CentreView& centre() const { return *centre_; }
  [[nodiscard]] ModelSection& model() const { return *model_; }
  [[nodiscard]] InputSection& input() const { return *input_; }
  [[nodiscard]] RunsSection& runs() const { return *runs_; }
  [[nodiscard]] TokenLine& token_line() const { return *token_line_; }

 Q_SIGNALS:
  void page_made(headlight::ui::StudioPage* page);

 private:
  void build_left(Context context, Catalogue& catalogue);
  void build_right(Context context);
  void keep_open_state(Section* section, const QString& name);
  [[nodiscard]] StudioPage* made(Workspace workspace);
  void fit_rails();  // to the workspace and the window
  void place();  // gives the rails their widths
  void keep_widths();
  void toggle(Rail& rail, int agreed, int least);
  [[nodiscard]] int width_of(const Rail& rail, int agreed) const;

  Context context_;
  Settings& settings_;
  QWidget* middle_;
  QStackedWidget* pages_;
  std::array<StudioPage*, workspace_actions.size()> pages_made_{};
  Workspace workspace_ = Workspace::explore;
  Rail *left_, *right_;
  TokenLine* token_line_;
  CentreView* centre_;
  ModelSection* model_;
  InputSection* input_;
  RunsSection* runs_;
  std::vector<std::pair<Section*, QString>> lower_;  // fold in low windows
  Arrangement arrangement_;
};

}  // namespace headlight::ui
