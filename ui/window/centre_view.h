// The pictures in the middle, laid out for the window's size and the kind of input.
#pragma once

#include <QWidget>
#include <array>
#include <map>

#include "ui/panels/centre_panels.h"
#include "ui/panels/detection_panels.h"
#include "ui/panels/graph_panel.h"
#include "ui/panels/receptive_panel.h"
#include "ui/panels/row_panel.h"
#include "ui/state/settings.h"
#include "ui/window/arrangement.h"

class QAction;
class QDockWidget;
class QSplitter;
class QTabWidget;

namespace headlight::ui {

class CentreView : public QWidget {
  Q_OBJECT

 public:
  // Splitters that are dragged are kept in `settings` by name.
  CentreView(Context context, Settings& settings, QWidget* parent = nullptr);

  void arrange(Centre centre);
  // The graph and the matrix at the left of a panel, in place of everything else; null: as before.
  void set_beside(QWidget* panel);
  // Shows the panel that has the keyboard alone, or all again.
  void toggle_enlarged();
  void enlarge(PanelFrame* panel);
  // Takes the panel that has the keyboard into a window of its own, or back; closing that window brings it back too.
  void toggle_floating();
  void toggle_floating(PanelFrame* panel);
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

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void rebuild();
  void show_part_beside();
  using Named = std::pair<const char*, FigurePanel*>;
  [[nodiscard]] std::array<Named, 7> named() const;  // as the layout calls them
  [[nodiscard]] bool belongs(const QWidget* panel) const;  // to what the chosen stream is shown as
  void keep_enlarged();
  void keep_floating(const QWidget* panel);
  void add_picture_tools(FigurePanel* panel, PictureZoom& zoom, const char* name);
  void land(const QWidget* panel);
  [[nodiscard]] QSplitter* split(const QString& name, Qt::Orientation orientation,
                                 std::initializer_list<std::pair<QWidget*, int>> parts);
  [[nodiscard]] QWidget* build_wide();
  [[nodiscard]] QWidget* build_side_by_side(bool tabs);
  [[nodiscard]] QWidget* build_detection();
  [[nodiscard]] QWidget* build_beside();
  [[nodiscard]] QWidget* tabs_of(const QString& name, std::initializer_list<FigurePanel*> panels);
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
};

}  // namespace headlight::ui
