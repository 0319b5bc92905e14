// Heads as dots by two of their statistics, coloured by layer, two of them marked as A and B. Heads of a second run or model
// are hollow squares.
#pragma once

#include <array>

#include "ui/figures/figure.h"

namespace headlight::ui {

struct ScatterContent {
  struct Dot {
    int site = 0, layer = 0, head = 0;
    double x = 0, y = 0;
    bool of_b = false;  // of the run or model that B alone is of
  };
  QString title, note;
  QString x_name, y_name;      // with their units
  QString x_column, y_column;  // in data
  std::vector<Dot> dots;       // in layer, then head order; those of B's run last
  int a = -1, b = -1;          // places in dots; −1: none
};

class ScatterFigure final : public ContentFigure<ScatterContent> {
 public:
  explicit ScatterFigure(ScatterContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  // Where a dot lies in a figure painted into `rect`, and the dot nearest to a point, −1 where none is near.
  [[nodiscard]] QPointF place(std::size_t dot, const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] int dot_at(QPointF point, const QRectF& rect, const FigureStyle& style) const;

 private:
  struct Range {
    double low = 0, high = 1;
    [[nodiscard]] double share(double value) const { return (value - low) / (high - low); }
  };
  [[nodiscard]] Range range_of(double ScatterContent::Dot::* field) const;
  [[nodiscard]] QRectF plot(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] QColor layer_colour(int layer, const FigureStyle& style) const;
  void draw_axis(QPainter& painter, const QRectF& area, bool upwards, const FigureStyle& style) const;
  void draw_names(QPainter& painter, const QRectF& area, const FigureStyle& style) const;
  void draw_legend(QPainter& painter, QPointF at, double room, const FigureStyle& style) const;
  void draw_dot(QPainter& painter, std::size_t dot, const QRectF& rect, const FigureStyle& style) const;
  double draw_runs(QPainter& painter, QPointF at, double end, const FigureStyle& style) const;  // returns where they end
  void draw_side(QPainter& painter, const QRectF& rect, bool second, const QRectF& name, const FigureStyle& style) const;
  [[nodiscard]] QString side_name(bool second) const;  // "A · 3.1"
  [[nodiscard]] bool two_runs() const;
  // Where the names of A and B stand: each beside its mark, clear of the other's mark and name. Null: there is no such side.
  [[nodiscard]] std::array<QRectF, 2> name_places(const QRectF& rect, const FigureStyle& style) const;
  // `taken`: the name that stands already, null for none.
  [[nodiscard]] QRectF name_place(bool second, const QRectF& taken, const QRectF& rect, const FigureStyle& style) const;

  Range x_, y_;
  int layers_ = 1;  // the highest, at least 1
};

}  // namespace headlight::ui
