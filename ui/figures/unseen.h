// Cells of a map that their query cannot see: later keys of causal layers, and what lies outside of a query's window or
// area. They have no colour; matrices are hatched there, pictures veiled.
#pragma once

#include <QImage>
#include <QPainter>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view.h"

namespace headlight::ui {

// The cells of a matrix that lie outside of their query's area or window; empty where a layer has neither. `covered`:
// what the cells lie over, of `positions` queries and as many keys. An area is a stretch of positions, so it is known
// by where they lie, however small the weights inside are; where windows lie is not told, but what is outside of them
// has no weight and no score at all.
struct MapCells {
  const Plane& plane;
  Extent covered;
  std::int64_t positions = 0;
  Quantity quantity = Quantity::weight;
};
[[nodiscard]] std::vector<bool> unseen_cells(const SiteInfo& site, const MapCells& map);

// The same of one query's row over a picture, whose cells are the patches of `keys`.
[[nodiscard]] std::vector<bool> unseen_patches(const SiteInfo& site, const Axis& keys, std::int64_t query, const Plane& row, Quantity quantity);

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

inline constexpr double kHatchApart = 1.5;  // from one line over unseen cells to the next, in gaps

// Parallel lines over the unseen cells alone, in the pen of `painter`, `apart` from one to the next.
void hatch_unseen(QPainter& painter, const MapPlace& place, const std::vector<bool>& unseen, double apart);

}  // namespace headlight::ui
