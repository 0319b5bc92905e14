// An overview of plain weights, the mean over heads or one, on a CUDA device: every weight is added to its bin right away.
// A block has a band of rows and goes along a chunk of columns once for every head.
#pragma once

#include "engine/kernels/map_stream_kernel.cuh"

namespace headlight::kernels::cuda {

constexpr int most_chunk_blocks = most_chunk_slots / eight;
static_assert(most_chunk_blocks <= stream_threads, "a thread lays out eight slots");

struct OverviewMemory {
  alignas(1024) std::uint32_t words[stream_stages][stage_words];
  int key_of[most_chunk_slots];
  float sums[band_units][most_chunk_bins];
  int block_first[most_chunk_blocks];         // where eight slots begin
  unsigned char block_bin[most_chunk_blocks];  // counted from the chunk's first
  unsigned char block_hides[most_chunk_blocks];
  unsigned char pair_flags[most_chunk_blocks / 2];
  int unit_first[band_units], unit_rows_there[band_units];
  std::int64_t unit_bin[band_units];
};

// Of two blocks of eight columns one after the other.
enum PairFlag : unsigned { first_ends_bin = 1, second_ends_bin = 2, first_hides = 4, second_hides = 8 };

struct OverviewBlock {
  std::int64_t band, chunk, first_bin;
  int bins, blocks;  // of its columns
};

__device__ __forceinline__ void lay_out_units(const CudaSide& rows, std::int64_t band, OverviewMemory& memory) {
  if (thread() >= band_units) return;
  const std::int64_t slot = band * band_rows + thread() * unit_rows;
  const bool there = slot < slots_of(rows);
  const std::int64_t bin = there ? bin_of_slot(rows, slot) : -1;
  const std::int64_t first = there ? rows.edge(bin) + slot - first_slot(rows, bin) : 0;
  const std::int64_t left = there ? rows.edge(bin + 1) - first : 0;
  memory.unit_bin[thread()] = bin;
  memory.unit_first[thread()] = static_cast<int>(first);
  memory.unit_rows_there[thread()] = static_cast<int>(left < 0 ? 0 : left < unit_rows ? left : unit_rows);
}

__device__ __forceinline__ void lay_out_block(const CudaMap& map, const CudaSide& columns, std::int64_t slot, const OverviewBlock& of, OverviewMemory& memory) {
  const int block = thread();
  std::int64_t first = 0, left = 0, bin = of.first_bin + of.bins - 1;
  if (block < of.blocks) {
    bin = bin_of_slot(columns, slot);
    first = columns.edge(bin) + slot - first_slot(columns, bin);
    left = columns.edge(bin + 1) - first;
  }
  bool hides = false;
#pragma unroll 1
  for (int i = 0; i < eight; ++i) {
    const bool seen = i < left && (map.key_visible == nullptr || map.key_visible[first + i]);
    memory.key_of[block * eight + i] = seen ? static_cast<int>(first + i) : hidden_key;
    hides = hides || !seen;
  }
  memory.block_first[block] = static_cast<int>(first);
  memory.block_bin[block] = static_cast<unsigned char>(bin - of.first_bin);
  memory.block_hides[block] = hides ? 1 : 0;
}

__device__ __forceinline__ void lay_out_pair(const OverviewBlock& of, OverviewMemory& memory) {
  const int first = thread() * 2, second = first + 1;
  if (second >= most_chunk_blocks) return;
  const auto ends = [&](int block) {
    return block + 1 == of.blocks || (block + 1 < of.blocks && memory.block_bin[block] != memory.block_bin[block + 1]);
  };
  unsigned flags = (ends(first) ? first_ends_bin : 0U) | (ends(second) ? second_ends_bin : 0U);
  flags |= (memory.block_hides[first] != 0 ? first_hides : 0U) | (memory.block_hides[second] != 0 ? second_hides : 0U);
  memory.pair_flags[thread()] = static_cast<unsigned char>(flags);
}

__device__ __forceinline__ OverviewBlock lay_out_overview(const CudaMap& map, const CudaTile& tile, const OverviewPlan& plan, OverviewMemory& memory) {
  OverviewBlock of;
  const auto number = static_cast<std::int64_t>(blockIdx.x);
  of.chunk = quotient(number, plan.bands);
  of.band = number - of.chunk * plan.bands;
  const std::int64_t begin = of.chunk * plan.chunk_slots, left = slots_of(tile.columns) - begin;
  const std::int64_t slots = left < plan.chunk_slots ? left : plan.chunk_slots;
  of.first_bin = bin_of_slot(tile.columns, begin);
  of.bins = static_cast<int>(bin_of_slot(tile.columns, begin + slots - 1) - of.first_bin) + 1;
  of.blocks = static_cast<int>(slots / eight);
  lay_out_units(tile.rows, of.band, memory);
  lay_out_block(map, tile.columns, begin + thread() * eight, of, memory);
  for (int i = thread(); i < band_units * most_chunk_bins; i += stream_threads) memory.sums[i / most_chunk_bins][i % most_chunk_bins] = 0;
  __syncthreads();
  lay_out_pair(of, memory);
  __syncthreads();
  return of;
}

// Tiles of the chunk that any query of the block sees.
__device__ __forceinline__ int seen_tiles(const CudaMap& map, const OverviewBlock& of, int tile_blocks, const OverviewMemory& memory) {
  int reach = -hidden_key, tiles = (of.blocks + tile_blocks - 1) / tile_blocks;
  for (int unit = 0; unit < band_units; ++unit)
    if (memory.unit_rows_there[unit] > 0) reach = reach_of(map, memory.unit_first[unit] + memory.unit_rows_there[unit] - 1);
  while (tiles > 0 && memory.block_first[(tiles - 1) * tile_blocks] > reach) --tiles;
  return tiles;
}

// Where a thread's queries lie, and how far they see.
struct OverviewRows {
  int row[warp_units], reach[warp_units];
  int least_reach, most_reach;  // of four warps, whose products are made together
};

__device__ __forceinline__ OverviewRows rows_of(const CudaMap& map, const OverviewMemory& memory) {
  OverviewRows rows{{}, {}, sees_all, -hidden_key};
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit) {
    const int at = warp() * warp_units + unit, first = memory.unit_first[at], count = memory.unit_rows_there[at];
    rows.row[unit] = lane() / 4 < count ? first + lane() / 4 : -1;
    rows.reach[unit] = reach_of(map, rows.row[unit]);
  }
#pragma unroll 1
  for (int at = warp() / 4 * 4 * warp_units; at < (warp() / 4 + 1) * 4 * warp_units; ++at) {
    const int first = memory.unit_first[at], count = memory.unit_rows_there[at];
    if (count == 0) continue;
    const int least = reach_of(map, first), most = reach_of(map, first + count - 1);
    rows.least_reach = least < rows.least_reach ? least : rows.least_reach;
    rows.most_reach = most > rows.most_reach ? most : rows.most_reach;
  }
  return rows;
}

