// One weight as a formula with its actual numbers, each over its name; as many lines as its room needs.
#pragma once

#include "ui/figures/figure.h"

namespace headlight::ui {

struct FormulaContent {
  struct Piece {
    QString text, caption;
    bool big = false;     // what comes out
    bool number = false;  // with `exact`
    double exact = 0;
    QString column{};     // its name in data; empty: it is not kept
  };
  QString title, note;
  std::vector<Piece> pieces;
  double beside = 0;  // room left of a formula of one line, in label sizes; of several it is above them
};

class FormulaFigure final : public ContentFigure<FormulaContent> {
 public:
  explicit FormulaFigure(FormulaContent content) : ContentFigure(std::move(content)) {}

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;

  // One place a piece in a figure painted into `rect`.
  [[nodiscard]] std::vector<QRectF> places(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] bool one_line(double width, const FigureStyle& style) const;

 private:
  [[nodiscard]] double width_of(const FormulaContent::Piece& piece, const FigureStyle& style) const;
};

}  // namespace headlight::ui
