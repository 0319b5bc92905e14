// The sums of every row that statistics are made of, for a plain layer on a CUDA device: a block has a band of rows of one head and
// goes along all keys.
#pragma once

#include "engine/kernels/map_rows_kernel.cuh"
#include "engine/kernels/map_stream_kernel.cuh"

namespace headlight::kernels::cuda {

constexpr int most_tile_slots = 128;
constexpr double ln_of_2 = 0.69314718055994531;

struct StatsMemory {
  alignas(16) std::uint32_t words[stream_stages][stage_words];
  KeyMark marks[stream_stages][most_tile_slots];
  int key_of[stream_stages][most_tile_slots];
};

struct StatsRows {
  int row[warp_units], reach[warp_units];
  Place place[warp_units];
  int first, last;  // of the warp; last < first where it has none
};

__device__ __forceinline__ StatsRows stats_rows(const CudaMap& map, const CudaRowSums& ask, std::int64_t band) {
  StatsRows rows;
  rows.first = static_cast<int>(band * band_rows) + warp() * warp_units * unit_rows;
  const int end = static_cast<int>(map.queries), last = rows.first + warp_units * unit_rows - 1;
  rows.last = last < end ? last : end - 1;
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit) {
    const int row = rows.first + unit * unit_rows + lane() / 4;
    rows.row[unit] = row < end ? row : -1;
    rows.reach[unit] = reach_of(map, row);
    rows.place[unit] = row < end ? place_at(ask.query_places, row) : Place{0, 0, 0};
  }
  return rows;
}

// One row's sums over a thread's columns of a tile.
struct LineSums {
  float mass, entropy, distance, separator;
};

// x is the logarithm of the weight to the base 2.
__device__ __forceinline__ void add_weight(float x, float weight, const Place& from, const KeyMark& to, LineSums& sums) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  sums.mass += weight;
  sums.entropy += weight * x;
  sums.distance += weight * to.counts * root_of(dx * dx + dy * dy);
  sums.separator += weight * to.separator;
}

// Whole: every query of the warp sees every key, and none of them is marked.
template <bool Whole>
__device__ __forceinline__ void add_scores(const CudaRowSums& ask, const float (&scores)[8], float scale, const float (&rest)[warp_units],
                                           const KeyMark* marks, const int* keys, const StatsRows& rows, double* out, LineSums (&sums)[warp_units]) {
  const int column = lane() % 4 * 2;
  const KeyMark to[2] = {marks[column], marks[column + 1]};
#pragma unroll
  for (int i = 0; i < 8; ++i) {
    const int unit = i / 2;
    float x = scores[i] * scale - rest[unit], weight = exp2_of(x);
    if constexpr (!Whole) {
      const int key = keys[column + i % 2];
      if (key > rows.reach[unit]) weight = x = 0;
      if (rows.row[unit] >= 0 && weight > 0) mark(ask, rows.row[unit], key, weight, out + rows.row[unit] * row_fields + line_sums);
    }
    add_weight(x, weight, rows.place[unit], to[i % 2], sums[unit]);
  }
}

// Over the four threads that share rows: each keeps one field of every row.
__device__ __forceinline__ void gather(const LineSums (&sums)[warp_units], double (&own)[warp_units]) {
  const bool upper = (lane() & 2) != 0, odd = (lane() & 1) != 0;
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit) {
    const LineSums& of = sums[unit];
    const float first = (upper ? of.distance : of.mass) + shuffle_xor(upper ? of.mass : of.distance, 2);
    const float second = (upper ? of.separator : of.entropy) + shuffle_xor(upper ? of.entropy : of.separator, 2);
    own[unit] += static_cast<double>((odd ? second : first) + shuffle_xor(odd ? first : second, 1));
  }
}

__device__ __forceinline__ void clear_marks(const StatsRows& rows, double* out) {
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit)
    if (rows.row[unit] >= 0) out[rows.row[unit] * row_fields + line_sums + lane() % 4] = 0;
}