// What a thread has of its units' present bin.
struct UnitSums {
  float of[warp_units];
};

template <bool Whole>
__device__ __forceinline__ void add_scores(const float (&scores)[8], float scale, const float (&rest)[warp_units], const int* keys,
                                           const int (&reach)[warp_units], UnitSums& sums) {
#pragma unroll
  for (int i = 0; i < 8; ++i) {
    float weight = exp2_of(scores[i] * scale - rest[i / 2]);
    if (!Whole && keys[lane() % 4 * 2 + i % 2] > reach[i / 2]) weight = 0;
    sums.of[i / 2] += weight;
  }
}

// Every unit's sum over its lanes, in the first lane of every eight.
__device__ __forceinline__ float over_lanes(const UnitSums& sums) {
  const bool lower = (lane() & 16) != 0, odd = (lane() & 8) != 0;
  const float first = (lower ? sums.of[2] : sums.of[0]) + shuffle_xor(lower ? sums.of[0] : sums.of[2], 16);
  const float second = (lower ? sums.of[3] : sums.of[1]) + shuffle_xor(lower ? sums.of[1] : sums.of[3], 16);
  float sum = (odd ? second : first) + shuffle_xor(odd ? first : second, 8);
#pragma unroll
  for (int step = 4; step > 0; step /= 2) sum += shuffle_xor(sum, step);
  return sum;
}

__device__ __forceinline__ void end_bin(int block, OverviewMemory& memory, UnitSums& sums) {
  const float sum = over_lanes(sums);
  if (lane() % 8 == 0) memory.sums[warp() * warp_units + lane() / 8][memory.block_bin[block]] += sum;
  sums = {};
}

// Two blocks of columns of one head.
__device__ __forceinline__ void add_pair(const float (&first)[8], const float (&second)[8], int pair, bool careful, float scale,
                                         const float (&rest)[warp_units], const OverviewRows& rows, OverviewMemory& memory, UnitSums& sums) {
  const unsigned flags = memory.pair_flags[pair] | (careful ? first_hides | second_hides : 0U);
  const int* const keys = memory.key_of + pair * 2 * eight;
  if ((flags & (first_hides | second_hides | first_ends_bin)) == 0) {
    add_scores<true>(first, scale, rest, keys, rows.reach, sums);
    add_scores<true>(second, scale, rest, keys, rows.reach, sums);
  } else {
    add_scores<false>(first, scale, rest, keys, rows.reach, sums);
    if ((flags & first_ends_bin) != 0) end_bin(pair * 2, memory, sums);
    add_scores<false>(second, scale, rest, keys + eight, rows.reach, sums);
  }
  if ((flags & second_ends_bin) != 0) end_bin(pair * 2 + 1, memory, sums);
}

