// Two figures of one kind side by side, each under its own words.
#pragma once

#include <QStringList>
#include <array>

#include "ui/figures/figure.h"

namespace headlight::ui {

class PairFigure final : public Figure {
 public:
  struct Half {
    FigurePtr figure;
    QString name, words;  // "Attention", "half of it within 94 px"
  };
  PairFigure(Half left, Half right, QString title);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  // As of panels a and b.
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] QString title() const override { return title_; }
  [[nodiscard]] const std::array<Half, 2>& halves() const { return halves_; }

 private:
  // What stands above the figures: a line each, or the names with the words below them.
  struct Heads {
    std::array<QStringList, 2> names, words;
    bool one_line = true;
    double height = 0;
  };
  [[nodiscard]] double free_width(const FigureStyle& style) const;
  [[nodiscard]] double width_of(double width, const FigureStyle& style, std::size_t at) const;
  [[nodiscard]] Heads heads(double width, const FigureStyle& style) const;
  [[nodiscard]] QRectF half(const QRectF& rect, const FigureStyle& style, std::size_t at) const;
  std::array<Half, 2> halves_;
  QString title_;
};

}  // namespace headlight::ui
