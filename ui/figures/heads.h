// All heads of a stream, or some, as small maps, layers down and heads across.
#pragma once

#include "ui/figures/causal.h"
#include "ui/figures/figure.h"
#include "ui/figures/scale.h"

namespace headlight::ui {

struct HeadsContent {
  QString title, note;
  HeadsResult maps;
  Scale scale;  // with `own_range` each map has a range of its own
  bool own_range = false;
  std::int64_t cells = 0;  // over which a query's weight is spread; see `automatic`
  double aspect = 1;       // height to width of the maps as shown: of the picture that they lie on
  bool right_to_left = false;
  CausalMask mask;
};

// Only these layers and heads; an empty list leaves all.
void keep_only(HeadsResult& maps, const std::vector<int>& layers, const std::vector<int>& heads);

class HeadsFigure final : public ContentFigure<HeadsContent> {
 public:
  explicit HeadsFigure(HeadsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] Hovering hovering() const override { return {false, true, true}; }
  void paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;

  // Where the thumbnail of a layer's row and a head's column lies.
  [[nodiscard]] QRectF cell(int row, int head, const QRectF& rect, const FigureStyle& style) const;

 private:
  [[nodiscard]] int column_of(int head) const;

  std::vector<int> layers_;         // layer number of each row
  std::vector<int> heads_;          // head number of each column
  std::vector<QImage> thumbnails_;  // one a map
};

}  // namespace headlight::ui
