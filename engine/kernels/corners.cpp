#include "engine/kernels/corners.h"

#include <limits>

namespace headlight::kernels {
namespace {

template <typename Real>
HEADLIGHT_INLINE Index<Real> nearest(Real point, std::int32_t size) {
  const Real real_size = static_cast<Real>(size);
  Real place = point * real_size;
  place = place + Real(0.5);
  place = place > Real(0) ? place : Real(0);
  place = place < real_size ? place : real_size;
  const auto pixel = static_cast<Index<Real>>(place);
  return pixel < size ? pixel : size - 1;
}

template <typename Real>
HEADLIGHT_INLINE void pixels(const LevelBlock& level, const PointBlock<Real>& points, CornerBlock<Real>& out) {
  constexpr float most = std::numeric_limits<float>::max();
#pragma omp simd
  for (int e = 0; e < lanes; ++e) {
    const float px = points.locations[2 * e], py = points.locations[2 * e + 1];
    const bool finite = (px <= most) & (px >= -most) & (py <= most) & (py >= -most);
    const auto x = nearest<Real>(px, level.columns[e]), y = nearest<Real>(py, level.rows[e]);
    const Index<Real> position = level.first[e] + y * level.columns[e] + x;
    out.position[0][e] = finite ? position : -1;
    out.weight[0][e] = points.weights[e];
    out.missing[e] = finite ? 0 : level.used[e];
  }
}

}  // namespace

HEADLIGHT_CLONES void nearest_pixels(const LevelBlock& level, const PointBlock<float>& points,
                                     CornerBlock<float>& out) {
  pixels(level, points, out);
}

HEADLIGHT_CLONES void nearest_pixels(const LevelBlock& level, const PointBlock<double>& points,
                                     CornerBlock<double>& out) {
  pixels(level, points, out);
}

}  // namespace headlight::kernels
