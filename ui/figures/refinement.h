// One detection through the decoder: a cell a layer with the box that it ended with, the sampling points and the share
// of their weight inside that box.
#pragma once

#include <QImage>
#include <vector>

#include "ui/figures/figure.h"
#include "ui/figures/point_marks.h"

namespace headlight::ui {

struct RefinementStep {
  int site = -1, layer = 0;
  QueryPoints points;  // `inside` counts the weight in `after`
  Box after;           // the box that the layer ended with: what the next layer starts from, or what was found
};

// A layer and all of its query's points, none filtered out.
struct RefinementLayer {
  int site = -1, layer = 0;
  QueryPoints points;
};
// The layers, in order, each with its box and the weight in that box.
[[nodiscard]] std::vector<RefinementStep> refinement_steps(std::vector<RefinementLayer> layers);

struct RefinementContent {
  QString title;
  QImage image;
  QSizeF image_size;  // original pixels
  std::vector<RefinementStep> steps;
  PointsLook look;
  std::vector<int> heads;  // shown ones
  QString query_label;
};

// The part of a picture around `all`: 15 % more on every side, not narrower than 1 : 2 nor wider than 2 : 1; the whole
// picture where that is empty.
[[nodiscard]] QRectF framed(QRectF all, QSizeF image);

class RefinementFigure final : public Figure {
 public:
  explicit RefinementFigure(RefinementContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  // The cell of style.selected_site is outlined; where no step is of that site, that of style.selected_layer.
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  // `value` is the layer's share inside the box that it ended with.
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] QString title() const override { return content_.title; }
  [[nodiscard]] const RefinementContent& content() const { return content_; }
  // The union of all boxes + 15 %, in original pixels, not narrower than 1 : 2 nor wider than 2 : 1.
  [[nodiscard]] QRectF crop() const { return crop_; }

 private:
  struct Layout {
    std::vector<QRectF> pictures;
    double caption = 0, bars = 0;  // heights below each picture
  };
  [[nodiscard]] Layout plan(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] bool is_chosen(const RefinementStep& step, const FigureStyle& style) const;
  void draw_step(QPainter& painter, const RefinementStep& step, const QRectF& picture, const FigureStyle& style) const;
  void draw_bars(QPainter& painter, const RefinementStep& step, const QRectF& area, const FigureStyle& style) const;

  RefinementContent content_;
  QRectF crop_;
};

// Rows of a table of sampling points; see points_header.
QStringList points_header();
void add_point_rows(const QueryPoints& points, const QString& label, int layer, FigureData& data);

}  // namespace headlight::ui
