// Which pixels a block of sampling points reads, and with what weight. No Torch.
#pragma once

#include <cstdint>
#include <type_traits>

#include "engine/kernels/lanes.h"

namespace headlight::kernels {

// Whole numbers as wide as the real ones.
template <typename Real>
using Index = std::conditional_t<sizeof(Real) == 8, std::int64_t, std::int32_t>;

// The levels of sixteen points of one head.
struct LevelBlock {
  std::int32_t rows[lanes] = {}, columns[lanes] = {};
  std::int32_t first[lanes] = {};  // position of the level's first pixel
  std::int32_t used[lanes] = {};   // −1, or 0 where the head has fewer points
};

// Sixteen points, (x, y) each, and their weights; anything where there are fewer.
template <typename Real>
struct PointBlock {
  const float* locations;
  const Real* weights;
};

// Up to four pixels of sixteen points: position in the value tensor, −1 for none. Nearest pixels use the first row.
template <typename Real>
struct CornerBlock {
  Index<Real> position[4][lanes];
  Real weight[4][lanes];
  Index<Real> missing[lanes];  // −1 where a point in use lacks a pixel, else 0
};

// The nearest pixel, floor(point · size + ½) clamped to the map, both operations rounded (compiler options of the file
// keep them two). A point that is not finite gets none.
void nearest_pixels(const LevelBlock& level, const PointBlock<float>& points, CornerBlock<float>& out);
void nearest_pixels(const LevelBlock& level, const PointBlock<double>& points, CornerBlock<double>& out);

}  // namespace headlight::kernels
