#include "engine/kernels/ms_deform_attn_cpu.h"

#include <algorithm>
#include <vector>

#include "engine/kernels/bilinear.h"

namespace headlight::kernels {
namespace {

// One head of one query.
template <typename T>
struct Head {
  const T* value;  // its channels of position 0
  std::int64_t position_step;
  const CornerBlock<Accumulator<T>>* corners;
  std::int64_t points;
};

// out[0 … N) = Σ weight · value over the corners of all points. The sums stay in registers, several of them so that an
// addition need not wait for the one before.
template <int N, int Corners, bool Whole, typename T>
HEADLIGHT_INLINE void sum_channels(const Head<T>& head, std::int64_t channel, T* out) {
  using Real = Accumulator<T>;
  constexpr int part = N < lanes ? N : lanes, parts = N / part;
  constexpr int chains = std::min(Corners, parts == 1 ? 4 : 4 / parts);
  Vector<Real, part> sums[chains][parts] = {};
  const T* const value = head.value + channel;
  const auto* block = head.corners;
  for (auto left = head.points; left > 0; left -= lanes, ++block) {
    for (int lane = 0; lane < std::min<std::int64_t>(left, lanes); ++lane) {
#pragma GCC unroll 4
      for (int corner = 0; corner < Corners; ++corner) {
        const std::int64_t position = block->position[corner][lane];
        if (!Whole && position < 0) continue;
        const Real weight = block->weight[corner][lane];
#pragma GCC unroll 4
        for (int i = 0; i < parts; ++i) {
          Vector<Real, part> pixel;
          load<part>(value + position * head.position_step + i * part, pixel);
          sums[corner % chains][i] += weight * pixel;
        }
      }
    }
  }
  for (int chain = 1; chain < chains; ++chain)
    for (int i = 0; i < parts; ++i) sums[0][i] += sums[chain][i];
  for (int i = 0; i < parts; ++i)
    for (int j = 0; j < part; ++j) store(sums[0][i][j], out + channel + i * part + j);
}

template <int Corners, bool Whole, typename T>
HEADLIGHT_INLINE void sum_head(const Head<T>& head, std::int64_t width, T* out) {
  std::int64_t channel = 0;
  for (; channel + 64 <= width; channel += 64) sum_channels<64, Corners, Whole>(head, channel, out);
  if (channel + 32 <= width) sum_channels<32, Corners, Whole>(head, channel, out), channel += 32;
  if (channel + 16 <= width) sum_channels<16, Corners, Whole>(head, channel, out), channel += 16;
  if (channel + 8 <= width) sum_channels<8, Corners, Whole>(head, channel, out), channel += 8;
  if (channel + 4 <= width) sum_channels<4, Corners, Whole>(head, channel, out), channel += 4;
  for (; channel < width; ++channel) sum_channels<1, Corners, Whole>(head, channel, out);
}

template <typename Real>
HEADLIGHT_INLINE bool is_whole(const CornerBlock<Real>* corners, std::int64_t blocks) {
  Index<Real> missing = 0;
  for (std::int64_t block = 0; block < blocks; ++block)
    for (int lane = 0; lane < lanes; ++lane) missing |= corners[block].missing[lane];
  return missing == 0;
}

template <Sampling Method, typename Real>
HEADLIGHT_INLINE void find_block(const LevelBlock& level, const PointBlock<Real>& points, CornerBlock<Real>& out) {
  if constexpr (Method == Sampling::bilinear)
    bilinear_corners(level, points, out);
  else
    nearest_pixels(level, points, out);
}

// Corners of the points of one head and query, the first of them being number `first` of all.
template <Sampling Method, typename T, typename Real>
HEADLIGHT_INLINE void find_corners(const DeformableArrays<T>& arrays, std::int64_t first, CornerBlock<Real>* out) {
  const auto all = arrays.queries * arrays.heads * arrays.points;
  for (std::int64_t at = 0; at < arrays.points; at += lanes) {
    PointBlock<Real> points{arrays.locations + 2 * (first + at), arrays.weights + first + at};
    float last_locations[2 * lanes] = {};
    Real last_weights[lanes] = {};
    if (first + at + lanes > all) {  // nothing is read behind the arrays' end
      std::copy_n(points.locations, 2 * (all - first - at), last_locations);
      std::copy_n(points.weights, all - first - at, last_weights);
      points = {last_locations, last_weights};
    }
    find_block<Method, Real>(arrays.levels[at / lanes], points, out[at / lanes]);
  }
}

template <Sampling Method, typename T>
HEADLIGHT_INLINE void sample(const DeformableArrays<T>& arrays, const DeformablePart& part) {
  constexpr int each = Method == Sampling::bilinear ? 4 : 1;
  const auto blocks = (arrays.points + lanes - 1) / lanes;
  std::vector<CornerBlock<Accumulator<T>>> corners(static_cast<std::size_t>(blocks));
  for (auto query = part.begin; query < part.end; ++query)
    for (auto head = part.first_head; head < part.first_head + part.heads; ++head) {
      const auto number = query * arrays.heads + head;
      find_corners<Method>(arrays, number * arrays.points, corners.data());
      const Head<T> pixels{arrays.value + head * arrays.head_step, arrays.position_step, corners.data(), arrays.points};
      T* const out = arrays.out + number * arrays.width;
      if (is_whole(corners.data(), blocks))
        sum_head<each, true>(pixels, arrays.width, out);
      else
        sum_head<each, false>(pixels, arrays.width, out);
    }
}

template <typename T>
HEADLIGHT_INLINE void sample(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  if (sampling == Sampling::bilinear)
    sample<Sampling::bilinear>(arrays, part);
  else
    sample<Sampling::discrete>(arrays, part);
}

}  // namespace

HEADLIGHT_CLONES void sample_queries(const DeformableArrays<float>& arrays, Sampling sampling,
                                     const DeformablePart& part) {
  sample(arrays, sampling, part);
}

HEADLIGHT_CLONES void sample_queries(const DeformableArrays<double>& arrays, Sampling sampling,
                                     const DeformablePart& part) {
  sample(arrays, sampling, part);
}

HEADLIGHT_CLONES void sample_queries(const DeformableArrays<Float16>& arrays, Sampling sampling,
                                     const DeformablePart& part) {
  sample(arrays, sampling, part);
}

HEADLIGHT_CLONES void sample_queries(const DeformableArrays<Bfloat16>& arrays, Sampling sampling,
                                     const DeformablePart& part) {
  sample(arrays, sampling, part);
}

}  // namespace headlight::kernels
