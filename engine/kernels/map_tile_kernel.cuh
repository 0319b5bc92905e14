// attention_tile on a CUDA device: a block of threads owns bins, goes over their squares and reduces each in shared memory.
#pragma once

#include "engine/kernels/map_square_kernel.cuh"

namespace headlight::kernels::cuda {

// Bins of at least so many positions each way are pooled in registers: of a warp's 32 × 32 cells then at most 3 × 3 lie apart.
constexpr int wide_bin = 16;
constexpr int warp_bins = 3;

struct TileMemory {
  SquareMemory square;
  std::int64_t edges[2][square_side + 1];       // of the block's bins, over rows and columns
  unsigned char bin_of[2][square_side];         // of the square's rows and columns
  float of_warp[16][warp_bins][warp_bins];      // what a warp's cells come to in the bins that they lie in
};

// The block's share of one side: bins [first, first + count), positions [begin, end).
struct Share {
  std::int64_t first, begin, end;
  int count;
  std::int64_t part;
};

__device__ __forceinline__ Share share_of(const CudaSide& side, std::int64_t block) {
  Share share;
  const std::int64_t group = quotient(block, side.parts);
  share.first = group * side.group;
  share.part = block - group * side.parts;
  const std::int64_t left = side.out - share.first;
  share.count = static_cast<int>(left < side.group ? left : side.group);
  const std::int64_t begin = side.edge(share.first), size = side.edge(share.first + share.count) - begin;
  share.begin = begin + quotient(size * share.part, side.parts);
  share.end = begin + quotient(size * (share.part + 1), side.parts);
  return share;
}

// Blocks that run at the same time share rows and columns: bands of eight block rows, column after column.
__device__ __forceinline__ void place_of(const CudaTile& tile, std::int64_t block, std::int64_t& row, std::int64_t& column) {
  constexpr std::int64_t band_rows = 8;
  const std::int64_t rows = tile.row_blocks(), columns = tile.column_blocks();
  const std::int64_t band = quotient(block, band_rows * columns), within = block - band * band_rows * columns;
  const std::int64_t left = rows - band * band_rows, height = left < band_rows ? left : band_rows;
  column = quotient(within, height);
  row = band * band_rows + within - column * height;
}

__device__ __forceinline__ void find_edges(const CudaSide& side, const Share& share, std::int64_t* edges) {
  for (int i = thread(); i <= share.count; i += square_threads) edges[i] = side.edge(share.first + i);
}

// The bins, counted from the block's first, of `count` positions from `begin` on.
__device__ __forceinline__ void find_bins(const std::int64_t* edges, int bins, std::int64_t begin, int count, unsigned char* bin_of) {
  const int i = thread();
  if (i >= count) return;
  int low = 0, high = bins - 1;
  while (low < high) {
    const int middle = (low + high + 1) / 2;
    if (edges[middle] <= begin + i)
      low = middle;
    else
      high = middle - 1;
  }
  bin_of[i] = static_cast<unsigned char>(low);
}

// Where a bin lies within a side of the square.
struct Span {
  int begin, end;
};

__device__ __forceinline__ Span span_of(const std::int64_t* edges, int bin, std::int64_t begin, int count) {
  const std::int64_t from = edges[bin] - begin, to = edges[bin + 1] - begin;
  return {static_cast<int>(from < 0 ? 0 : from), static_cast<int>(to < count ? to : count)};
}

constexpr int strip = 32;  // rows that one thread adds up before others go on

// Row r is where the pooled rows of a bin within a strip are kept.
__device__ __forceinline__ bool begins(const unsigned char* bin_of, int r) { return r % strip == 0 || bin_of[r] != bin_of[r - 1]; }

__device__ __forceinline__ float joined(float a, float b, bool largest) { return largest ? fmaxf(a, b) : a + b; }

// Down the columns: every run of rows of one bin within a strip is pooled into its first row.
__device__ __forceinline__ void pool_rows(TileMemory& memory, const Square& square, bool largest) {
  const int column = thread() % square_side, first = thread() / square_side * strip;
  const int end = first + strip < square.rows ? first + strip : square.rows;
  if (column >= square.columns || first >= end) return;
  float* const cells = memory.square.cells + column;
  int begin = first;
  float pooled = cells[first * stage_width];
  for (int row = first + 1; row < end; ++row) {
    const float cell = cells[row * stage_width];
    if (!begins(memory.bin_of[0], row)) {
      pooled = joined(pooled, cell, largest);
      continue;
    }
    cells[begin * stage_width] = pooled;
    begin = row;
    pooled = cell;
  }
  cells[begin * stage_width] = pooled;
}

// Along the pooled rows: every bin of columns into its first column, by `lanes` neighbouring threads.
__device__ __forceinline__ void pool_columns(TileMemory& memory, const Square& square, int bins, int lanes, bool largest) {
  const int items = square.rows * bins, at_once = square_threads / lanes, own = thread() % lanes;
  for (int first = 0; first < items; first += at_once) {
    const int item = first + thread() / lanes, row = item / bins, bin = item % bins;
    const bool busy = item < items && begins(memory.bin_of[0], row);
    Span span{0, 0};
    if (busy) span = span_of(memory.edges[1], bin, square.column, square.columns);
    float pooled = largest ? minus_infinity() : 0.0F;
    for (int column = span.begin + own; column < span.end; column += lanes)
      pooled = joined(pooled, memory.square.cells[row * stage_width + column], largest);
    for (int step = lanes / 2; step > 0; step /= 2) pooled = joined(pooled, shuffle_xor(pooled, step), largest);
    if (own == 0 && span.begin < span.end) memory.square.cells[row * stage_width + span.begin] = pooled;
  }
}

// Threads a bin of columns is shared by: a power of two.
__device__ __forceinline__ int lanes_for(std::int64_t columns) {
  int lanes = 1;
  while (lanes < 32 && lanes * 8 <= columns) lanes *= 2;
  return lanes;
}

// The pooled cell of the block's bins (i, j) within the square, with all strips together; the square lies in memory and
// has been pooled both ways.
__device__ __forceinline__ float pooled_cell(const TileMemory& memory, const Span& rows, int column, bool largest) {
  float pooled = memory.square.cells[rows.begin * stage_width + column];
  for (int row = (rows.begin / strip + 1) * strip; row < rows.end; row += strip)
    pooled = joined(pooled, memory.square.cells[row * stage_width + column], largest);
  return pooled;
}

struct TileBlock {
  const CudaTile* tile;
  Share rows, columns;
  int lanes;
  bool wide;  // all bins, but for the last ones, are wide
};

__device__ __forceinline__ bool is_wide(const CudaSide& side) { return (side.bin > 0 ? side.bin : quotient(side.size, side.out)) >= wide_bin; }

__device__ __forceinline__ float pool_start(bool largest) { return largest ? minus_infinity() : 0.0F; }

// Of the thread's own cells those that lie in both spans, pooled with those of its warp.
template <typename Change>
__device__ __forceinline__ float warp_pool(const float (&cells)[own_cells], const Span& rows, const Span& columns, bool largest, const Change& change) {
  float pooled = pool_start(largest);
#pragma unroll
  for (int line = 0; line < 4; ++line) {
    const int row = cell_row(line_cell(line, 0));
    if (row < rows.begin || row >= rows.end) continue;
#pragma unroll
    for (int j = 0; j < 8; ++j) {
      const int column = cell_column(line_cell(line, j));
      if (column >= columns.begin && column < columns.end) pooled = joined(pooled, change(cells[line_cell(line, j)]), largest);
    }
  }
#pragma unroll
  for (int step = 16; step > 0; step /= 2) pooled = joined(pooled, shuffle_xor(pooled, step), largest);
  return pooled;
}

// Every warp's share of the bins that its cells lie in.
template <typename Change>
__device__ __forceinline__ void pool_warps(const Square& square, const float (&cells)[own_cells], TileMemory& memory,
                           const Change& change, bool largest) {
  if (!warp_has_cells(square)) return;
  const int top = thread() / 128 * 32, left = thread() / 32 % 4 * 32;
  const int bottom = top + 31 < square.rows ? top + 31 : square.rows - 1, right = left + 31 < square.columns ? left + 31 : square.columns - 1;
  const int first_row = memory.bin_of[0][top], first_column = memory.bin_of[1][left];
  const int row_bins = memory.bin_of[0][bottom] - first_row + 1, column_bins = memory.bin_of[1][right] - first_column + 1;
#pragma unroll 1
  for (int bin = 0; bin < row_bins * column_bins; ++bin) {
    const int i = bin / column_bins, j = bin % column_bins;
    const Span rows = span_of(memory.edges[0], first_row + i, square.row, square.rows);
    const Span columns = span_of(memory.edges[1], first_column + j, square.column, square.columns);
    const float pooled = warp_pool(cells, rows, columns, largest, change);
    if (lane() == 0) memory.of_warp[thread() / 32][i][j] = pooled;
  }
}

// A bin within the square, of all warps.
__device__ __forceinline__ float joined_warps(const TileMemory& memory, int row_bin, int column_bin, const Span& rows, const Span& columns, bool largest) {
  float pooled = pool_start(largest);
  for (int i = rows.begin / 32; i <= (rows.end - 1) / 32; ++i)
    for (int j = columns.begin / 32; j <= (columns.end - 1) / 32; ++j)
      pooled = joined(pooled, memory.of_warp[i * 4 + j][row_bin - memory.bin_of[0][i * 32]][column_bin - memory.bin_of[1][j * 32]], largest);
  return pooled;
}

// Pools the cells, changed by `change`, and calls put(bin, cell) for every bin of the block that has cells here; a bin is
// always the same thread's. All threads of the block call it together.
template <typename Change, typename Put>
__device__ __forceinline__ void pool(const TileBlock& block, const Square& square, const float (&cells)[own_cells], TileMemory& memory,
                     const Change& change, bool largest, const Put& put) {
  if (block.wide) {
    __syncthreads();
    pool_warps(square, cells, memory, change, largest);
  } else {
    lay_out(cells, memory.square, change);
    __syncthreads();
    pool_rows(memory, square, largest);
    __syncthreads();
    pool_columns(memory, square, block.columns.count, block.lanes, largest);
  }
  __syncthreads();
  for (int bin = thread(); bin < block.rows.count * block.columns.count; bin += square_threads) {
    const Span rows = span_of(memory.edges[0], bin / block.columns.count, square.row, square.rows);
    const Span columns = span_of(memory.edges[1], bin % block.columns.count, square.column, square.columns);
    if (rows.begin < rows.end && columns.begin < columns.end)
      put(bin, block.wide ? joined_warps(memory, bin / block.columns.count, bin % block.columns.count, rows, columns, largest)
                          : pooled_cell(memory, rows, columns.begin, largest));
  }
  __syncthreads();
}

// Sums (or the maximum) of the bin whose number is the thread's; numbers of cells that are not masked.
struct Own {
  double value, count;
};

__device__ __forceinline__ std::int64_t place_in_result(const TileBlock& block, int bin) {
  return (block.rows.first + bin / block.columns.count) * block.tile->columns.out + block.columns.first + bin % block.columns.count;
}

// Pools a square into the result where it holds all of the block's cells, else into `own`.
__device__ __forceinline__ void add_square(const TileBlock& block, bool scores, bool whole, const Square& square,
                                  const float (&cells)[own_cells], TileMemory& memory, Own& own) {
  const bool largest = block.tile->largest;
  float* const out = block.tile->out;
  const auto as_it_is = [](float cell) { return cell; };
  const auto seen = [](float cell) { return cell == minus_infinity() ? 0.0F : cell; };
  const auto is_seen = [](float cell) { return cell == minus_infinity() ? 0.0F : 1.0F; };
  const auto keep = [&](int bin, float pooled) {
    if (!whole)
      own.value = largest ? (own.value < pooled ? pooled : own.value) : own.value + pooled;
    else if (largest || scores)
      out[place_in_result(block, bin)] = pooled;
    else {
      const int i = bin / block.columns.count, j = bin % block.columns.count;
      const std::int64_t area = (memory.edges[0][i + 1] - memory.edges[0][i]) * (memory.edges[1][j + 1] - memory.edges[1][j]);
      out[place_in_result(block, bin)] = pooled / static_cast<float>(area);
    }
  };
  if (largest || !scores) return pool(block, square, cells, memory, as_it_is, largest, keep);
  pool(block, square, cells, memory, seen, false, keep);
  pool(block, square, cells, memory, is_seen, false, [&](int bin, float count) {
    if (!whole)
      own.count += count;
    else {
      float& cell = out[place_in_result(block, bin)];
      cell = count > 0 ? cell / count : minus_infinity();
    }
  });
}

__device__ __forceinline__ void put_own(const TileBlock& block, bool scores, const TileMemory& memory, const Own& own) {
  const int bin = thread();
  if (bin >= block.rows.count * block.columns.count) return;
  const auto& tile = *block.tile;
  const std::int64_t at = place_in_result(block, bin);
  if (tile.part_values != nullptr) {
    const std::int64_t part = block.rows.part * tile.columns.parts + block.columns.part;
    tile.part_values[part * tile.rows.out * tile.columns.out + at] = own.value;
    if (tile.part_counts != nullptr) tile.part_counts[part * tile.rows.out * tile.columns.out + at] = own.count;
    return;
  }
  const int i = bin / block.columns.count, j = bin % block.columns.count;
  const std::int64_t area = (memory.edges[0][i + 1] - memory.edges[0][i]) * (memory.edges[1][j + 1] - memory.edges[1][j]);
  const double of = scores ? own.count : static_cast<double>(area);
  tile.out[at] = static_cast<float>(tile.largest ? own.value : of > 0 ? own.value / of : static_cast<double>(minus_infinity()));
}

__device__ __forceinline__ void put_cells(const CudaTile& tile, const Square& square, const float (&cells)[own_cells]) {
#pragma unroll
  for (int i = 0; i < own_cells; ++i)
    if (cell_row(i) < square.rows && cell_column(i) < square.columns)
      tile.out[(square.row - tile.rows.begin + cell_row(i)) * tile.columns.size + square.column - tile.columns.begin +
               cell_column(i)] = cells[i];
}

__device__ __forceinline__ int part_of_square(std::int64_t begin, std::int64_t end) {
  return static_cast<int>(end - begin < square_side ? end - begin : square_side);
}

template <typename T, typename Products>
__device__ __forceinline__ void tile_block(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, TileMemory& memory) {
  std::int64_t row_block, column_block;
  place_of(tile, static_cast<std::int64_t>(blockIdx.x), row_block, column_block);
  const Share rows = share_of(tile.rows, row_block), columns = share_of(tile.columns, column_block);
  const TileBlock block{&tile, rows, columns, lanes_for(quotient(columns.end - columns.begin, columns.count)),
                        is_wide(tile.rows) && is_wide(tile.columns)};
  const bool scores = choice.cells == CudaCells::score;
  const bool whole = tile.part_values == nullptr && rows.end - rows.begin <= square_side && columns.end - columns.begin <= square_side;
  Own own{tile.largest ? static_cast<double>(minus_infinity()) : 0.0, 0.0};
  find_edges(tile.rows, rows, memory.edges[0]);
  find_edges(tile.columns, columns, memory.edges[1]);
  __syncthreads();
  float cells[own_cells];
  for (std::int64_t row = rows.begin; row < rows.end; row += square_side)
    for (std::int64_t column = columns.begin; column < columns.end; column += square_side) {
      const Square square{row, column, part_of_square(row, rows.end), part_of_square(column, columns.end)};
      read_square<T, Products>(map, choice.heads, choice.head, static_cast<int>(choice.cells), square, memory.square, cells);
      if (tile.unpooled()) {
        put_cells(tile, square, cells);
        continue;
      }
      find_bins(memory.edges[0], rows.count, row, square.rows, memory.bin_of[0]);
      find_bins(memory.edges[1], columns.count, column, square.columns, memory.bin_of[1]);
      add_square(block, scores, whole, square, cells, memory, own);
    }
  if (!whole && !tile.unpooled()) put_own(block, scores, memory, own);
}

}  // namespace headlight::kernels::cuda
