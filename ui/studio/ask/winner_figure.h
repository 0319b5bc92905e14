// A head of an answer on the picture: where it looks, what was asked for outlined, its share, and that share by levels.
#pragma once

#include <QPainterPath>

#include "ui/figures/figure.h"
#include "ui/figures/picture_detail.h"

namespace headlight::ui {

struct WinnerContent {
  QString title;       // "1.8: mass 0.324"
  QString name, value, aside;  // "1.8", "0.324", "9 of 12 points"
  FigurePtr picture;   // points, a map or links on the picture; its levels' rows stand below where it has points
  QRectF seen;         // the part that is shown, original pixels; empty: all
  QSizeF size;         // of the whole picture
  QPainterPath asked;  // outlined, original pixels
  bool levels = false;  // the points' level_share is shown: a share of the answer each
  int site = -1, head = -1;
};

class WinnerFigure final : public ContentFigure<WinnerContent> {
 public:
  using ContentFigure::ContentFigure;

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override { return content_.picture->data(); }
  // Where the picture lies in a figure painted into `rect`.
  [[nodiscard]] PicturePlace place(const QRectF& rect, const FigureStyle& style) const;

 private:
  [[nodiscard]] QSizeF seen() const { return content_.seen.isEmpty() ? content_.size : content_.seen.size(); }
  [[nodiscard]] double levels_height(const FigureStyle& style) const;
  [[nodiscard]] QRectF room(const QRectF& rect, const FigureStyle& style) const;  // for the picture
  [[nodiscard]] QRectF seen_in(QSizeF room) const;  // with more at the sides where there is room; empty: all
  [[nodiscard]] FigureStyle inner(const FigureStyle& style, const QRectF& room) const;
  void draw_head(QPainter& painter, const QRectF& rect, const FigureStyle& style) const;
  void draw_asked(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
};

}  // namespace headlight::ui
