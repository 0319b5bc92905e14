// Streaming an attention map on a CUDA device: the numbers of a warp's 32 queries stay in its registers, keys come by in tiles of
// shared memory, and products of tensor cores leave eight columns' scores in registers. Included after what it needs of a device:
// exp2_of, multiply_add, load_matrices, copy_16, end_of_copies, wait_for_copies, shuffle_xor, and of products by groups of warps
// by_groups, columns_at, multiply_add_group, begin_group, end_group (see map_cuda.cu).
#pragma once

#include "engine/kernels/map_square_kernel.cuh"
#include "engine/kernels/map_stream.h"

namespace headlight::kernels::cuda {

constexpr int stream_stages = 3;
constexpr int warp_units = 4;
constexpr int stage_words = 128 * 32;  // 128 slots of 64 numbers or 64 slots of 128
constexpr int hidden_key = 0x7FFFFFFF;
// Of a query that sees whatever is no hidden_key.
constexpr int sees_all = hidden_key - 1;

// Tiles of `slots` keys whose rows are `Steps` times sixteen numbers.
template <int Steps>
struct Stream {
  static constexpr int steps = Steps;
  static constexpr int slots = Steps == 4 ? 128 : 64;
  static constexpr int places = Steps * 2;  // of 16 bytes in a row
  static_assert(slots * Steps * 8 == stage_words, "a tile fills a stage");
};

__device__ __forceinline__ int warp() { return thread() / 32; }

// Numbers of one head of a thread's four queries, as the products want them; where `rows` is −1 there is none.
template <int Steps>
struct StreamedQueries {
  std::uint32_t words[2][Steps][4];
  float rest[warp_units];  // log-sum-exps to the base 2
};

template <int Steps>
__device__ __forceinline__ void load_queries(const CudaMap& map, std::int64_t head, const int (&rows)[warp_units], StreamedQueries<Steps>& q) {
  const auto* const words = static_cast<const std::uint32_t*>(map.q);
  const auto* const lse = static_cast<const float*>(map.lse) + head * map.queries;
  const int width = static_cast<int>(map.width);
#pragma unroll
  for (int unit = 0; unit < warp_units; ++unit) {
    const bool there = rows[unit] >= 0;
    const std::int64_t row = there ? rows[unit] : 0;
    const auto* const from = words + (head * map.q_head_stride + row * map.q_stride) / 2;
#pragma unroll
    for (int place = 0; place < Steps * 2; ++place) {
      const int number = place * 8 + lane() % 4 * 2;
      q.words[unit / 2][place / 2][place % 2 * 2 + unit % 2] = there && number < width ? from[number / 2] : 0;
    }
    q.rest[unit] = there ? lse[row] * log2_of_e : -minus_infinity();
  }
}

// Where a thread reads 16 bytes of every so many keys of a head.
template <int Steps>
struct KeySource {
  const std::uint16_t* from;
  int stride;  // of keys, in numbers
  bool there;  // else it lies beyond their width

  __device__ __forceinline__ KeySource(const CudaMap& map, std::int64_t head)
      : from(static_cast<const std::uint16_t*>(map.k)), stride(static_cast<int>(map.k_stride)), there(place() * 8 < map.width) {
    if (there) from += key_head(map, head) * map.k_head_stride + place() * 8;
  }
  static __device__ __forceinline__ int place() { return thread() % Stream<Steps>::places; }
};

// A tile of one head's keys, swizzled: eight rows of one place lie in eight different groups of banks. `key_of` a slot may be
// hidden_key: then zeros.
template <int Steps, typename KeyOf>
__device__ __forceinline__ void load_keys(const KeySource<Steps>& source, std::uint32_t* words, const KeyOf& key_of) {
  using Of = Stream<Steps>;
  const int place = source.place(), own = thread() / Of::places;
  std::uint32_t* const to = words + (place / 8 * Of::slots + own) * 32 + (place % 8 ^ own % 8) * 4;
#pragma unroll
  for (int first = 0; first < Of::slots; first += stream_threads / Of::places) {
    const int key = key_of(first + own);
    const bool there = source.there && key != hidden_key;
    copy_16(to + first * 32, source.from + (there ? static_cast<std::int64_t>(key) * source.stride : 0), there);
  }
}

// Scores of the warp's queries and the eight columns each of `Blocks` blocks from number `first` of a tile; number i is of unit
// i / 2 and column lane % 4 · 2 + i % 2. All blocks go step by step together: a sum waits for the one before it.
template <typename T, int Steps, int Blocks>
__device__ __forceinline__ void scores_of(const StreamedQueries<Steps>& q, const std::uint32_t* words, int first, float (&scores)[Blocks][8]) {
#pragma unroll
  for (int block = 0; block < Blocks; ++block)
#pragma unroll
    for (int i = 0; i < 8; ++i) scores[block][i] = 0;
  const std::uint32_t* const row = words + (first * eight + lane() % 8) * 32;
#pragma unroll
  for (int pair = 0; pair < Steps / 2; ++pair) {
    const std::uint32_t* const place = row + pair / 2 * Stream<Steps>::slots * 32 + ((pair % 2 * 4 + lane() / 8) ^ lane() % 8) * 4;
    std::uint32_t k[Blocks][4];
#pragma unroll
    for (int block = 0; block < Blocks; ++block) load_matrices(k[block], place + block * eight * 32);
#pragma unroll
    for (int half = 0; half < 2; ++half)
#pragma unroll
      for (int block = 0; block < Blocks; ++block)
#pragma unroll
        for (int m = 0; m < 2; ++m) multiply_add<T>(scores[block] + m * 4, q.words[m][pair * 2 + half], k[block] + half * 2);
  }
}

// The same of 32 columns, of which groups of four warps ask together.
template <typename T, int Steps>
__device__ __forceinline__ void group_scores_of(const StreamedQueries<Steps>& q, const std::uint32_t* words, int first, float (&scores)[4][8]) {
  if constexpr (by_groups) {
    const auto columns = columns_at(words + first * eight * 32);
    begin_group();
#pragma unroll
    for (int step = 0; step < Steps; ++step)
#pragma unroll
      for (int m = 0; m < 2; ++m)
        multiply_add_group<T>(scores, m, q.words[m][step], columns + (step / 4 * Stream<Steps>::slots * 128 + step % 4 * 32) / 16, step);
    end_group(scores);
  } else {
    scores_of<T>(q, words, first, scores);
  }
}

// Last key that the query of a row sees.
__device__ __forceinline__ int reach_of(const CudaMap& map, int row) {
  return map.causal ? row + static_cast<int>(map.keys - map.queries) : sees_all;
}

}  // namespace headlight::kernels::cuda
