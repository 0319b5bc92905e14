// One layer of rollout on a CUDA device: a block of threads goes down 128 columns of the map and multiplies every square
// by as many vectors as there are, so that a map is computed once for 64 of them.
#pragma once

#include "engine/kernels/map_square_kernel.cuh"

namespace headlight::kernels::cuda {

constexpr int own_vectors = 4;      // of a thread, on four columns
constexpr int own_columns = 4;
constexpr int flushed_squares = 8;  // so many are added up in float32
constexpr int slab = 32;            // rows that are multiplied at a time
constexpr int slabs = square_side / slab;
constexpr int ring = 3;             // slabs that come while others are multiplied

// Rows of vectors begin in different banks.
struct VectorSlab {
  alignas(16) float rows[slab][most_vectors + 4];
};

struct RolloutMemory {
  SquareMemory square;
  VectorSlab vectors[ring];
};

struct alignas(16) FourNumbers {
  float of[4];
};

struct Shares {
  float sums[own_vectors][own_columns];
};

// A warp has 16 vectors on 32 columns.
__device__ __forceinline__ int own_vector() { return thread() / 128 * 16 + lane() / 8 * own_vectors; }
__device__ __forceinline__ int own_column() { return thread() / 32 % 4 * 32 + lane() % 8 * own_columns; }

// Those beyond the last row are 0; what is beyond the last vector is never looked at.
__device__ __forceinline__ void load_slab(const CudaRollout& ask, std::int64_t positions, std::int64_t first, VectorSlab& to) {
  const int row = thread() % slab, count = static_cast<int>(ask.count);
  const bool there = first + row < positions;
  const float* const from = ask.vectors + (there ? first + row : 0);
#pragma unroll 4
  for (int vector = thread() / slab; vector < count; vector += square_threads / slab)
    copy_4(&to.rows[row][vector], from + vector * positions, there);
  end_of_copies();
}

// The first of `cells` belong to the slab's first row.
__device__ __forceinline__ void multiply_slab(const float* cells, const VectorSlab& vectors, int rows, Shares& shares) {
#pragma unroll 4
  for (int row = 0; row < rows; ++row) {
    const auto four = *reinterpret_cast<const FourNumbers*>(cells + row * stage_width + own_column());
    const auto factors = *reinterpret_cast<const FourNumbers*>(vectors.rows[row] + own_vector());
#pragma unroll
    for (int i = 0; i < own_vectors; ++i)
#pragma unroll
      for (int j = 0; j < own_columns; ++j) shares.sums[i][j] += factors.of[i] * four.of[j];
  }
}

// The square lies in memory, and the first slabs of its vectors; `number` counts all slabs of the block. Each makes room for the
// third after it.
__device__ __forceinline__ void multiply_square(const CudaMap& map, const CudaRollout& ask, const Square& square, std::int64_t number, RolloutMemory& memory,
                                                Shares& shares) {
#pragma unroll 1
  for (int at = 0; at < slabs; ++at) {
    const int first = at * slab, left = square.rows - first;
    VectorSlab& vectors = memory.vectors[(number + at) % ring];
    if (own_vector() < ask.count) multiply_slab(memory.square.cells + first * stage_width, vectors, left < slab ? left : slab, shares);
    if (at + 2 == slabs) wait_for_copies();  // the last slab has come, but for the one after it
    __syncthreads();
    load_slab(ask, map.queries, square.row + first + ring * slab, vectors);
  }
}

__device__ __forceinline__ void flush(const CudaMap& map, const CudaRollout& ask, std::int64_t part, std::int64_t column, int columns, Shares& shares) {
#pragma unroll
  for (int i = 0; i < own_vectors; ++i)
#pragma unroll
    for (int j = 0; j < own_columns; ++j) {
      const std::int64_t vector = own_vector() + i;
      if (vector < ask.count && own_column() + j < columns)
        ask.out[(part * ask.count + vector) * map.keys + column + own_column() + j] += static_cast<double>(shares.sums[i][j]);
      shares.sums[i][j] = 0;
    }
}

__device__ __forceinline__ Square square_at(const CudaMap& map, std::int64_t number, std::int64_t column) {
  const std::int64_t row = number * square_side, rows = map.queries - row, columns = map.keys - column;
  return {row, column, static_cast<int>(rows < square_side ? rows : square_side), static_cast<int>(columns < square_side ? columns : square_side)};
}

template <typename T, typename Products>
__device__ __forceinline__ void rollout_block(const CudaMap& map, const CudaRollout& ask, RolloutMemory& memory) {
  const std::int64_t squares = (map.keys + square_side - 1) / square_side;
  const std::int64_t part = static_cast<std::int64_t>(blockIdx.x) / squares;
  const std::int64_t column = static_cast<std::int64_t>(blockIdx.x) % squares * square_side;
  const int columns = square_at(map, 0, column).columns;
  const std::int64_t end = squares * (part + 1) / ask.parts;
  std::int64_t begin = squares * part / ask.parts;
  // From one that is seen on all are.
  while (begin < end && wholly_hidden(map, square_at(map, begin, column))) ++begin;
  Shares shares = {};
  float cells[own_cells];
  for (int i = 0; i < ring; ++i) load_slab(ask, map.queries, begin * square_side + i * slab, memory.vectors[i]);
  for (std::int64_t i = begin; i < end; ++i) {
    const Square square = square_at(map, i, column);
    read_square<T, Products>(map, CudaHeads::mean, 0, static_cast<int>(CudaCells::weight), square, memory.square, cells);
    lay_out(cells, memory.square, [](float cell) { return cell; });
    __syncthreads();
    multiply_square(map, ask, square, (i - begin) * slabs, memory, shares);
    if ((i - begin) % flushed_squares == flushed_squares - 1) flush(map, ask, part, column, columns, shares);
  }
  flush(map, ask, part, column, columns, shares);
}

}  // namespace headlight::kernels::cuda
