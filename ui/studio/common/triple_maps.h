// Two maps on common rows and columns, or over a picture, and their signed difference, with one range and, unless they are
// freed, one zoom and one cursor.
#pragma once

#include <QImage>
#include <QWidget>
#include <array>

#include "ui/controls/frames.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/figures/side.h"
#include "ui/panels/figure_canvas.h"
#include "ui/panels/picture_zoom.h"

class QAction;

namespace headlight::ui {

class TripleMaps : public QWidget {
  Q_OBJECT

 public:
  struct Content {
    std::array<Plane, 3> planes;     // the first, the second, the difference; NaN where a text has no such token
    std::array<QString, 3> titles;
    Side queries, keys;              // positions are the selection's
    std::int64_t positions_of_queries = 0, positions_of_keys = 0;  // rows and columns beyond them cannot be chosen
    Quantity quantity = Quantity::weight;
    bool rollout = false;  // in the place of the quantity
    std::array<int, 2> sites{-1, -1}, heads{-1, -1};
    bool more_in_b = false;  // the difference is B − A: B's colour where it is above 0
    MapChanges changes{};        // told on the second map, their labels on the difference, too
    std::vector<bool> hidden{};  // cells of the second map that were taken out: hatched; empty: none
    // Maps of sampled layers, one each: drawn over these pictures; then there are no sides.
    std::vector<OverlayContent> pictures{};
  };
  TripleMaps(Context context, const std::array<QString, 3>& names, QWidget* parent = nullptr);

  // The zoom stays where the rows and columns, or the picture's size, are those of before.
  void set(const Content& content);
  QAction* add_fit(PanelFrame& panel);  // to the header of the panel around it
  void set_linked(bool on);  // zoom and cursor of all three
  void fit();
  void zoom_middle(double factor);
  void pan(QPointF by);  // pixels of the screen
  void set_late(bool first, bool others);  // the second and what is made of both
  [[nodiscard]] FigureCanvas* canvas(int at) const { return canvases_[std::size_t(at)]; }
  // The last content as one figure of three panels, for files; null before the first.
  [[nodiscard]] FigurePtr together(const QString& title) const;
  [[nodiscard]] FigurePtr together(const Content& content, const QString& title) const;  // of any other
  [[nodiscard]] QList<QWidget*> stops() const { return {canvases_[0], canvases_[1], canvases_[2]}; }

 Q_SIGNALS:
  void opened();  // double click on a cell

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_map(std::size_t at, const QString& name);
  void connect_zoom(std::size_t at);
  void follow(std::size_t at);  // the others' zoom is that of this one
  void zoom(std::size_t at, QPointF where, double factor);
  void move(std::size_t at, QPointF by);
  [[nodiscard]] bool same_places(const Content& next) const;
  [[nodiscard]] std::size_t zoomed() const;  // the one with the keyboard or the pointer, else the first
  [[nodiscard]] FigurePtr figure(const Content& content, std::size_t at, bool in_file) const;
  void place_titles();

  Context context_;
  std::array<FigureCanvas*, 3> canvases_{};
  std::array<ElidedLabel*, 3> titles_{}, inputs_{};  // the second line: of titles that one line cannot hold, their last part
  std::array<PictureZoom*, 3> zooms_{};  // of maps over a picture
  std::optional<Content> content_;
  bool linked_ = true;
};

// It as a widget of 14 px.
class SideMark : public QWidget {
  Q_OBJECT

 public:
  SideMark(bool second, QWidget* parent);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool second_;
};

// The mark of the first (amber circle) or the second (sky square).
void paint_side_mark(QPainter& painter, QPointF centre, bool second, double size = 5);

}  // namespace headlight::ui
