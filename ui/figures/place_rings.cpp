#include "ui/figures/place_rings.h"

#include "ui/figures/point_marks.h"

namespace headlight::ui {

namespace {

constexpr double kRing = 1.5, kRingHalo = 3.5;  // hairlines
constexpr double kDash = 5;                     // in widths of the line

void draw_ring(QPainter& painter, QPointF at, double radius, bool dashed, const FigureStyle& style) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 170), style.hairline * kRingHalo));
  painter.drawEllipse(at, radius, radius);
  QPen line(Qt::white, style.hairline * kRing);
  if (dashed) line.setDashPattern({kDash, kDash});
  painter.setPen(line);
  painter.drawEllipse(at, radius, radius);
}

}  // namespace

void draw_rings(QPainter& painter, const PlaceRings& rings, const PicturePlace& place, const FigureStyle& style) {
  const QPointF at = place.map(rings.at[0], rings.at[1]);
  const double scale = place.rect.width() / place.visible.width();
  painter.save();
  painter.setClipRect(place.rect, Qt::IntersectClip);
  draw_ring(painter, at, rings.half * scale, false, style);
  draw_ring(painter, at, rings.most * scale, true, style);
  draw_reference(painter, at, style);
  painter.restore();
}

}  // namespace headlight::ui
