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

// out[0 … N) = Σ weight · value over the corners of all points. The sums stay in registers, of `Register` bytes each: a
// vector that is longer than one would lie in memory. Several sums, so that an addition need not wait for the one before.
template <int Register, int N, int Corners, bool Whole, typename T>
HEADLIGHT_INLINE void sum_channels(const Head<T>& head, std::int64_t channel, T* out) {
  using Real = Accumulator<T>;
  constexpr int most = Register / static_cast<int>(sizeof(Real)), part = N < most ? N : most, parts = N / part;
  constexpr int sums_at_once = Register == 64 ? 4 : 8, chains = std::clamp(sums_at_once / parts, 1, Corners);
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
#pragma GCC unroll 8
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

// The last channels, fewer than 2 N of them.
template <int Register, int N, int Corners, bool Whole, typename T>
HEADLIGHT_INLINE void sum_rest(const Head<T>& head, std::int64_t channel, std::int64_t width, T* out) {
  if (channel + N <= width) {
    sum_channels<Register, N, Corners, Whole>(head, channel, out);
    channel += N;
  }
  if constexpr (N > 4)
    sum_rest<Register, N / 2, Corners, Whole>(head, channel, width, out);
  else
    for (; channel < width; ++channel) sum_channels<Register, 1, Corners, Whole>(head, channel, out);
}

template <int Register, int Corners, bool Whole, typename T>
HEADLIGHT_INLINE void sum_head(const Head<T>& head, std::int64_t width, T* out) {
  constexpr int widest = std::min<int>(64, 8 * Register / sizeof(Accumulator<T>));
  std::int64_t channel = 0;
  for (; channel + widest <= width; channel += widest) sum_channels<Register, widest, Corners, Whole>(head, channel, out);
  sum_rest<Register, widest / 2, Corners, Whole>(head, channel, width, out);
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

constexpr std::int64_t line = 64;  // bytes that memory gives at once

HEADLIGHT_INLINE void fetch(const void* from, std::int64_t bytes) {
  for (std::int64_t at = 0; at < bytes; at += line) __builtin_prefetch(static_cast<const char*>(from) + at);
}

// Asks for the points of a later query: one head's lie a stride apart, which no processor foresees.
template <typename T>
HEADLIGHT_INLINE void fetch_points(const DeformableArrays<T>& arrays, std::int64_t first) {
  fetch(arrays.locations + 2 * first, 2 * arrays.points * static_cast<std::int64_t>(sizeof(float)));
  fetch(arrays.weights + first, arrays.points * static_cast<std::int64_t>(sizeof(Accumulator<T>)));
}

// Points of a head beyond which nothing may be read, with whatever fills the block.
template <typename Real>
struct LastPoints {
  float locations[2 * lanes] = {};
  Real weights[lanes] = {};
};

// Corners of the points of one head and query, the first of them being number `first` of all.
template <Sampling Method, typename T, typename Real>
HEADLIGHT_INLINE void find_corners(const DeformableArrays<T>& arrays, std::int64_t first, CornerBlock<Real>* out) {
  const auto all = arrays.queries * arrays.heads * arrays.points;
  for (std::int64_t at = 0; at < arrays.points; at += lanes) {
    const PointBlock<Real> points{arrays.locations + 2 * (first + at), arrays.weights + first + at};
    const auto left = all - first - at;
    if (left >= lanes) {
      find_block<Method, Real>(arrays.levels[at / lanes], points, out[at / lanes]);
      continue;
    }
    LastPoints<Real> last;
    std::copy_n(points.locations, 2 * left, last.locations);
    std::copy_n(points.weights, left, last.weights);
    find_block<Method, Real>(arrays.levels[at / lanes], {last.locations, last.weights}, out[at / lanes]);
  }
}

template <int Register, Sampling Method, typename T>
HEADLIGHT_INLINE void sample_by(const DeformableArrays<T>& arrays, const DeformablePart& part) {
  constexpr int each = Method == Sampling::bilinear ? 4 : 1;
  constexpr std::int64_t ahead = 8;  // queries
  const auto blocks = (arrays.points + lanes - 1) / lanes;
  std::vector<CornerBlock<Accumulator<T>>> corners(static_cast<std::size_t>(blocks));
  for (auto query = part.begin; query < part.end; ++query)
    for (auto head = part.first_head; head < part.first_head + part.heads; ++head) {
      const auto number = query * arrays.heads + head;
      if (query + ahead < part.end) fetch_points(arrays, (number + ahead * arrays.heads) * arrays.points);
      find_corners<Method>(arrays, number * arrays.points, corners.data());
      const Head<T> pixels{arrays.value + head * arrays.head_step, arrays.position_step, corners.data(), arrays.points};
      T* const out = arrays.out + number * arrays.width;
      if (is_whole(corners.data(), blocks))
        sum_head<Register, each, true>(pixels, arrays.width, out);
      else
        sum_head<Register, each, false>(pixels, arrays.width, out);
    }
}

template <int Register, typename T>
HEADLIGHT_INLINE void sample(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  if (sampling == Sampling::bilinear)
    sample_by<Register, Sampling::bilinear>(arrays, part);
  else
    sample_by<Register, Sampling::discrete>(arrays, part);
}

template <typename T>
void sample_plain(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  sample<16>(arrays, sampling, part);
}

#ifdef HEADLIGHT_TARGETS
template <typename T>
__attribute__((target("arch=x86-64-v3"))) void sample_v3(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  sample<32>(arrays, sampling, part);
}

template <typename T>
__attribute__((target("arch=x86-64-v4"))) void sample_v4(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  sample<64>(arrays, sampling, part);
}
#endif

}  // namespace

template <typename T>
std::vector<SamplingKernelOf<T>> sampling_kernels() {
  std::vector<SamplingKernelOf<T>> all;
#ifdef HEADLIGHT_TARGETS
  if (__builtin_cpu_supports("x86-64-v4")) all.push_back({"x86-64-v4", sample_v4<T>});
  if (__builtin_cpu_supports("x86-64-v3")) all.push_back({"x86-64-v3", sample_v3<T>});
#endif
  all.push_back({"plain", sample_plain<T>});
  return all;
}

template <typename T>
void sample_queries(const DeformableArrays<T>& arrays, Sampling sampling, const DeformablePart& part) {
  static const auto best = sampling_kernels<T>().front().run;
  best(arrays, sampling, part);
}

template std::vector<SamplingKernelOf<float>> sampling_kernels();
template std::vector<SamplingKernelOf<double>> sampling_kernels();
template std::vector<SamplingKernelOf<Float16>> sampling_kernels();
template std::vector<SamplingKernelOf<Bfloat16>> sampling_kernels();
template void sample_queries(const DeformableArrays<float>&, Sampling, const DeformablePart&);
template void sample_queries(const DeformableArrays<double>&, Sampling, const DeformablePart&);
template void sample_queries(const DeformableArrays<Float16>&, Sampling, const DeformablePart&);
template void sample_queries(const DeformableArrays<Bfloat16>&, Sampling, const DeformablePart&);

}  // namespace headlight::kernels
