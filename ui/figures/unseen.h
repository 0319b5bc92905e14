// Cells of a map that their query cannot see: later keys of causal layers, and what lies outside of a query's window or
// area. They have no colour; matrices and pictures are hatched there.
#pragma once

#include <QImage>
#include <QPainter>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view.h"

namespace headlight::ui {

// Of a layer cut into windows or areas the cells outside of the query's own, which have no weight and no score at all;
// empty for other layers.
[[nodiscard]] std::vector<bool> unseen_cells(const SiteInfo& site, const Plane& map, Quantity quantity);

// The cells of a matrix that lie outside of their query's area, however small the weights inside are; empty for layers
// that are not cut into areas. `covered`: what the cells lie over, of `positions` queries and as many keys.
[[nodiscard]] std::vector<bool> cells_outside_areas(const SiteInfo& site, const Plane& plane, const Extent& covered, std::int64_t positions);

// The cells of a map `columns` wide that stand behind the first so many of their row.
[[nodiscard]] std::vector<bool> cells_behind(const std::vector<int>& seen, int columns);

// The pixels of unseen cells, one a cell, become transparent; `mirrored`: the first column is the rightmost.
void clear_unseen(QImage& image, const std::vector<bool>& unseen, bool mirrored);

// Where a map's cells lie on the paper.
struct MapPlace {
  QRectF covered;
  int rows = 0, columns = 0;
  bool mirrored = false;  // the first column is the rightmost
};

// Parallel lines over the unseen cells alone, in the pen of `painter`, `apart` from one to the next.
void hatch_unseen(QPainter& painter, const MapPlace& place, const std::vector<bool>& unseen, double apart);

}  // namespace headlight::ui
