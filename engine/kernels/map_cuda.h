// The map kernels on a CUDA device, over plain device arrays: what they are given and how the work is spread. No Torch.
#pragma once

#include <cstdint>

namespace headlight::kernels {

enum class CudaNumbers { float32, float16, bfloat16 };

// One layer's map; arrays lie on the device. Strides count numbers, not bytes; numbers of one row of q and k lie one after
// the other.
struct CudaMap {
  const void* q;    // [heads, queries, width]
  const void* k;    // [key heads, keys, width]
  const void* lse;  // [heads, queries] float32, or float64 where `exact`; +inf where the query sees no key
  const bool* key_visible;           // [keys]; null: all are visible
  const std::int64_t* window_of;     // of every position, −1: none; null: no windows
  const float* bias;                 // null: none
  const float* value_length;         // [key heads, keys]; for contributions alone
  const std::int64_t* query_list;    // the queries that "row i" means; null: query i
  const std::int64_t* key_list;      // likewise for columns
  std::int64_t heads, key_heads, queries, keys, width;
  std::int64_t q_head_stride, q_stride, k_head_stride, k_stride;
  std::int64_t bias_strides[3];      // of heads, queries, keys; 0 where it is broadcast
  double scale;
  CudaNumbers numbers;               // q's and k's
  bool causal;
  bool exact;                        // cells in float64
  bool vectors;                      // every row of q and k begins at a multiple of 16 bytes and has a multiple of them
};

enum class CudaCells { weight, score, contribution };
enum class CudaHeads { one, mean, max };

struct CudaChoice {
  CudaHeads heads;
  std::int64_t head;  // of CudaHeads::one
  CudaCells cells;
};

// The frequent layer: half types by tensor cores, no lists, windows or bias.
[[nodiscard]] inline bool plain_layer(const CudaMap& map) {
  return map.numbers != CudaNumbers::float32 && !map.exact && map.vectors && map.bias == nullptr && map.window_of == nullptr &&
         map.query_list == nullptr && map.key_list == nullptr;
}

// Its weights, where heads fit one chunk of a square's memory.
[[nodiscard]] inline bool plain_weights(const CudaMap& map, CudaCells cells) {
  return cells == CudaCells::weight && plain_layer(map) && map.width <= 64;
}

// A block of threads computes squares of so many rows and columns of cells.
constexpr int square_side = 128;
constexpr int square_threads = 512;
constexpr std::int64_t most_square_blocks = (std::int64_t{1} << 31) - 1;
// Blocks enough to keep a device of 132 multiprocessors busy.
constexpr std::int64_t enough_blocks = 528;

#ifdef __CUDACC__
#define HEADLIGHT_BOTH_SIDES __host__ __device__
#else
#define HEADLIGHT_BOTH_SIDES
#endif

// Of numbers that are not negative; a device divides 32 bits several times as fast.
HEADLIGHT_BOTH_SIDES inline std::int64_t quotient(std::int64_t a, std::int64_t b) {
  return (static_cast<std::uint64_t>(a | b) >> 32) == 0 ? static_cast<std::uint32_t>(a) / static_cast<std::uint32_t>(b) : a / b;
}

// One side of a rectangle, pooled into `out` bins as pooling_edges does, or into bins of `bin` positions. A block owns
// `group` bins, or one part of `parts` of a single bin.
struct CudaSide {
  std::int64_t begin, size, out, bin;
  std::int64_t group, groups, parts;

  // First position of bin i; of bin `out` the end.
  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t edge(std::int64_t i) const {
    if (bin == 0) {
      const std::int64_t least = quotient(size, out);
      return begin + least * i + quotient((size - least * out) * i, out);
    }
    return begin + (i * bin < size ? i * bin : size);
  }
};

struct CudaTile {
  CudaSide rows, columns;
  bool largest;  // pooled by the maximum, else by the mean
  float* out;    // [out rows, out columns]; unused where parts are
  // [row parts × column parts, out rows, out columns] sums (maxima) and numbers of cells that are not masked: where a
  // bin is cut into parts; else null.
  double* part_values;
  double* part_counts;
  // Of a tile that is streamed (map_stream.h) what its bins come to in every band and chunk; else null.
  float* pieces;

  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t row_blocks() const { return rows.groups * rows.parts; }
  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t column_blocks() const { return columns.groups * columns.parts; }
  [[nodiscard]] HEADLIGHT_BOTH_SIDES std::int64_t blocks() const { return row_blocks() * column_blocks(); }
  [[nodiscard]] HEADLIGHT_BOTH_SIDES bool unpooled() const {
    return rows.out == rows.size && columns.out == columns.size;
  }
};

// Bins that fit a square are grouped to fill it; larger ones have a block each.
inline CudaSide cuda_side(std::int64_t begin, std::int64_t size, std::int64_t out, std::int64_t bin) {
  const std::int64_t largest = bin > 0 ? (bin < size ? bin : size) : (size + out - 1) / out;
  const std::int64_t fit = square_side / largest;
  const std::int64_t group = fit < 1 ? 1 : fit < out ? fit : out;
  return {begin, size, out, bin, group, (out + group - 1) / group, 1};
}

// Cuts large bins into parts until there are blocks enough, or parts are squares.
inline void cut_into_parts(CudaTile& tile) {
  CudaSide* const sides[] = {&tile.rows, &tile.columns};
  for (CudaSide* side : sides) {
    if (side->group != 1) continue;
    const std::int64_t least = side->bin > 0 ? (side->bin < side->size ? side->bin : side->size) : side->size / side->out;
    while (tile.blocks() < enough_blocks && least / (2 * side->parts) >= square_side) side->parts *= 2;
  }
}

inline CudaTile cuda_tile(const CudaSide& rows, const CudaSide& columns, bool largest) {
  CudaTile tile{rows, columns, largest, nullptr, nullptr, nullptr, nullptr};
  cut_into_parts(tile);
  return tile;
}

// Sums over every row of every head, in float64.
constexpr int row_fields = 8;
enum RowField { field_mass, field_entropy, field_distance, field_separator, field_first, field_self, field_previous, field_next };
struct CudaRowSums {
  std::int64_t rows, columns;      // of the lists, else the map's
  const float* query_places;       // [queries, 3]: x, y, whether it counts; null: no entropy, distances, separators
  const float* key_marks;          // [keys, 4]: x, y, whether it counts, separator
  bool same_axis;
  double* out;                     // [heads, rows, row_fields]; distance is not weighed by the query's count
};

// out[part, i, key] += Σ over the part's queries of vectors[i, query] · mean over the heads of the weights.
constexpr int most_vectors = 64;
struct CudaRollout {
  const float* vectors;  // [count, queries]
  double* out;           // [parts, count, keys], 0 at the beginning
  std::int64_t count;
  std::int64_t parts;    // of the queries
};

inline std::int64_t rollout_parts(std::int64_t positions) {
  const std::int64_t squares = (positions + square_side - 1) / square_side;
  const std::int64_t wanted = (enough_blocks / 2 + squares - 1) / squares;
  return wanted < squares ? wanted : squares;
}

// Queue the work on `stream` (a cudaStream_t) of the current device; return the error's text, or null. No dimension is 0.
const char* launch_attention_tile(const CudaMap& map, const CudaChoice& choice, const CudaTile& tile, void* stream);
const char* launch_row_sums(const CudaMap& map, const CudaRowSums& sums, void* stream);
const char* launch_rollout(const CudaMap& map, const CudaRollout& rollout, void* stream);

}  // namespace headlight::kernels
