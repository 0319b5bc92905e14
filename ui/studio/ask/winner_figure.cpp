#include "ui/studio/ask/winner_figure.h"

#include <algorithm>

#include "ui/figures/overlay.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"
#include "ui/figures/points_legend.h"

namespace headlight::ui {

namespace {

// In label sizes.
constexpr double kWinnerHead = 2, kWinnerFree = 22, kWinnerLeast = 14;
constexpr double kWinnerLeastPicture = 8;  // less leaves no room for the levels

}  // namespace

double WinnerFigure::levels_height(const FigureStyle& style) const {
  const auto* points = dynamic_cast<const PointsFigure*>(content_.picture.get());
  return content_.levels && points != nullptr ? style.gap + level_rows_height(points->content(), style) : 0;
}

QSizeF WinnerFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : kWinnerFree * style.label;
  const QSizeF part = seen();
  const double tall = part.isEmpty() ? used : used * part.height() / part.width();
  return {used, kWinnerHead * style.label + tall + levels_height(style)};
}

double WinnerFigure::least_width(const FigureStyle& style) const { return kWinnerLeast * style.label; }

QRectF WinnerFigure::seen_in(QSizeF room) const {
  const QRectF& part = content_.seen;
  if (part.isEmpty() || room.isEmpty()) return part;
  const double wide = std::clamp(part.height() * room.width() / room.height(), part.width(), std::max(part.width(), content_.size.width()));
  const double left = std::clamp(part.center().x() - wide / 2, 0.0, std::max(0.0, content_.size.width() - wide));
  return {part.left() < 0 ? part.left() : left, part.top(), wide, part.height()};
}

FigureStyle WinnerFigure::inner(const FigureStyle& style, const QRectF& room) const {
  FigureStyle out = style;
  out.titles = false;
  out.viewport = seen_in(room.size());
  out.selected = out.hovered = {};
  return out;
}

QRectF WinnerFigure::room(const QRectF& rect, const FigureStyle& style) const {
  const QRectF below = rect.adjusted(0, kWinnerHead * style.label, 0, 0), least = below.adjusted(0, 0, 0, -levels_height(style));
  const QRectF most = least.height() < kWinnerLeastPicture * style.label ? below : least;
  const QSizeF part = content_.seen.isEmpty() ? content_.size : seen_in(most.size()).size();
  return {below.topLeft(), part.scaled(most.size(), Qt::KeepAspectRatio)};
}

PicturePlace WinnerFigure::place(const QRectF& rect, const FigureStyle& style) const {
  const QRectF where = room(rect, style);
  const FigureStyle own = inner(style, where);
  if (const auto* points = dynamic_cast<const PointsFigure*>(content_.picture.get())) return points->place(where, own);
  if (const auto* map = dynamic_cast<const OverlayFigure*>(content_.picture.get())) return map->place(where, own);
  if (const auto* links = dynamic_cast<const PictureGraphFigure*>(content_.picture.get())) return links->place(where, own);
  return {QRectF(QPointF(), content_.size), where};
}

void WinnerFigure::draw_head(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  const Face bold = style.label_face(600), face = style.label_face();
  const double middle = rect.top() + 0.8 * style.label, left = rect.left() + style.title_indent, after = left + bold.width(content_.name) + style.label * 0.7;
  painter.setPen(style.ink);
  bold.draw_centred(painter, {left, middle}, content_.name);
  face.draw_centred(painter, {after, middle}, content_.value);
  painter.setPen(style.second);
  const double free = rect.right() - after - face.width(content_.value) - style.label * 0.5;
  if (face.width(content_.aside) <= free) face.draw_centred(painter, {rect.right(), middle}, content_.aside, Anchor::end);
}

void WinnerFigure::draw_asked(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  if (content_.asked.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(place.rect, Qt::IntersectClip);
  painter.setBrush(Qt::NoBrush);
  const QPainterPath outline = place.transform().map(content_.asked);
  for (const auto& [ink, width] : {std::pair{Qt::black, 0.32}, std::pair{Qt::white, 0.15}}) {
    painter.setPen(QPen(ink, width * style.label, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(outline);
  }
  painter.restore();
}

void WinnerFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  draw_head(painter, rect, style);
  const QRectF where = room(rect, style);
  content_.picture->paint(painter, where, inner(style, where));
  draw_asked(painter, place(rect, style), style);
  const auto* points = dynamic_cast<const PointsFigure*>(content_.picture.get());
  const double levels = levels_height(style);
  if (levels > 0 && where.bottom() + levels <= rect.bottom() + 1) {
    draw_level_rows(painter, points->content(), QRectF(where.left(), where.bottom() + style.gap, where.width(), levels - style.gap), style);
  }
  painter.restore();
}

std::optional<Hit> WinnerFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  if (!rect.contains(point)) return std::nullopt;
  auto inside = content_.picture->hit(point, room(rect, style), inner(style, room(rect, style)));
  if (inside) return inside;
  Hit hit;
  hit.site = content_.site;
  hit.head = content_.head;
  return hit;
}

}  // namespace headlight::ui
