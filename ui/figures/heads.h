// All heads of a stream as small maps, layers down and heads across.
#pragma once

#include "ui/figures/figure.h"
#include "ui/figures/scale.h"

namespace headlight::ui {

struct HeadsContent {
  QString title, note;
  HeadsResult maps;
  Scale scale;  // with `own_range`, of each map from 0 to its own largest value
  bool own_range = false;
  bool right_to_left = false;
};

class HeadsFigure final : public Figure {
 public:
  explicit HeadsFigure(HeadsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] QString title() const override { return content_.title; }

  [[nodiscard]] const HeadsContent& content() const { return content_; }
  // Where the thumbnail of a layer's row and a head's column lies.
  [[nodiscard]] QRectF cell(int row, int head, const QRectF& rect, const FigureStyle& style) const;

 private:
  HeadsContent content_;
  std::vector<int> layers_;         // layer number of each row
  std::vector<QImage> thumbnails_;  // one a map
};

}  // namespace headlight::ui
