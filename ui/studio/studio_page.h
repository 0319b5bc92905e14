// The page of one workspace: it asks the engine for nothing while another workspace is shown.
#pragma once

#include <QList>
#include <QPointF>
#include <QWidget>
#include <vector>

#include "ui/panels/context.h"
#include "ui/studio/common/shown_figure.h"
#include "ui/studio/workspace.h"

namespace headlight::ui {

class StudioPage : public QWidget {
  Q_OBJECT

 public:
  StudioPage(Context context, QWidget* parent) : QWidget(parent), context_(context) {}

  void set_active(bool active);
  [[nodiscard]] bool active() const { return active_; }
  // What F6 goes through, in reading order.
  [[nodiscard]] virtual QList<QWidget*> stops() const { return {}; }
  // What is shown now, the most looked at first; empty while there is nothing.
  [[nodiscard]] virtual std::vector<ShownFigure> figures() const { return {}; }

  // Of its maps, as Explore's are zoomed; pages without maps do nothing.
  virtual void fit() {}
  virtual void zoom_middle(double factor) { (void)factor; }
  virtual void pan(QPointF by) { (void)by; }  // pixels of the screen

 Q_SIGNALS:
  void action_wanted(const char* action);  // of the window's actions

 protected:
  // The selection, the run or the look changed, or the page is shown again.
  virtual void refresh() = 0;

  Context context_;

 private:
  bool active_ = false, connected_ = false;
};

// Null for Explore, which is no page.
[[nodiscard]] StudioPage* make_page(Workspace workspace, Context context, QWidget* parent);

}  // namespace headlight::ui
