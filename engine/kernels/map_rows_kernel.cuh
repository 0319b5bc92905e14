// Sums over rows on a CUDA device: a block of threads goes along 128 rows of one head.
#pragma once

#include "engine/kernels/map_square_kernel.cuh"

namespace headlight::kernels::cuda {

constexpr int square_columns = 4;  // of warps
constexpr int own_rows = 4;        // of a thread
constexpr int line_sums = 4;       // mass, entropy, distance, separator

struct RowMemory {
  SquareMemory square;
  double sums[square_columns][square_side][line_sums];
  float marked[square_side][row_fields - line_sums];  // weights on the first key, on the query, before and after it
};

// What a thread has of its four rows, in two steps: thousands of float32 terms are not added up in float32.
struct RowTotals {
  double sums[own_rows][line_sums];
};

struct Place {
  float x, y, counts;
};

__device__ __forceinline__ Place place_at(const float* places, std::int64_t position) {
  return {places[3 * position], places[3 * position + 1], places[3 * position + 2]};
}

// Of a key: its place, and whether it separates.
struct alignas(16) KeyMark {
  float x, y, counts, separator;
};

__device__ __forceinline__ KeyMark key_mark(const CudaRowSums& ask, std::int64_t key) { return reinterpret_cast<const KeyMark*>(ask.key_marks)[key]; }

template <typename Number>
__device__ __forceinline__ void mark(const CudaRowSums& ask, std::int64_t query, std::int64_t key, float weight, Number* marked) {
  if (key == 0) marked[0] = weight;
  if (!ask.same_axis || key < query - 1 || key > query + 1) return;
  marked[key == query ? 1 : key < query ? 2 : 3] = weight;
}

// One row of a thread: eight logarithms of weights.
__device__ __forceinline__ void add_row(const CudaMap& map, const CudaRowSums& ask, const Square& square, int line,
                               const float (&cells)[own_cells], double* sums, RowMemory& memory) {
  const int row = cell_row(line_cell(line, 0));
  if (row >= square.rows) return;
  const std::int64_t query = query_at(map, square.row + row);
  const bool places = ask.query_places != nullptr;
  const Place from = places ? place_at(ask.query_places, query) : Place{0, 0, 0};
  float mass = 0, entropy = 0, distance = 0, separator = 0;
#pragma unroll
  for (int j = 0; j < 8; ++j) {
    const int i = line_cell(line, j), column = cell_column(i);
    if (column >= square.columns) continue;
    const float weight = exp2_of(cells[i] * log2_of_e);
    mass += weight;
    if (!places || weight <= 0) continue;
    const std::int64_t key = key_at(map, square.column + column);
    const KeyMark to = key_mark(ask, key);
    const float dx = to.x - from.x, dy = to.y - from.y;
    entropy -= weight * cells[i];
    distance += weight * to.counts * sqrtf(dx * dx + dy * dy);
    separator += weight * to.separator;
    mark(ask, query, key, weight, memory.marked[row]);
  }
  sums[field_mass] += mass;
  sums[field_entropy] += entropy;
  sums[field_distance] += distance;
  sums[field_separator] += separator;
}

__device__ __forceinline__ void gather(RowTotals& totals, RowMemory& memory) {
#pragma unroll
  for (int line = 0; line < own_rows; ++line)
#pragma unroll
    for (int field = 0; field < line_sums; ++field) {
      double sum = totals.sums[line][field];
      sum += shuffle_xor(sum, 1);
      sum += shuffle_xor(sum, 2);
      if (lane() % 4 == 0) memory.sums[thread() / 32 % square_columns][cell_row(line_cell(line, 0))][field] = sum;
    }
}

__device__ __forceinline__ void put_rows(const RowMemory& memory, int rows, double* out) {
  for (int at = thread(); at < rows * row_fields; at += square_threads) {
    const int row = at / row_fields, field = at % row_fields;
    double sum = 0;
    if (field >= line_sums) sum = memory.marked[row][field - line_sums];
    else
      for (int i = 0; i < square_columns; ++i) sum += memory.sums[i][row][field];
    out[at] = sum;
  }
}

template <typename T, typename Products>
__device__ __forceinline__ void row_block(const CudaMap& map, const CudaRowSums& ask, RowMemory& memory) {
  const std::int64_t blocks = (ask.rows + square_side - 1) / square_side;
  const std::int64_t head = static_cast<std::int64_t>(blockIdx.x) / blocks;
  const std::int64_t row = static_cast<std::int64_t>(blockIdx.x) % blocks * square_side;
  const int rows = static_cast<int>(ask.rows - row < square_side ? ask.rows - row : square_side);
  for (int i = thread(); i < square_side * (row_fields - line_sums); i += square_threads)
    memory.marked[i / (row_fields - line_sums)][i % (row_fields - line_sums)] = 0;
  __syncthreads();
  RowTotals totals = {};
  float cells[own_cells];
  for (std::int64_t column = 0; column < ask.columns; column += square_side) {
    const std::int64_t left = ask.columns - column;
    const Square square{row, column, rows, static_cast<int>(left < square_side ? left : square_side)};
    if (wholly_hidden(map, square)) break;
    read_square<T, Products>(map, CudaHeads::one, head, logarithms, square, memory.square, cells);
#pragma unroll
    for (int line = 0; line < own_rows; ++line) add_row(map, ask, square, line, cells, totals.sums[line], memory);
  }
  gather(totals, memory);
  __syncthreads();
  put_rows(memory, rows, ask.out + (head * ask.rows + row) * row_fields);
}

}  // namespace headlight::kernels::cuda
