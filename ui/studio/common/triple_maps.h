// Two maps on common rows and columns and their signed difference, with one range and one linked cursor.
#pragma once

#include <QWidget>
#include <array>

#include "ui/controls/frames.h"
#include "ui/figures/side.h"
#include "ui/panels/figure_canvas.h"

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
    std::array<int, 2> sites{-1, -1}, heads{-1, -1};
    bool more_in_b = false;  // the difference is B − A: B's colour where it is above 0
  };
  TripleMaps(Context context, const std::array<QString, 3>& names, QWidget* parent = nullptr);

  void set(const Content& content);
  void set_late(bool late);
  [[nodiscard]] FigureCanvas* canvas(int at) const { return canvases_[std::size_t(at)]; }
  [[nodiscard]] QList<QWidget*> stops() const { return {canvases_[0], canvases_[1], canvases_[2]}; }

 Q_SIGNALS:
  void opened();  // double click on a cell

 private:
  [[nodiscard]] FigurePtr figure(const Content& content, std::size_t at) const;

  Context context_;
  std::array<FigureCanvas*, 3> canvases_{};
  std::array<ElidedLabel*, 3> titles_{};
  std::int64_t rows_ = 0, columns_ = 0;
};

// The mark of the first (amber circle) or the second (sky square).
void paint_side_mark(QPainter& painter, QPointF centre, bool second, double size = 5);

}  // namespace headlight::ui