// One tile of keys on its way to a stage.
template <int Steps>
__device__ __forceinline__ void load_stats_tile(const CudaMap& map, const CudaRowSums& ask, const KeySource<Steps>& source, int tile, StatsMemory& memory) {
  const int stage = tile % stream_stages, first = tile * Stream<Steps>::slots, keys = static_cast<int>(map.keys);
  load_keys<Steps>(source, memory.words[stage], [&](int slot) { return first + slot < keys ? first + slot : hidden_key; });
  const int slot = thread(), key = first + slot;
  if (slot >= Stream<Steps>::slots) return;
  const bool there = key < keys;
  copy_16(&memory.marks[stage][slot], there ? ask.key_marks + std::int64_t{4} * key : ask.key_marks, there);
  memory.key_of[stage][slot] = there && (map.key_visible == nullptr || map.key_visible[key]) ? key : hidden_key;
}

// Whether any query of the warp is hidden from a key of [first, end), or marks one.
__device__ __forceinline__ bool is_careful(const CudaMap& map, const CudaRowSums& ask, const StatsRows& rows, int first, int end) {
  return map.key_visible != nullptr || end > map.keys || first == 0 || end - 1 > reach_of(map, rows.first) ||
         (ask.same_axis && first <= rows.last + 1 && end > rows.first - 1);
}

template <typename T, int Steps>
__device__ __forceinline__ void add_tile(const CudaRowSums& ask, const StreamedQueries<Steps>& q, int stage, bool careful, float scale,
                                         const StatsRows& rows, const StatsMemory& memory, double* out, LineSums (&sums)[warp_units]) {
#pragma unroll 1
  for (int first = 0; first < Stream<Steps>::slots / eight; first += 2) {
    float scores[2][8];
    scores_of<T>(q, memory.words[stage], first, scores);
#pragma unroll
    for (int i = 0; i < 2; ++i) {
      const KeyMark* const marks = memory.marks[stage] + (first + i) * eight;
      const int* const keys = memory.key_of[stage] + (first + i) * eight;
      if (careful)
        add_scores<false>(ask, scores[i], scale, q.rest, marks, keys, rows, out, sums);
      else
        add_scores<true>(ask, scores[i], scale, q.rest, marks, keys, rows, out, sums);
    }
  }
}

// Rows that see no key are 0.
__device__ __forceinline__ void put_sums(const StatsRows& rows, const float (&rest)[warp_units], const double (&own)[warp_units], double* out) {
  const int field = lane() % 4;
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit)
    if (rows.row[unit] >= 0)
      out[rows.row[unit] * row_fields + field] = rest[unit] == -minus_infinity() ? 0.0 : field == field_entropy ? own[unit] * -ln_of_2 : own[unit];
}

template <typename T, int Steps>
__device__ __forceinline__ void stats_block(const CudaMap& map, const CudaRowSums& ask, StatsMemory& memory) {
  constexpr int slots = Stream<Steps>::slots;
  const std::int64_t bands = (map.queries + band_rows - 1) / band_rows;
  const std::int64_t head = quotient(static_cast<std::int64_t>(blockIdx.x), bands), number = static_cast<std::int64_t>(blockIdx.x) - head * bands;
  const std::int64_t band = map.causal ? bands - 1 - number : number;  // those that see much begin
  const StatsRows rows = stats_rows(map, ask, band);
  const int reach = reach_of(map, static_cast<int>((band + 1) * band_rows < map.queries ? (band + 1) * band_rows : map.queries) - 1);
  const int seen = reach < map.keys ? reach + 1 : static_cast<int>(map.keys), tiles = seen < 0 ? 0 : (seen + slots - 1) / slots;
  const float scale = static_cast<float>(map.scale) * log2_of_e;
  double* const out = ask.out + head * map.queries * row_fields;
  clear_marks(rows, out);
  const KeySource<Steps> source(map, head);
  const auto load = [&](int tile) {
    if (tile < tiles) load_stats_tile<Steps>(map, ask, source, tile, memory);
    end_of_copies();
  };
  load(0);
  load(1);
  StreamedQueries<Steps> q;
  load_queries<Steps>(map, head, rows.row, q);
  double own[warp_units] = {};
#pragma unroll 1
  for (int tile = 0; tile < tiles; ++tile) {
    wait_for_copies();
    __syncthreads();  // the tile has come, and nobody reads the one before it any more
    load(tile + 2);
    if (rows.last < rows.first || tile * slots > reach_of(map, rows.last)) continue;
    LineSums sums[warp_units] = {};
    add_tile<T>(ask, q, tile % stream_stages, is_careful(map, ask, rows, tile * slots, (tile + 1) * slots), scale, rows, memory, out, sums);
    gather(sums, own);
  }
  put_sums(rows, q.rest, own, out);
}

}  // namespace headlight::kernels::cuda
