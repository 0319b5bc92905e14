#include "ui/figures/link_marks.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/colour_map.h"

namespace headlight::ui {
namespace {

constexpr double kName = 7;  // room of a row's name, in label sizes

// The part of `aside` that its half, the height of the arc above `middle`, may have within `bounds`.
double within(const QRectF& bounds, QPointF middle, QPointF aside) {
  if (bounds.isNull()) return 1;
  const auto part = [](double at, double by, double low, double high) {
    const double room = by > 0 ? high - at : at - low;
    return by == 0 ? 1 : std::clamp(room / std::abs(by), 0.0, 1.0);
  };
  return std::min(part(middle.x(), aside.x() / 2, bounds.left(), bounds.right()),
                  part(middle.y(), aside.y() / 2, bounds.top(), bounds.bottom()));
}

QPainterPath arc(QPointF from, QPointF to, const QRectF& bounds) {
  const QPointF along = to - from, aside(-along.y() * 0.16, along.x() * 0.16), middle = (from + to) / 2;
  QPainterPath path(from);
  path.quadTo(middle + aside * within(bounds, middle, aside), to);
  return path;
}

// It stands a little before the end, where it is not hidden by the other end's mark.
void draw_arrow(QPainter& painter, const QPainterPath& path, double width, const QColor& colour, const FigureStyle& style) {
  const QPointF tip = path.pointAtPercent(0.9), tail = path.pointAtPercent(0.82);
  const double size = std::max(style.label * 0.55, width * 1.6), angle = std::atan2(tip.y() - tail.y(), tip.x() - tail.x());
  QPolygonF head{tip};
  for (const double turn : {2.55, -2.55}) head << tip + size * QPointF(std::cos(angle + turn), std::sin(angle + turn));
  painter.setPen(QPen(Qt::black, style.paper ? 0.45 : 0.9));
  painter.setBrush(colour);
  painter.drawPolygon(head);
}

}  // namespace

namespace {

constexpr double kApart = 4.5;  // least contrast of a link to the dark that it lies on

// The place on the map from which all colours can be seen on black; 1 where the map ends dark.
double first_seen(const ColourMap& map) {
  int at = 256;
  while (at > 0 && contrast(QColor(map.colours()[std::size_t(at - 1)]), Qt::black) >= kApart) --at;
  return std::min(at, 255) / 255.0;
}

// As much white as it takes to be seen on black.
QColor lightened(QColor colour) {
  for (int tried = 0; tried < 20 && contrast(colour, Qt::black) < kApart; ++tried)
    colour = QColor((colour.red() * 9 + 255) / 10, (colour.green() * 9 + 255) / 10, (colour.blue() * 9 + 255) / 10);
  return colour;
}

double width_of(double share, const LinkLook& look, const FigureStyle& style) {
  return (1 + 5.5 * share) * (style.paper ? 0.5 : 1) * look.thickness;
}

// Dark below light, so that it is seen on every picture.
void draw_line(QPainter& painter, const QPainterPath& path, double share, const LinkLook& look, const FigureStyle& style) {
  const double width = width_of(share, look, style), rim = 2 * (style.paper ? 0.5 : 1) * look.thickness;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, int(170 * look.opacity)), width + rim, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(path);
  QColor colour = look.colour;
  colour.setAlphaF(static_cast<float>((0.85 + 0.15 * share) * look.opacity));
  painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(path);
}

}  // namespace

QColor link_colour(const Scale& scale, double weight) {
  const ColourMap& map = *ColourMap::find(scale.map);
  const double first = first_seen(map), place = scale.reversed ? 1 - scale.position(weight) : scale.position(weight);
  return lightened(QColor(map.at(first < 1 ? first + (1 - first) * place : place)));
}

void draw_link(QPainter& painter, QPointF from, QPointF to, double share, const LinkLook& look, const FigureStyle& style) {
  const QPainterPath path = arc(from, to, look.bounds);
  draw_line(painter, path, share, look, style);
  if (look.arrow) draw_arrow(painter, path, width_of(share, look, style), look.colour, style);
}

void draw_sample(QPainter& painter, QPointF from, double length, double share, const LinkLook& look, const FigureStyle& style) {
  QPainterPath path(from);
  path.lineTo(from + QPointF(length, 0));
  draw_line(painter, path, share, look, style);
}

void draw_weight_rows(QPainter& painter, const QRectF& rect, const QString& heading, const std::vector<WeightRow>& rows,
                      const FigureStyle& style) {
  const Face face = style.label_face();
  painter.setPen(style.ink);
  style.label_face(600).draw(painter, {rect.left(), rect.top() + style.label}, heading);
  const double name = style.label * kName, number = face.width(QStringLiteral("0.000")) + style.gap;
  double middle = rect.top() + (kWeightHead + kWeightRow / 2) * style.label;
  QColor ground = style.second;
  ground.setAlphaF(0.2F);
  for (const WeightRow& row : rows) {
    painter.setPen(style.ink);
    face.draw_centred(painter, {rect.left(), middle}, face.elided(row.name, name - style.gap));
    const QRectF track(rect.left() + name, middle - style.label * 0.28, std::max(4.0, rect.width() - name - number),
                       style.label * 0.56);
    if (row.bar >= 0) {
      painter.fillRect(track, ground);
      painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * std::min(row.bar, 1.0), track.height())), row.colour);
    }
    painter.setPen(style.ink);
    face.draw_centred(painter, {rect.right(), middle}, format_value(row.weight), Anchor::end);
    middle += kWeightRow * style.label;
  }
}

}  // namespace headlight::ui
