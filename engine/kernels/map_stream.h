// How a plain layer's map is streamed on a CUDA device: bands of rows stay in registers while the keys go by. What overviews
// of large maps and their statistics are made of; everything else goes square by square (map_square_kernel.cuh). No Torch.
#pragma once

#include "engine/kernels/map_cuda.h"

namespace headlight::kernels {

// Rows of a block, 32 of a warp, in units of eight; slots of columns that it reads at a time of heads of up to 64 and 128 numbers.
constexpr int unit_rows = 8;
constexpr int band_units = 32;
constexpr int band_rows = band_units * unit_rows;
constexpr int stream_threads = 256;
constexpr int eight = 8;  // columns of one product of tensor cores
[[nodiscard]] HEADLIGHT_BOTH_SIDES constexpr int stream_slots(std::int64_t width) { return width <= 64 ? 128 : 64; }

// Bins are laid out in slots, each from a multiple of eight on, so that no eight of them belongs to two bins.
constexpr std::int64_t least_row_bin = 8, least_column_bin = 16;
constexpr int most_chunk_slots = 2048;
constexpr int most_chunk_bins = most_chunk_slots / static_cast<int>(least_column_bin) + 2;

HEADLIGHT_BOTH_SIDES inline std::int64_t whole_eights(std::int64_t positions) { return (positions + eight - 1) / eight * eight; }

HEADLIGHT_BOTH_SIDES inline std::int64_t smallest_bin(const CudaSide& side) {
  return side.bin == 0 ? quotient(side.size, side.out) : side.bin < side.size ? side.bin : side.size;
}

// The first slot of bin i; of bin `out` their number.
HEADLIGHT_BOTH_SIDES inline std::int64_t first_slot(const CudaSide& side, std::int64_t i) {
  const std::int64_t least = smallest_bin(side), slots = whole_eights(least);
  if (side.bin > 0) return slots * i;
  const std::int64_t larger = quotient((side.size - least * side.out) * i, side.out);  // of the bins before it
  return slots * i + (whole_eights(least + 1) - slots) * larger;
}

HEADLIGHT_BOTH_SIDES inline std::int64_t slots_of(const CudaSide& side) { return first_slot(side, side.out); }

HEADLIGHT_BOTH_SIDES inline std::int64_t bin_of_slot(const CudaSide& side, std::int64_t slot) {
  std::int64_t low = 0, high = side.out - 1;
  while (low < high) {
    const std::int64_t middle = (low + high + 1) / 2;
    if (first_slot(side, middle) <= slot)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

[[nodiscard]] inline bool can_stream(const CudaMap& map) {
  constexpr std::int64_t most_positions = std::int64_t{1} << 30;
  return plain_layer(map) && map.width <= 128 && map.queries < most_positions && map.keys < most_positions;
}

[[nodiscard]] inline bool can_stream(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile) {
  return can_stream(map) && choice.cells == CudaCells::weight && choice.heads != CudaHeads::max && !tile.largest &&
         smallest_bin(tile.rows) >= least_row_bin && smallest_bin(tile.columns) >= least_column_bin;
}

[[nodiscard]] inline bool streams_stats(const CudaMap& map, const CudaRowSums& sums) { return can_stream(map) && sums.query_places != nullptr; }

[[nodiscard]] inline std::int64_t parts_of(std::int64_t size, std::int64_t part) { return (size + part - 1) / part; }

[[nodiscard]] inline std::int64_t stats_blocks(const CudaMap& map) { return map.heads * parts_of(map.queries, band_rows); }

// An overview's blocks: bands of row slots × chunks of column slots. What a bin comes to in each band and chunk is a piece; that
// of row bin i in band b has row i + b of them, and columns likewise.
struct OverviewPlan {
  std::int64_t bands, chunks;
  int chunk_slots;

  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t rows(const CudaTile& tile) const { return tile.rows.out + bands; }
  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t columns(const CudaTile& tile) const { return tile.columns.out + chunks; }
};

// Chunks are as long as leaves every multiprocessor several blocks.
[[nodiscard]] inline OverviewPlan overview_plan(const CudaMap& map, const CudaTile& tile) {
  const std::int64_t bands = parts_of(slots_of(tile.rows), band_rows), slots = slots_of(tile.columns);
  int chunk = most_chunk_slots;
  while (chunk > stream_slots(map.width) && bands * parts_of(slots, chunk) < 3 * enough_blocks) chunk /= 2;
  return {bands, parts_of(slots, chunk), chunk};
}

}  // namespace headlight::kernels
