#include "ui/figures/share_contours.h"

#include <algorithm>
#include <numeric>

#include "ui/figures/contour.h"
#include "ui/figures/outline.h"
#include "ui/figures/share_line.h"

namespace headlight::ui {
namespace {

constexpr int kFineness = 6;  // cells a patch, of smooth contours

// Cells that are not shown at all: lines close before them.
void leave_hidden_out(Plane& field, const QTransform& placed, const QRectF& seen) {
  if (seen.adjusted(-0.01, -0.01, 0.01, 0.01).contains(placed.mapRect(QRectF(0, 0, double(field.columns), double(field.rows))))) return;
  for (std::int64_t row = 0; row < field.rows; ++row)
    for (std::int64_t column = 0; column < field.columns; ++column)
      if (!placed.mapRect(QRectF(double(column), double(row), 1, 1)).intersects(seen))
        field.values[static_cast<std::size_t>(row * field.columns + column)] = beyond_the_map;
}

// What is left beyond `room`, less than a cell, is drawn on its edge.
void keep_inside(QPainterPath& path, const QRectF& room) {
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPointF at = path.elementAt(i);
    path.setElementPositionAt(i, std::clamp(at.x(), room.left(), room.right()), std::clamp(at.y(), room.top(), room.bottom()));
  }
}

double shorter_edge(const QTransform& placed) {
  const QRectF patch = placed.mapRect(QRectF(0, 0, 1, 1));
  return std::min(patch.width(), patch.height());
}

}  // namespace

QPainterPath share_contour(const SharesOnPicture& on, double share, double width) {
  Plane field = on.smooth ? enlarged(on.map, kFineness) : on.map;
  const float level = mass_threshold(field, share);
  const double unit = on.smooth ? 1.0 / kFineness : 1;
  const QTransform placed = QTransform::fromScale(unit, unit) * on.placed;
  leave_hidden_out(field, placed, on.seen);
  QPainterPath path = placed.map(strokes(on.smooth ? level_lines(field, level) : cell_outline(field, level)));
  const double in = std::min({width / 2, on.seen.width() / 2, on.seen.height() / 2});
  keep_inside(path, on.seen.adjusted(in, in, -in, -in));
  return path;
}

void draw_share_contours(QPainter& painter, const SharesOnPicture& on, const FigureStyle& style) {
  std::vector<std::size_t> order(on.shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Where several run along an edge the innermost one is seen.
  std::ranges::sort(order, [&on](auto a, auto b) { return on.shares[a] > on.shares[b]; });
  for (const std::size_t i : order) {
    const Outline outline{i == 0 ? 1.6 : 1.2, shorter_edge(on.placed), share_line(i), on.smooth ? Qt::RoundJoin : Qt::MiterJoin};
    draw_outline(painter, share_contour(on, on.shares[i], outline_width(outline, style)), style, outline);
  }
}

}  // namespace headlight::ui
