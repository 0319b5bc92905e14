#include "ui/figures/pair.h"

#include <algorithm>

#include "ui/figures/matrix.h"
#include "ui/figures/panels.h"

namespace headlight::ui {
namespace {

constexpr double kPairFree = 70;  // the figure's width at most, in label sizes

double head_width(const PairFigure::Half& half, const FigureStyle& style) {
  return style.label_face(600).width(half.name) + style.gap * 2 + style.label_face().width(half.words);
}

}  // namespace

PairFigure::PairFigure(Half left, Half right, QString title)
    : halves_{std::move(left), std::move(right)}, title_(std::move(title)) {}

// Pictures of one size: a half that has a colour bar beside its own is wider by that.
double PairFigure::width_of(double width, const FigureStyle& style, std::size_t at) const {
  const double more = halves_[at].figure->least_width(style) - halves_[1 - at].figure->least_width(style);
  return std::max(1.0, (width - style.spacing() + more) / 2);
}

PairFigure::Heads PairFigure::heads(double width, const FigureStyle& style) const {
  const Face bold = style.label_face(600), face = style.label_face();
  Heads out;
  for (std::size_t at = 0; at < 2; ++at) out.one_line = out.one_line && head_width(halves_[at], style) <= width_of(width, style, at);
  for (std::size_t at = 0; at < 2; ++at) {
    const double room = out.one_line ? width : width_of(width, style, at);
    out.names[at] = wrapped(halves_[at].name, bold, room);
    out.words[at] = wrapped(halves_[at].words, face, room);
    const double names = lines_height(out.names[at], bold), words = lines_height(out.words[at], face);
    out.height = std::max(out.height, out.one_line ? std::max(names, words) : names + words);
  }
  out.height += style.gap * 2;
  return out;
}

// The figure of a half, below its words.
QRectF PairFigure::half(const QRectF& rect, const FigureStyle& style, std::size_t at) const {
  const double width = width_of(rect.width(), style, at), left = at == 0 ? rect.left() : rect.right() - width;
  const double head = title_height(title_, style, rect.width()) + heads(rect.width(), style).height;
  return {left, rect.top() + head, width, std::max(1.0, rect.height() - head)};
}

// Two tall pictures do not need the width of a page.
double PairFigure::free_width(const FigureStyle& style) const {
  double each = 0;
  for (const Half& half : halves_) each = std::max({each, half.figure->natural_size(style, 0).width(), head_width(half, style)});
  return std::min(style.label * kPairFree, each * 2 + style.spacing());
}

QSizeF PairFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : free_width(style);
  double tall = 0;
  for (std::size_t at = 0; at < 2; ++at)
    tall = std::max(tall, halves_[at].figure->natural_size(style, width_of(used, style, at)).height());
  return {used, title_height(title_, style, used) + tall + heads(used, style).height};
}

double PairFigure::least_width(const FigureStyle& style) const {
  return style.spacing() + halves_[0].figure->least_width(style) + halves_[1].figure->least_width(style);
}

void PairFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  draw_title(painter, rect, title_, style);
  const Face bold = style.label_face(600), face = style.label_face();
  const Heads head = heads(rect.width(), style);
  for (std::size_t at = 0; at < 2; ++at) {
    const QRectF place = half(rect, style, at);
    const QPointF corner(place.left(), place.top() - head.height);
    painter.setPen(style.ink);
    const double names = draw_lines(painter, head.names[at], bold, corner);
    const QPointF beside(bold.width(halves_[at].name) + style.gap * 2, 0), below(0, names);
    painter.setPen(style.second);
    draw_lines(painter, head.words[at], face, corner + (head.one_line && names > 0 ? beside : below));
    halves_[at].figure->paint(painter, place, style);
  }
}

std::optional<Hit> PairFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  for (std::size_t at = 0; at < 2; ++at) {
    const QRectF place = half(rect, style, at);
    if (place.contains(point)) return halves_[at].figure->hit(point, place, style);
  }
  return std::nullopt;
}

FigureData PairFigure::data() const {
  return PanelsFigure({{halves_[0].figure, halves_[1].figure}}, title_).data();
}

}  // namespace headlight::ui
