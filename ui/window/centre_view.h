// The pictures in the middle, laid out for the window's size and the kind of input.
#pragma once

#include <QWidget>
#include <array>
#include <map>
#include <memory>
#include <optional>

#include "ui/panels/centre_panels.h"
#include "ui/panels/detection_panels.h"
#include "ui/panels/graph_panel.h"
#include "ui/panels/receptive_panel.h"
#include "ui/panels/row_panel.h"
#include "ui/state/settings.h"
#include "ui/window/arrangement.h"
#include "ui/window/panel_tree.h"

class QAction;
class QDockWidget;

namespace headlight::ui {

class CentreView : public QWidget {
  Q_OBJECT

 public:
  // Splitters that are dragged and panels that are moved are kept in `settings`.
  CentreView(Context context, Settings& settings, QWidget* parent = nullptr);

  void arrange(Centre centre);
  // The graph and the matrix at the left of a panel, in place of everything else; null: as before.
  void set_beside(QWidget* panel);
  // The panel that has the keyboard, is enlarged or was used last.
  [[nodiscard]] PanelFrame* in_use() const;
  // Shows a panel alone, or all again.
  void toggle_enlarged(PanelFrame* panel);
  void enlarge(PanelFrame* panel);
  [[nodiscard]] bool enlarged() const { return enlarged_ != nullptr && enlarged_->isVisible(); }
  // Takes a panel into a window of its own, or back; closing that window brings it back too.
  void toggle_floating(PanelFrame* panel);
  // The panels that one can be moved to; none beside another workspace's page.
  [[nodiscard]] std::vector<PanelFrame*> targets_of(const PanelFrame* panel, PanelPlace place) const;
  // False, and nothing moves: the window has no room for it.
  bool move_panel(PanelFrame* panel, PanelPlace place, const PanelFrame* to);
  void reset_layout();  // of what is shown: no panel moved, dragged, enlarged or out of the window
  void step_tab(int by);
  [[nodiscard]] bool has_tabs() const;
  [[nodiscard]] bool floats(const QWidget* panel) const { return docks_.contains(panel); }

  // What was enlarged and what was taken out of the window, as it was left. Once, when the window is shown.
  void restore_layout();

  ~CentreView() override;

  [[nodiscard]] HeadsPanel* heads() const { return heads_; }
  [[nodiscard]] GraphPanel* graph() const { return graph_; }
  [[nodiscard]] MatrixPanel* matrix() const { return matrix_; }
  [[nodiscard]] PicturePanel* picture() const { return picture_; }
  [[nodiscard]] PointsPanel* points() const { return points_; }
  [[nodiscard]] RefinementPanel* refinement() const { return refinement_; }
  [[nodiscard]] ReceptivePanel* receptive() const { return receptive_; }
  // What fit and zoom act on: the panel in use, else the map or photo in sight.
  [[nodiscard]] FigurePanel* zoomed() const;
  [[nodiscard]] FigurePanel* panned() const;  // likewise, of those whose view can be moved
  [[nodiscard]] RowPanel* row() const { return row_; }
  // Of the photo in sight: its tool's action, null where there is none or it cannot be used.
  enum class PictureTool { part, whole, grid };
  [[nodiscard]] QAction* picture_tool(PictureTool tool) const;
  void set_hand(bool on);  // the tool of panels that zoom
  // The panel that has the keyboard or was used last; the matrix when none was.
  [[nodiscard]] FigurePanel* active() const;
  [[nodiscard]] FigurePanel* with_keyboard() const;  // or enlarged; null for none

 Q_SIGNALS:
  void weight_wanted();  // of the chosen cell, by a double click
  void menu_wanted(headlight::ui::PanelFrame* panel, QPoint at);  // of where it stands; at: of the menu's right corner, on the screen
  void floated();        // a panel, or back
  void rebuilt();        // other panels, or in other places

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void rebuild();
  void check_room();
  bool filter_panel(PanelFrame* panel, QObject* object, QEvent* event);
  void show_part_beside();
  using Named = std::pair<const char*, PanelFrame*>;
  [[nodiscard]] std::array<Named, 8> named() const;  // as the layout calls them
  [[nodiscard]] bool belongs(const QWidget* panel) const;  // to what the chosen stream is shown as
  void keep_enlarged();
  void keep_floating(const QWidget* panel);
  void add_place_tools(PanelFrame* panel);
  void add_picture_tools(FigurePanel* panel, PictureZoom& zoom, const char* name);
  void land(const QWidget* panel);
  // centre_layout.cpp
  [[nodiscard]] PanelTree first_layout() const;
  [[nodiscard]] PanelTree layout_wide() const;
  [[nodiscard]] PanelTree layout_low() const;
  [[nodiscard]] PanelTree layout_beside() const;
  [[nodiscard]] PanelTree layout_of_detection() const;
  [[nodiscard]] QString layout_key() const;
  [[nodiscard]] std::optional<PanelTree> own_layout() const;
  [[nodiscard]] bool has_room(const PanelTree& tree) const;
  [[nodiscard]] bool has_columns() const;  // under the matrix
  [[nodiscard]] bool is_built(const PanelTree& tree) const;
  [[nodiscard]] QWidget* panel_named(const QString& name) const;
  [[nodiscard]] QString name_of(const PanelFrame* panel) const;  // as layouts call it; empty for none of theirs
  [[nodiscard]] QWidget* build(PanelTree& tree);
  [[nodiscard]] QWidget* build_panel(const QString& name);
  [[nodiscard]] QWidget* build_split(PanelTree& tree);
  [[nodiscard]] QWidget* build_tabs(PanelTree& tree);
  void keep(const PanelTree& tree);
  [[nodiscard]] FigurePanel* photo() const;  // of the chosen stream: boxes and points, or a map over the picture
  void align_columns();
  void kind_changed();

  Context context_;
  Settings& settings_;
  HeadsPanel* heads_;
  GraphPanel* graph_;
  MatrixPanel* matrix_;
  PictureSource* source_;
  PicturePanel* picture_;
  PointsPanel* points_;
  RefinementPanel* refinement_;
  ReceptivePanel* receptive_;
  RowPanel* row_;
  RowView* columns_;
  std::map<const FigurePanel*, std::array<QAction*, 3>> picture_tools_;  // by PictureTool
  QWidget* built_ = nullptr;
  std::shared_ptr<PanelTree> tree_;  // what is built
  bool own_shown_ = false;           // it is what somebody moved, not a first layout
  PanelFrame *enlarged_ = nullptr, *enlarged_before_ = nullptr;  // before: of Explore, while `beside_` is shown
  QWidget* beside_ = nullptr;
  Centre centre_ = Centre::wide;
  // What the chosen stream is shown as.
  struct Kind {
    bool pictures = false, detection = false, sampled = false, between = false, film = false, points = false, receptive = false;
    bool operator==(const Kind&) const = default;
  };
  [[nodiscard]] Kind kind_now() const;
  Kind kind_;
  std::map<const QWidget*, QDockWidget*> docks_;  // of floating panels
  std::map<const QObject*, PanelFrame*> placed_;  // panels and their headers
  QPoint pressed_;                                // where a header was pressed, on the screen
};

}  // namespace headlight::ui
