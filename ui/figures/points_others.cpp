// The layer's other queries among the points of a chosen one, and what of all of them lies under a pointer.
#include <algorithm>
#include <cmath>

#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/points.h"
#include "ui/figures/points_legend.h"

namespace headlight::ui {
namespace {

constexpr double kLayerSize = 0.7, kLayerOpacity = 0.75;  // marks of a layer's other queries, to a chosen one's
constexpr double kPointReach = 0.9, kPlaceReach = 0.7;  // how far from a point's, a place's mark a click still means it, in label sizes

}  // namespace

PointsLook PointsContent::other_look() const {
  PointsLook small = look;
  small.offsets = false;
  small.chosen = -1;  // rings are the chosen query's
  small.size *= kLayerSize;
  return small;
}

// Paler than a chosen query's.
void PointsFigure::draw_layer(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  const PointsLook look = content_.other_look();
  painter.save();
  if (!content_.queries.empty()) painter.setOpacity(painter.opacity() * kLayerOpacity);
  for (const QueryPoints& query : content_.others) draw_points(painter, query, place, look, style);
  painter.restore();
  if (!content_.other_places) return;
  for (const QueryPoints& query : content_.others) draw_place(painter, place.map(query.reference_x, query.reference_y), style);
}

// The nearest sampling point, or another query's own place where that is nearer still.
std::optional<Hit> PointsFigure::mark_at(QPointF point, const PicturePlace& place, const FigureStyle& style) const {
  Hit hit;
  hit.site = content_.site;
  double nearest = style.label * kPointReach;
  const auto away = [&](double x, double y) {
    const QPointF by = place.map(x, y) - point;
    return std::hypot(by.x(), by.y());
  };
  const auto look_at = [&](const QueryPoints& query, const QString& label) {
    for (const SamplePoint& sample : query.points) {
      const double distance = away(sample.x, sample.y);
      if (!(distance < nearest)) continue;
      nearest = distance;
      hit.query = query.query;
      hit.query_label = label;
      hit.head = sample.head;
      hit.value = sample.weight;
      hit.has_value = true;
      hit.key_label = FigureWords::tr("head %1 · %2 · point %3").arg(sample.head).arg(level_name(content_, static_cast<std::size_t>(sample.level))).arg(sample.point);
    }
  };
  for (std::size_t i = 0; i < content_.queries.size(); ++i) look_at(content_.queries[i], content_.query_labels[i]);
  for (std::size_t i = 0; i < content_.others.size(); ++i) look_at(content_.others[i], content_.other_labels[i]);
  nearest = std::min(nearest, style.label * kPlaceReach);
  for (std::size_t i = 0; i < content_.others.size() && content_.other_places; ++i) {
    const double distance = away(content_.others[i].reference_x, content_.others[i].reference_y);
    if (!(distance < nearest)) continue;
    nearest = distance;
    hit = Hit();
    hit.site = content_.site;
    hit.query = content_.others[i].query;
    hit.query_label = content_.other_labels[i];
    hit.own_place = true;
  }
  return hit.query >= 0 ? std::optional<Hit>(hit) : std::nullopt;
}

std::optional<Hit> PointsFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const Layout layout = plan(rect, style);
  if (content_.strip && layout.strip.contains(point)) return content_.strip->hit(point, layout.strip, style);
  const PicturePlace& place = layout.picture;
  if (!place.rect.contains(point)) return std::nullopt;
  if (const auto mark = mark_at(point, place, style)) return mark;
  Hit hit;
  hit.site = content_.site;
  double smallest = 0;
  for (const auto& found : content_.detections) {
    const QRectF box = place.map(found.box);
    const double area = box.width() * box.height();
    if (!box.contains(point) || (hit.query >= 0 && area >= smallest)) continue;
    smallest = area;
    hit.query = found.query;
    hit.query_label = QString::fromStdString(found.label);
  }
  return hit.query >= 0 ? std::optional<Hit>(hit) : std::nullopt;
}

}  // namespace headlight::ui
