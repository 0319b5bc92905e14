#include "ui/figures/point_marks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "ui/theme/theme.h"

namespace headlight::ui {
namespace {

constexpr double kPointMarksLargest = 0.62, kSmallest = 0.17;  // radii of marks, in label sizes

// A regular star or polygon of the area of a unit circle; `inner` < 1 makes a star of 2 · corners points.
QPainterPath polygon(int corners, double turn, double inner = 1) {
  const double pi = std::numbers::pi;
  const int count = inner < 1 ? 2 * corners : corners;
  const double area = 0.5 * count * (inner < 1 ? inner : 1) * std::sin(2 * pi / count);
  const double radius = std::sqrt(pi / area);
  QPainterPath path;
  for (int i = 0; i < count; ++i) {
    const double r = radius * (inner < 1 && i % 2 == 1 ? inner : 1), angle = turn + 2 * pi * i / count;
    const QPointF at(r * std::sin(angle), -r * std::cos(angle));
    i == 0 ? path.moveTo(at) : path.lineTo(at);
  }
  path.closeSubpath();
  return path;
}

QPainterPath plus() {
  const double arm = 0.36, reach = std::numbers::pi / (8 * arm) + arm / 2;  // 8·arm·reach − 4·arm² = π
  QPainterPath path;
  path.setFillRule(Qt::WindingFill);
  path.addPolygon(QPolygonF({{-arm, -reach},
                             {arm, -reach},
                             {arm, -arm},
                             {reach, -arm},
                             {reach, arm},
                             {arm, arm},
                             {arm, reach},
                             {-arm, reach},
                             {-arm, arm},
                             {-reach, arm},
                             {-reach, -arm},
                             {-arm, -arm}}));
  path.closeSubpath();
  return path;
}

QPainterPath unit_mark(Marker marker) {
  const double pi = std::numbers::pi;
  switch (marker) {
    case Marker::circle: {
      QPainterPath path;
      path.addEllipse(QPointF(0, 0), 1, 1);
      return path;
    }
    case Marker::square:
      return polygon(4, pi / 4);
    case Marker::triangle:
      return polygon(3, 0);
    case Marker::diamond:
      return polygon(4, 0);
    case Marker::triangle_down:
      return polygon(3, pi);
    case Marker::plus:
      return plus();
    case Marker::star:
      return polygon(5, 0, 0.5);
    case Marker::hexagon:
      return polygon(6, 0);
  }
  return {};
}

bool finite(const SamplePoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

void draw_offsets(QPainter& painter, const QueryPoints& points, const PicturePlace& place, const PointsLook& look,
                  const FigureStyle& style) {
  const QPointF from = place.map(points.reference_x, points.reference_y);
  for (const SamplePoint& point : points.points) {
    if (!finite(point)) continue;
    QColor colour = mark_colour(look, point.head, point.level);
    const double share = std::min(1.0, point.weight / look.largest);
    colour.setAlphaF(static_cast<float>(0.22 + 0.4 * share));
    painter.setPen(QPen(colour, style.paper ? 0.4 : 0.8));
    painter.drawLine(from, place.map(point.x, point.y));
  }
}

constexpr double squares_from = 3;  // screen pixels a pixel

}  // namespace

namespace {

// A white picture ends somewhere on white paper too.
void draw_frame(QPainter& painter, const QRectF& rect, const FigureStyle& style) {
  if (!style.paper) return;
  QColor line = style.second;
  line.setAlphaF(0.5F);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(line, style.hairline * 0.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawRect(rect);
}

// What the model was given, under everything that is drawn on the picture: white on black reads on every one.
void draw_part(QPainter& painter, const PicturePlace& place, const FigureStyle& style) {
  if (style.part.isEmpty()) return;
  const QRectF part = place.transform().mapRect(style.part);
  painter.save();
  painter.setClipRect(place.rect.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 200), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(part);
  QPen pen(Qt::white, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
  pen.setDashPattern({4, 3});
  painter.setPen(pen);
  painter.drawRect(part);
  painter.restore();
}

}  // namespace

void draw_photo(QPainter& painter, const QImage& image, QSizeF size, const PicturePlace& place, double dim,
                const FigureStyle& style) {
  painter.save();
  painter.setOpacity(style.dimmed);
  painter.setBrush(Qt::black);
  painter.setPen(Qt::NoPen);
  painter.setClipRect(place.rect, Qt::IntersectClip);
  if (image.isNull()) {
    painter.fillRect(place.rect, QColor(0x4a, 0x4e, 0x55));
  } else {
    const double pixel = place.rect.width() / place.visible.width() * size.width() / image.width() *
                         painter.deviceTransform().m11();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, style.paper || pixel < squares_from);
    const QRectF whole(place.map(0, 0), place.map(size.width(), size.height()));
    // Whole pixels of the image around what is seen, so that the picture does not shift against its boxes.
    const double across = image.width() / size.width(), down = image.height() / size.height();
    const QRect seen = QRectF(place.visible.left() * across, place.visible.top() * down, place.visible.width() * across,
                              place.visible.height() * down)
                           .toAlignedRect()
                           .intersected(image.rect());
    const double sx = whole.width() / image.width(), sy = whole.height() / image.height();
    const QRectF target(whole.left() + seen.left() * sx, whole.top() + seen.top() * sy, seen.width() * sx,
                        seen.height() * sy);
    if (seen.isEmpty() || !whole.intersects(place.rect) || target.left() > place.rect.left() + 1 ||
        target.top() > place.rect.top() + 1 || target.right() < place.rect.right() - 1 ||
        target.bottom() < place.rect.bottom() - 1)
      painter.fillRect(place.rect, QColor(0x2b, 0x2e, 0x33));
    if (!seen.isEmpty()) painter.drawImage(target, image, QRectF(seen));
  }
  if (style.detail != nullptr) style.detail->draw(painter, image, size, place);
  painter.restore();
  if (dim > 0) painter.fillRect(place.rect, QColor(0, 0, 0, static_cast<int>(std::lround(255 * std::min(1.0, dim)))));
  draw_part(painter, place, style);
  draw_frame(painter, place.rect, style);
}

QPainterPath level_mark(int level, QPointF centre, double radius) {
  return (QTransform::fromScale(radius, radius) * QTransform::fromTranslate(centre.x(), centre.y()))
      .map(unit_mark(head_marker(level)));
}

QColor mark_colour(const PointsLook& look, int head, int level) {
  return Theme::of(Appearance::dark).head(look.by_level ? level : head);
}

double mark_radius(const PointsLook& look, double weight, const FigureStyle& style) {
  const double share = look.largest > 0 ? std::clamp(weight / look.largest, 0.0, 1.0) : 0;
  return style.label * look.size * std::max(kSmallest, kPointMarksLargest * std::sqrt(share));
}

void draw_hollow(QPainter& painter, const QPainterPath& outline, const QColor& colour, const FigureStyle& style) {
  const double unit = style.paper ? 0.4 : 1;
  painter.setBrush(Qt::NoBrush);
  for (const auto& [ink, width] : {std::pair{QColor(Qt::black), 3.4}, std::pair{colour, 1.6}}) {
    painter.setPen(QPen(ink, width * unit, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(outline);
  }
}

void draw_mark(QPainter& painter, int level, QPointF centre, double radius, QColor colour, const FigureStyle& style, bool hollow) {
  if (hollow) return draw_hollow(painter, level_mark(level, centre, radius), colour, style);
  QColor outline = Qt::black;
  outline.setAlphaF(std::min(1.0F, colour.alphaF() + 0.1F));
  painter.setPen(QPen(outline, style.paper ? 0.5 : 1.3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.setBrush(colour);
  painter.drawPath(level_mark(level, centre, radius));
}

namespace {

void draw_point(QPainter& painter, const SamplePoint& point, const PicturePlace& place, const PointsLook& look, const FigureStyle& style) {
  const QPointF at = place.map(point.x, point.y);
  const double radius = mark_radius(look, point.weight, style), unit = style.paper ? 0.4 : 1;
  if (look.chosen >= 0 && point.head == look.chosen) {
    painter.setPen(QPen(Qt::black, 5.6 * unit, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(level_mark(point.level, at, radius + 1 * unit));
    painter.setPen(QPen(Qt::white, 3.6 * unit, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(level_mark(point.level, at, radius + 1 * unit));
  }
  QColor colour = mark_colour(look, point.head, point.level);
  colour.setAlphaF(static_cast<float>(0.6 + 0.4 * std::clamp(point.weight / look.largest, 0.0, 1.0)));
  draw_mark(painter, point.level, at, radius, colour, style, look.is_hollow(point.head));
}

}  // namespace

void draw_points(QPainter& painter, const QueryPoints& points, const PicturePlace& place, const PointsLook& look,
                 const FigureStyle& style) {
  painter.save();
  painter.setClipRect(place.rect, Qt::IntersectClip);
  painter.setRenderHint(QPainter::Antialiasing);
  if (look.offsets) draw_offsets(painter, points, place, look, style);
  for (const bool chosen : {false, true})
    for (const SamplePoint& point : points.points)
      if (finite(point) && (look.chosen >= 0 && point.head == look.chosen) == chosen) draw_point(painter, point, place, look, style);
  painter.restore();
}

void draw_place(QPainter& painter, QPointF at, const FigureStyle& style) {
  const double radius = style.label * 0.26, unit = style.paper ? 0.5 : 1;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (const auto& [colour, width] : {std::pair{QColor(Qt::black), 3.0}, std::pair{QColor(Qt::white), 1.3}}) {
    painter.setPen(QPen(colour, width * unit));
    painter.drawEllipse(at, radius, radius);
  }
  painter.restore();
}

void draw_reference(QPainter& painter, QPointF at, const FigureStyle& style) {
  const double radius = style.label * 0.45, reach = style.label * 0.8;
  QPainterPath path;
  path.addEllipse(at, radius, radius);
  for (const QPointF& direction : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
    path.moveTo(at + direction * radius * 0.35);
    path.lineTo(at + direction * reach);
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double unit = style.paper ? 0.5 : 1;
  painter.setPen(QPen(Qt::black, 3.4 * unit, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(path);
  painter.setPen(QPen(Qt::white, 1.5 * unit, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(path);
  painter.restore();
}

void keep_points(QueryPoints& points, const PointFilter& filter) {
  const auto listed = [](const std::vector<int>& list, int number) {
    return list.empty() || std::find(list.begin(), list.end(), number) != list.end();
  };
  std::erase_if(points.points, [&](const SamplePoint& point) {
    return !listed(filter.heads, point.head) || !listed(filter.levels, point.level) ||
           static_cast<double>(point.weight) < filter.least_weight;
  });
}

double inside_share(const QueryPoints& points) {
  double sum = 0;
  for (const float share : points.inside) sum += share;
  return points.inside.empty() ? 0 : sum / double(points.inside.size());
}

bool is_box(const Box& box) { return box.x1 > box.x0 && box.y1 > box.y0; }

}  // namespace headlight::ui
