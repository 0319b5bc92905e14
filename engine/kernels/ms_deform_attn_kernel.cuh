// The kernel of ms_deform_attn for CUDA devices. A block finds the pixels of its items' points together, sixteen points
// at a time, in shared memory; then every thread adds up its own channels in float32 registers.
#pragma once

#include "engine/kernels/ms_deform_attn_cuda.h"

namespace headlight::kernels::cuda {

constexpr int points_a_round = 16;

template <int Corners>
struct Pixels {
  std::int32_t position[Corners];  // −1: none
  float weight[Corners];
};

struct Work {
  CudaArrays arrays;
  std::int64_t items;
  int items_a_block, threads_an_item;
};

// −1 where a pixel is not in 0 … size − 1, else 0.
__device__ inline std::int32_t outside(std::int32_t pixel, std::int32_t size) {
  return (pixel | (size - 1 - pixel)) >> 31;
}

// The pixel at or before a point, −2 … size + 1 (NaN: −2), and the share of the one after it, rounded once.
__device__ inline std::int32_t before(float point, std::int32_t size, float& share) {
  const float real_size = static_cast<float>(size);
  const float place = fminf(fmaxf(fmaf(point, real_size, 1.5F), 0.0F), real_size + 3);
  const std::int32_t pixel = static_cast<std::int32_t>(place) - 2;
  share = fmaf(point, real_size, -(static_cast<float>(pixel) + 0.5F));
  return pixel;
}

__device__ inline void find(Pixels<4>& out, float x, float y, float weight, const CudaLevels& levels, int level) {
  const std::int32_t rows = levels.rows[level], columns = levels.columns[level];
  float right_share, lower_share;
  const std::int32_t column = before(x, columns, right_share), row = before(y, rows, lower_share);
  const std::int32_t left = outside(column, columns), right = outside(column + 1, columns);
  const std::int32_t upper = outside(row, rows), lower = outside(row + 1, rows);
  const std::int32_t corner = levels.first[level] + row * columns + column;
  out.position[0] = corner | upper | left;
  out.position[1] = (corner + 1) | upper | right;
  out.position[2] = (corner + columns) | lower | left;
  out.position[3] = (corner + columns + 1) | lower | right;
  const float below = weight * lower_share, above = weight - below;
  out.weight[1] = above * right_share;
  out.weight[0] = above - out.weight[1];
  out.weight[3] = below * right_share;
  out.weight[2] = below - out.weight[3];
}

// floor(point · size + ½) clamped to the map, the product and the sum rounded one after the other.
__device__ inline std::int32_t nearest(float point, std::int32_t size) {
  const float real_size = static_cast<float>(size);
  const float place = fminf(fmaxf(__fadd_rn(__fmul_rn(point, real_size), 0.5F), 0.0F), real_size);
  const std::int32_t pixel = static_cast<std::int32_t>(place);
  return pixel < size ? pixel : size - 1;
}

__device__ inline void find(Pixels<1>& out, float x, float y, float weight, const CudaLevels& levels, int level) {
  const std::int32_t columns = levels.columns[level];
  const std::int32_t pixel = levels.first[level] + nearest(y, levels.rows[level]) * columns + nearest(x, columns);
  out.position[0] = isfinite(x) && isfinite(y) ? pixel : -1;
  out.weight[0] = weight;
}

// Points [first, first + 16) of the items from `first_item` on; places without a point are left as they are.
template <int Corners>
__device__ void find_pixels(const Work& work, const CudaLevels& levels, std::int64_t first_item, std::int64_t first,
                            Pixels<Corners>* out) {
  for (int at = static_cast<int>(threadIdx.x); at < work.items_a_block * points_a_round;
       at += static_cast<int>(blockDim.x)) {
    const std::int64_t item = first_item + at / points_a_round, point = first + at % points_a_round;
    if (item >= work.items || point >= work.arrays.points) continue;
    int level = 0;
    while (point >= levels.end[level]) ++level;
    const std::int64_t number = item * work.arrays.points + point;
    const float* const place = work.arrays.locations + 2 * number;
    find(out[at], place[0], place[1], work.arrays.weights[number], levels, level);
  }
}

// `Channels` values of one pixel, by one load of 16 bytes where there are several.
template <typename T, int Channels>
struct alignas(Channels == 1 ? sizeof(T) : 16) Group {
  T values[Channels];
};

template <typename T, int Corners, int Channels>
__device__ void add_up(const Pixels<Corners>* pixels, std::int64_t count, const T* value, std::int64_t step,
                       float (&sums)[Channels]) {
  for (int point = 0; point < count; ++point)
#pragma unroll
    for (int corner = 0; corner < Corners; ++corner) {
      const std::int32_t position = pixels[point].position[corner];
      if (position < 0) continue;
      const float weight = pixels[point].weight[corner];
      const auto group = *reinterpret_cast<const Group<T, Channels>*>(value + position * step);
#pragma unroll
      for (int i = 0; i < Channels; ++i) sums[i] = fmaf(weight, to_float(group.values[i]), sums[i]);
    }
}

// One block's turn: items [first_item, first_item + items_a_block).
template <typename T, int Corners, int Channels>
__device__ void one_turn(const Work& work, const CudaLevels& levels, std::int64_t first_item, Pixels<Corners>* pixels) {
  const auto& arrays = work.arrays;
  const int own = static_cast<int>(threadIdx.x) / work.threads_an_item;
  const int lane = static_cast<int>(threadIdx.x) % work.threads_an_item;
  const std::int64_t item = first_item + own, step = arrays.heads * arrays.width;
  const std::int64_t batch = item / (arrays.queries * arrays.heads), head = item % arrays.heads;
  // Every thread of the block makes the same number of rounds: they wait for each other in each.
  for (std::int64_t round = 0; round * work.threads_an_item * Channels < arrays.width; ++round) {
    const std::int64_t channel = (round * work.threads_an_item + lane) * Channels;
    const bool busy = item < work.items && channel < arrays.width;
    float sums[Channels] = {};
    for (std::int64_t first = 0; first < arrays.points; first += points_a_round) {
      find_pixels(work, levels, first_item, first, pixels);
      __syncthreads();
      if (busy) {
        const T* const value = static_cast<const T*>(arrays.value) + batch * arrays.positions * step;
        const auto count = arrays.points - first < points_a_round ? arrays.points - first : points_a_round;
        add_up<T, Corners, Channels>(pixels + own * points_a_round, count, value + head * arrays.width + channel, step,
                                     sums);
      }
      __syncthreads();
    }
    if (!busy) continue;
    Group<T, Channels> group;
#pragma unroll
    for (int i = 0; i < Channels; ++i) group.values[i] = from_float<T>(sums[i]);
    *reinterpret_cast<Group<T, Channels>*>(static_cast<T*>(arrays.out) + item * arrays.width + channel) = group;
  }
}

template <typename T, int Corners, int Channels>
__global__ void sample(const Work work, const CudaLevels levels) {
  extern __shared__ unsigned char shared[];
  auto* const pixels = reinterpret_cast<Pixels<Corners>*>(shared);
  const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * work.items_a_block;
  for (std::int64_t first = static_cast<std::int64_t>(blockIdx.x) * work.items_a_block; first < work.items;
       first += stride)
    one_turn<T, Corners, Channels>(work, levels, first, pixels);
}

}  // namespace headlight::kernels::cuda
