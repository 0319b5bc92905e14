// The four pixels around sampling points and their shares. Inlined into functions of one instruction set. No Torch.
#pragma once

#include "engine/kernels/corners.h"

namespace headlight::kernels {

// One coordinate of a point.
template <typename Real>
struct Between {
  Index<Real> before;  // the pixel at or before it, −2 … size + 1
  Real share;          // of the pixel after it
};

template <typename Real>
HEADLIGHT_INLINE Between<Real> between(Real point, std::int32_t size) {
  const Real real_size = static_cast<Real>(size);
  // Bounded to just outside the map; NaN goes before it.
  Real place = point * real_size + Real(1.5);
  place = place > Real(0) ? place : Real(0);
  place = place < real_size + 3 ? place : real_size + 3;
  const Index<Real> before = static_cast<Index<Real>>(place) - 2;
  // Contracted to one rounding, so the share is exact to its own last place however large the map is.
  return {before, point * real_size - (static_cast<Real>(before) + Real(0.5))};
}

// −1 where a pixel is not in 0 … size − 1, else 0.
template <typename Whole>
HEADLIGHT_INLINE Whole outside(Whole pixel, Whole size) {
  return (pixel | (size - 1 - pixel)) >> (8 * sizeof(Whole) - 1);
}

template <typename Real>
HEADLIGHT_INLINE void bilinear_corners(const LevelBlock& level, const PointBlock<Real>& points,
                                       CornerBlock<Real>& out) {
#pragma omp simd
  for (int e = 0; e < lanes; ++e) {
    const Index<Real> rows = level.rows[e], columns = level.columns[e];
    const auto x = between<Real>(points.locations[2 * e], level.columns[e]);
    const auto y = between<Real>(points.locations[2 * e + 1], level.rows[e]);
    const Index<Real> left = outside(x.before, columns), right = outside(x.before + 1, columns);
    const Index<Real> upper = outside(y.before, rows), lower = outside(y.before + 1, rows);
    const Index<Real> corner = level.first[e] + y.before * columns + x.before;
    out.position[0][e] = corner | upper | left;
    out.position[1][e] = (corner + 1) | upper | right;
    out.position[2][e] = (corner + columns) | lower | left;
    out.position[3][e] = (corner + columns + 1) | lower | right;
    out.missing[e] = (upper | lower | left | right) & level.used[e];
    const Real below = points.weights[e] * y.share, above = points.weights[e] - below;
    const Real below_right = below * x.share, above_right = above * x.share;
    out.weight[0][e] = above - above_right;
    out.weight[1][e] = above_right;
    out.weight[2][e] = below - below_right;
    out.weight[3][e] = below_right;
  }
}

}  // namespace headlight::kernels