// Piece (row bin + band, column bin + chunk) of every bin of the block.
__device__ __forceinline__ void put_pieces(const CudaTile& tile, const OverviewPlan& plan, const OverviewBlock& of, const OverviewMemory& memory) {
  for (int column = thread(); column < of.bins; column += stream_threads) {
    float* const out = tile.pieces + of.first_bin + column + of.chunk;
    float sum = 0;
    for (int unit = 0; unit < band_units && memory.unit_bin[unit] >= 0; ++unit) {
      sum += memory.sums[unit][column];
      if (unit + 1 < band_units && memory.unit_bin[unit + 1] == memory.unit_bin[unit]) continue;
      out[(memory.unit_bin[unit] + of.band) * plan.columns(tile)] = sum;
      sum = 0;
    }
  }
}

template <typename T, int Steps>
__device__ __forceinline__ void overview_block(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, const OverviewPlan& plan, OverviewMemory& memory) {
  using Of = Stream<Steps>;
  constexpr int tile_blocks = Of::slots / eight, at_once = 4;
  const OverviewBlock of = lay_out_overview(map, tile, plan, memory);
  const OverviewRows rows = rows_of(map, memory);
  const int tiles = seen_tiles(map, of, tile_blocks, memory);
  const std::int64_t first_head = choice.heads == CudaHeads::one ? choice.head : 0;
  const int heads = choice.heads == CudaHeads::one ? 1 : static_cast<int>(map.heads);
  const float scale = static_cast<float>(map.scale) * log2_of_e;
  const auto load_at = [&](int tile, const KeySource<Steps>& source, std::uint32_t* words) {
    const int* const keys = memory.key_of + tile * Of::slots;
    load_keys<Steps>(source, words, [&](int slot) { return keys[slot]; });
  };
  int next_tile = 0, next_head = 0;  // what is loaded next
  KeySource<Steps> source(map, first_head);
  const auto load = [&](int stage) {
    if (next_head < heads && tiles > 0) {
      load_at(next_tile, source, memory.words[stage]);
      if (++next_tile == tiles) {
        next_tile = 0;
        if (++next_head < heads) source = KeySource<Steps>(map, first_head + next_head);
      }
    }
    end_of_copies();
  };
  load(0);
  load(1);
  StreamedQueries<Steps> q;
  UnitSums sums = {};
  int stage = 0;
#pragma unroll 1
  for (int head = 0, at = 0; head < heads && tiles > 0; at + 1 == tiles ? (at = 0, ++head) : ++at) {
    const int first = at * tile_blocks;
    if (at == 0) load_queries<Steps>(map, first_head + head, rows.row, q);
    wait_for_copies();
    show_to_groups();
    __syncthreads();  // the tile has come, and nobody reads the one before it any more
    const std::uint32_t* const words = memory.words[stage];
    load(stage == 0 ? 2 : stage - 1);
    stage = stage == 2 ? 0 : stage + 1;
    const int end = first + tile_blocks < of.blocks ? first + tile_blocks : of.blocks;
    if (memory.block_first[first] > rows.most_reach) {
      end_bin(first, memory, sums);  // begun in the tile before it
      continue;
    }
    const bool careful = memory.block_first[end - 1] + eight - 1 > rows.least_reach;
#pragma unroll 1
    for (int block = first; block < end; block += at_once) {
      float scores[at_once][8];
      group_scores_of<T>(q, words, block - first, scores);
#pragma unroll
      for (int i = 0; i < at_once; i += 2) add_pair(scores[i], scores[i + 1], (block + i) / 2, careful, scale, q.rest, rows, memory, sums);
    }
    if (at + 1 == tiles) end_bin(end - 1, memory, sums);  // which may end in tiles that nobody sees
  }
  __syncthreads();
  put_pieces(tile, plan, of, memory);
}

// Bins of their pieces; a thread each.
__device__ __forceinline__ void join_pieces(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, const OverviewPlan& plan) {
  const std::int64_t number = static_cast<std::int64_t>(blockIdx.x) * stream_threads + thread();
  const std::int64_t i = quotient(number, tile.columns.out), j = number - i * tile.columns.out;
  if (i >= tile.rows.out) return;
  const std::int64_t top = first_slot(tile.rows, i) / band_rows, bottom = (first_slot(tile.rows, i + 1) - 1) / band_rows;
  const std::int64_t left = quotient(first_slot(tile.columns, j), plan.chunk_slots), right = quotient(first_slot(tile.columns, j + 1) - 1, plan.chunk_slots);
  double sum = 0;
  for (std::int64_t band = top; band <= bottom; ++band)
    for (std::int64_t chunk = left; chunk <= right; ++chunk) sum += static_cast<double>(tile.pieces[(i + band) * plan.columns(tile) + j + chunk]);
  const std::int64_t area = (tile.rows.edge(i + 1) - tile.rows.edge(i)) * (tile.columns.edge(j + 1) - tile.columns.edge(j));
  const std::int64_t heads = choice.heads == CudaHeads::one ? 1 : map.heads;
  tile.out[number] = static_cast<float>(sum / static_cast<double>(area * heads));
}

}  // namespace headlight::kernels::cuda
