#include "ui/figures/pair.h"

#include <algorithm>

#include "ui/figures/matrix.h"
#include "ui/figures/panels.h"

namespace headlight::ui {
namespace {

constexpr double kPairFree = 70;  // the figure's width at most, in label sizes

double head_height(const FigureStyle& style) { return style.label * 1.2 + style.gap * 2; }

}  // namespace

PairFigure::PairFigure(Half left, Half right, QString title)
    : halves_{std::move(left), std::move(right)}, title_(std::move(title)) {}

// The figure of a half, below its words.
QRectF PairFigure::half(const QRectF& rect, const FigureStyle& style, int at) const {
  const double between = style.gap * 4, width = std::max(1.0, (rect.width() - between) / 2);
  const double head = title_height(title_, style, rect.width()) + head_height(style);
  return {rect.left() + at * (width + between), rect.top() + head, width, std::max(1.0, rect.height() - head)};
}

// Two tall pictures do not need the width of a page.
double PairFigure::free_width(const FigureStyle& style) const {
  double each = 0;
  for (const Half& half : halves_) {
    const double words = style.label_face(600).width(half.name) + style.gap * 2 + style.label_face().width(half.words);
    each = std::max({each, half.figure->natural_size(style, 0).width(), words});
  }
  return std::min(style.label * kPairFree, each * 2 + style.gap * 4);
}

QSizeF PairFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : free_width(style), each = (used - style.gap * 4) / 2;
  double tall = 0;
  for (const Half& half : halves_) tall = std::max(tall, half.figure->natural_size(style, each).height());
  return {used, title_height(title_, style, used) + tall + head_height(style)};
}

double PairFigure::least_width(const FigureStyle& style) const {
  return style.gap * 4 + 2 * std::max(halves_[0].figure->least_width(style), halves_[1].figure->least_width(style));
}

void PairFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  draw_title(painter, rect, title_, style);
  for (int at = 0; at < 2; ++at) {
    const Half& shown = halves_[static_cast<std::size_t>(at)];
    const QRectF place = half(rect, style, at);
    const Face bold = style.label_face(600), face = style.label_face();
    const double line = place.top() - head_height(style) + style.label, name = std::min(place.width(), bold.width(shown.name));
    painter.setPen(style.ink);
    bold.draw(painter, {place.left(), line}, bold.elided(shown.name, place.width()));
    painter.setPen(style.second);
    const double left = place.left() + name + style.gap * 2;
    face.draw(painter, {left, line}, face.elided(shown.words, std::max(0.0, place.right() - left)));
    shown.figure->paint(painter, place, style);
  }
}

std::optional<Hit> PairFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  for (int at = 0; at < 2; ++at) {
    const QRectF place = half(rect, style, at);
    if (place.contains(point)) return halves_[static_cast<std::size_t>(at)].figure->hit(point, place, style);
  }
  return std::nullopt;
}

FigureData PairFigure::data() const {
  return PanelsFigure({{halves_[0].figure, halves_[1].figure}}, title_).data();
}

}  // namespace headlight::ui
