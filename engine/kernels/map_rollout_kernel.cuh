// One layer of rollout on a CUDA device: a block of threads goes down 128 columns of the map and multiplies every square
// by as many vectors as there are, so that a map is computed once for 64 of them.
#pragma once

#include "engine/kernels/map_square_kernel.cuh"

namespace headlight::kernels::cuda {

constexpr int slab = 64;            // rows of a square that are multiplied at a time
constexpr int own_vectors = 4;      // of a thread, on four columns
constexpr int own_columns = 4;
constexpr int flushed_squares = 8;  // so many are added up in float32

// Rows of vectors begin in different banks.
struct RolloutMemory {
  SquareMemory square;
  alignas(16) float vectors[slab][most_vectors + 4];
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
__device__ __forceinline__ void load_vectors(const CudaRollout& ask, std::int64_t positions, std::int64_t first, int rows, RolloutMemory& memory) {
  const int count = static_cast<int>(ask.count);
#pragma unroll 4
  for (int at = thread(); at < slab * count; at += square_threads) {
    const int row = at % slab, vector = at / slab;
    memory.vectors[row][vector] = row < rows ? ask.vectors[vector * positions + first + row] : 0.0F;
  }
}

__device__ __forceinline__ void multiply_slab(const RolloutMemory& memory, int first, int rows, Shares& shares) {
#pragma unroll 4
  for (int row = 0; row < rows; ++row) {
    const auto cells = *reinterpret_cast<const FourNumbers*>(memory.square.cells + (first + row) * stage_width + own_column());
    const auto factors = *reinterpret_cast<const FourNumbers*>(memory.vectors[row] + own_vector());
#pragma unroll
    for (int i = 0; i < own_vectors; ++i)
#pragma unroll
      for (int j = 0; j < own_columns; ++j) shares.sums[i][j] += factors.of[i] * cells.of[j];
  }
}

// The square lies in memory.
__device__ __forceinline__ void multiply_square(const CudaMap& map, const CudaRollout& ask, const Square& square, RolloutMemory& memory, Shares& shares) {
  for (int first = 0; first < square.rows; first += slab) {
    const int rows = square.rows - first < slab ? square.rows - first : slab;
    load_vectors(ask, map.queries, square.row + first, rows, memory);
    __syncthreads();
    if (own_vector() < ask.count) multiply_slab(memory, first, rows, shares);
    __syncthreads();
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

template <typename T, typename Products>
__device__ __forceinline__ void rollout_block(const CudaMap& map, const CudaRollout& ask, RolloutMemory& memory) {
  const std::int64_t squares = (map.keys + square_side - 1) / square_side;
  const std::int64_t part = static_cast<std::int64_t>(blockIdx.x) / squares;
  const std::int64_t column = static_cast<std::int64_t>(blockIdx.x) % squares * square_side;
  const int columns = static_cast<int>(map.keys - column < square_side ? map.keys - column : square_side);
  const std::int64_t begin = squares * part / ask.parts, end = squares * (part + 1) / ask.parts;
  Shares shares = {};
  float cells[own_cells];
  for (std::int64_t i = begin; i < end; ++i) {
    const std::int64_t row = i * square_side, left = map.queries - row;
    const Square square{row, column, static_cast<int>(left < square_side ? left : square_side), columns};
    if (wholly_hidden(map, square)) continue;
    read_square<T, Products>(map, CudaHeads::mean, 0, static_cast<int>(CudaCells::weight), square, memory.square, cells);
    lay_out(cells, memory.square, [](float cell) { return cell; });
    __syncthreads();
    multiply_square(map, ask, square, memory, shares);
    if ((i - begin) % flushed_squares == flushed_squares - 1) flush(map, ask, part, column, columns, shares);
  }
  flush(map, ask, part, column, columns, shares);
}

}  // namespace headlight::kernels::cuda
