// Several figures as one, each with a letter.
#pragma once

#include <algorithm>

#include "ui/figures/figure.h"

namespace headlight::ui {

// Rows of figures: {{a}, {b, c}} puts a above b and c, which share the width evenly. `columns`: every row is divided into
// so many, whatever it has.
class PanelsFigure final : public Figure {
 public:
  explicit PanelsFigure(std::vector<std::vector<FigurePtr>> rows, QString title = {}, QString note = {}, std::size_t columns = 1);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  // The table names each line's panel; there is no common array.
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] QString title() const override { return title_; }

 private:
  struct Place {
    FigurePtr figure;
    QRectF rect;
    QString letter;
  };
  [[nodiscard]] std::vector<Place> places(const QRectF& rect, const FigureStyle& style) const;

  std::vector<std::vector<FigurePtr>> rows_;
  [[nodiscard]] double columns_of(const std::vector<FigurePtr>& row) const { return double(std::max(columns_, row.size())); }

  QString title_, note_;
  std::size_t columns_;
};

}  // namespace headlight::ui
