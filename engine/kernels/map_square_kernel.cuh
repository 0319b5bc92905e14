// Squares of cells of an attention map in the registers of a block of threads: what every map kernel begins with.
// Included after what it needs of a device: to_float, exp2_of, multiply_add, copy_4, copy_16, end_of_copies, wait_for_copies,
// wait_for_all_copies, shuffle_xor (see map_cuda.cu).
#pragma once

#include "engine/kernels/map_cuda.h"

namespace headlight::kernels::cuda {

constexpr int own_cells = 32;   // of a thread: 16 warps, four by four, have 32 × 32 cells each
constexpr int row_words = 36;   // a row's 128 bytes of q or k, and 16 more against bank conflicts
constexpr int half_words = square_side * row_words;
constexpr int stage_width = square_side + 4;

// Two stages of the pipeline, each with rows of q, then rows of k; afterwards one square of cells.
union SquareMemory {
  std::uint32_t words[2][2 * half_words];
  float cells[square_side * stage_width];
};
static_assert(sizeof(SquareMemory::cells) <= sizeof(SquareMemory::words), "a square lies where q and k lay");

// Rows and columns, or entries of the lists of them, [row, row + rows) × [column, column + columns).
struct Square {
  std::int64_t row, column;
  int rows, columns;  // 1 to square_side
};

__device__ __forceinline__ int thread() { return static_cast<int>(threadIdx.x); }
__device__ __forceinline__ int lane() { return thread() % 32; }
// Where cell i of a thread lies in the square: as in the registers of a 16 × 8 product of tensor cores.
__device__ __forceinline__ int cell_row(int i) { return thread() / 128 * 32 + i / 16 * 16 + i % 4 / 2 * 8 + lane() / 4; }
__device__ __forceinline__ int cell_column(int i) { return thread() / 32 % 4 * 32 + i / 4 % 4 * 8 + lane() % 4 * 2 + i % 2; }
// Whether any of the warp's cells lie within the square.
__device__ __forceinline__ bool warp_has_cells(const Square& square) {
  return thread() / 128 * 32 < square.rows && thread() / 32 % 4 * 32 < square.columns;
}

__device__ __forceinline__ std::int64_t query_at(const CudaMap& map, std::int64_t row) {
  return map.query_list == nullptr ? row : map.query_list[row];
}
__device__ __forceinline__ std::int64_t key_at(const CudaMap& map, std::int64_t column) {
  return map.key_list == nullptr ? column : map.key_list[column];
}
__device__ __forceinline__ std::int64_t key_head(const CudaMap& map, std::int64_t head) {
  return head / (map.heads / map.key_heads);
}

// A square that the causal mask hides altogether.
__device__ __forceinline__ bool wholly_hidden(const CudaMap& map, const Square& square) {
  return map.causal && map.query_list == nullptr && map.key_list == nullptr &&
         square.column > square.row + square.rows - 1 + map.keys - map.queries;
}

// How products are made. Chunks of `numbers` numbers of a row fill its 128 bytes.
template <typename T>
struct TensorCores {
  static constexpr bool plain = false;
  using Stored = T;
  using Sum = float;
  static constexpr int numbers = 64;

  // sums += the chunk's part of the products of the warp's 32 rows of q and of k.
  static __device__ __forceinline__ void add(const std::uint32_t* q, const std::uint32_t* k, float (&sums)[own_cells]) {
    const int at = lane() / 4 * row_words + lane() % 4;
    const std::uint32_t* const rows = q + thread() / 128 * 32 * row_words + at;
    const std::uint32_t* const columns = k + thread() / 32 % 4 * 32 * row_words + at;
#pragma unroll
    for (int step = 0; step < 32; step += 8) {  // 16 numbers
      std::uint32_t a[2][4], b[4][2];
#pragma unroll
      for (int m = 0; m < 2; ++m)
#pragma unroll
        for (int i = 0; i < 4; ++i) a[m][i] = rows[(m * 16 + i % 2 * 8) * row_words + step + i / 2 * 4];
#pragma unroll
      for (int n = 0; n < 4; ++n)
#pragma unroll
        for (int i = 0; i < 2; ++i) b[n][i] = columns[n * 8 * row_words + step + i * 4];
#pragma unroll
      for (int m = 0; m < 2; ++m)
#pragma unroll
        for (int n = 0; n < 4; ++n) multiply_add<T>(sums + (m * 4 + n) * 4, a[m], b[n]);
    }
  }
};

// The same for plain_weights() alone.
template <typename T>
struct PlainTensorCores : TensorCores<T> {
  static constexpr bool plain = true;
};

template <typename Number>
struct PlainProducts {
  static constexpr bool plain = false;
  using Stored = float;
  using Sum = Number;
  static constexpr int numbers = 32;

  static __device__ __forceinline__ void add(const std::uint32_t* q, const std::uint32_t* k, Number (&sums)[own_cells]) {
    const float* const rows = reinterpret_cast<const float*>(q) + (thread() / 128 * 32 + lane() / 4) * row_words;
    const float* const columns = reinterpret_cast<const float*>(k) + (thread() / 32 % 4 * 32 + lane() % 4 * 2) * row_words;
#pragma unroll 1
    for (int step = 0; step < numbers; step += 4) {
      Four a[4];
#pragma unroll
      for (int i = 0; i < 4; ++i) a[i] = *reinterpret_cast<const Four*>(rows + i * 8 * row_words + step);
#pragma unroll
      for (int j = 0; j < 8; ++j) {
        const Four b = *reinterpret_cast<const Four*>(columns + (j / 2 * 8 + j % 2) * row_words + step);
#pragma unroll
        for (int i = 0; i < 4; ++i)
#pragma unroll
          for (int x = 0; x < 4; ++x) {
            Number& sum = sums[i / 2 * 16 + j / 2 * 4 + i % 2 * 2 + j % 2];
            sum += static_cast<Number>(a[i].numbers[x]) * static_cast<Number>(b.numbers[x]);
          }
      }
    }
  }

  struct alignas(16) Four {
    float numbers[4];
  };
};

template <typename Stored, typename T>
__device__ __forceinline__ Stored stored(T value) {
  if constexpr (sizeof(Stored) == sizeof(T))
    return value;
  else
    return to_float(value);
}

// One side's rows of a chunk: `position(i)` is the position of the square's row i, `from` that of position 0's numbers.
template <typename T, typename Stored, int Numbers, typename Position>
__device__ __forceinline__ void load_rows(const T* from, std::int64_t stride, std::int64_t first, std::int64_t width, int count, bool vectors,
                          const Position& position, std::uint32_t* words) {
  constexpr int of_vector = 16 / static_cast<int>(sizeof(Stored)), a_row = Numbers / of_vector;
  const int padded = (count + 31) / 32 * 32;
#pragma unroll 1
  for (int at = thread(); at < padded * a_row; at += square_threads) {
    const int row = at / a_row, place = at % a_row * of_vector;
    Stored* const to = reinterpret_cast<Stored*>(words + row * row_words) + place;
    const std::int64_t number = first + place;
    const T* const source = from + (row < count ? position(row) : 0) * stride + number;
    if (sizeof(T) == sizeof(Stored) && vectors) {
      const bool there = row < count && number < width;
      copy_16(to, there ? static_cast<const void*>(source) : from, there);
      continue;
    }
#pragma unroll
    for (int i = 0; i < of_vector; ++i)
      to[i] = row < count && number + i < width ? stored<Stored>(source[i]) : static_cast<Stored>(0.0F);
  }
}

template <typename T, typename Products>
__device__ __forceinline__ void load_chunk(const CudaMap& map, std::int64_t head, std::int64_t chunk, const Square& square, std::uint32_t* words) {
  using Stored = typename Products::Stored;
  const std::int64_t first = chunk * Products::numbers;
  load_rows<T, Stored, Products::numbers>(
      static_cast<const T*>(map.q) + head * map.q_head_stride, map.q_stride, first, map.width, square.rows, map.vectors,
      [&](int row) { return query_at(map, square.row + row); }, words);
  load_rows<T, Stored, Products::numbers>(
      static_cast<const T*>(map.k) + key_head(map, head) * map.k_head_stride, map.k_stride, first, map.width, square.columns,
      map.vectors, [&](int column) { return key_at(map, square.column + column); }, words + half_words);
  end_of_copies();
}

// Bits of the thread's eight columns, in the order of cells: those that lie in the square and are visible.
__device__ __forceinline__ unsigned open_columns(const CudaMap& map, const Square& square) {
  unsigned open = 0;
#pragma unroll
  for (int j = 0; j < 8; ++j) {
    const int column = cell_column(j / 2 * 4 + j % 2);
    if (column >= square.columns) continue;
    if (map.key_visible == nullptr || map.key_visible[key_at(map, square.column + column)]) open |= 1U << j;
  }
  return open;
}

constexpr float log2_of_e = 1.4426950408889634F;
// What a cell is made of a score, besides CudaCells.
constexpr int logarithms = 3;

__device__ __forceinline__ float minus_infinity() { return -INFINITY; }
// Of a masked cell.
__device__ __forceinline__ float hidden_cell(int kind) {
  return kind == static_cast<int>(CudaCells::score) || kind == logarithms ? minus_infinity() : 0.0F;
}

// The first cell of row `line` (0 … 3) of a thread, and its cell j (0 … 7).
__device__ __forceinline__ constexpr int line_cell(int line, int j) { return line / 2 * 16 + line % 2 * 2 + j / 2 * 4 + j % 2; }

// Whatever is not asked of every map goes cell by cell: scaled products get their bias, or −inf where lists, windows or
// the causal mask of a list hide them.
__device__ __forceinline__ bool special(const CudaMap& map) {
  return map.bias != nullptr || map.window_of != nullptr || map.query_list != nullptr || map.key_list != nullptr;
}

template <typename Sum>
__device__ __forceinline__ Sum special_score(const CudaMap& map, std::int64_t head, std::int64_t query, std::int64_t key, Sum score) {
  if (map.causal && key > query + map.keys - map.queries) return minus_infinity();
  if (map.window_of != nullptr && (map.window_of[query] < 0 || map.window_of[query] != map.window_of[key])) return minus_infinity();
  if (map.bias == nullptr) return score;
  return score + static_cast<Sum>(map.bias[head * map.bias_strides[0] + query * map.bias_strides[1] + key * map.bias_strides[2]]);
}

template <typename Sum>
__device__ __forceinline__ void make_special(const CudaMap& map, const Square& square, std::int64_t head, unsigned open, Sum (&sums)[own_cells]) {
#pragma unroll
  for (int i = 0; i < own_cells; ++i) {
    if (cell_row(i) >= square.rows || (open >> (i / 4 % 4 * 2 + i % 2) & 1U) == 0) continue;
    const std::int64_t query = query_at(map, square.row + cell_row(i)), key = key_at(map, square.column + cell_column(i));
    sums[i] = special_score(map, head, query, key, sums[i] * static_cast<Sum>(map.scale));
  }
}

// Of the thread's eight columns, those that the query of its row `line` sees.
__device__ __forceinline__ unsigned seen_columns(const CudaMap& map, const Square& square, int line, unsigned open) {
  const int row = cell_row(line_cell(line, 0));
  if (row >= square.rows) return 0;
  if (!map.causal || special(map)) return open;
  const std::int64_t reach = square.row + row + map.keys - map.queries - square.column;
  const int last = static_cast<int>(reach < -1 ? -1 : reach < square_side ? reach : square_side);
  unsigned seen = 0;
#pragma unroll
  for (int j = 0; j < 8; ++j)
    if (cell_column(line_cell(line, j)) <= last) seen |= open & 1U << j;
  return seen;
}

// Products become cells of a row, but for the lengths of values.
template <typename Sum>
__device__ __forceinline__ void make_row(int kind, int line, Sum scale, Sum rest, unsigned seen, Sum (&sums)[own_cells]) {
  if (seen != 0xFFU) {
#pragma unroll
    for (int j = 0; j < 8; ++j)
      if ((seen >> j & 1U) == 0) sums[line_cell(line, j)] = minus_infinity();
  }
#pragma unroll
  for (int j = 0; j < 8; ++j) {
    Sum& cell = sums[line_cell(line, j)];
    cell = cell * scale - rest;
    if (kind == static_cast<int>(CudaCells::weight) || kind == static_cast<int>(CudaCells::contribution))
      cell = exp2_of(static_cast<float>(cell) * log2_of_e);
  }
}

template <typename Sum>
__device__ __forceinline__ void multiply_lengths(const CudaMap& map, const Square& square, std::int64_t head, unsigned open, Sum (&sums)[own_cells]) {
  const float* const lengths = map.value_length + key_head(map, head) * map.keys;
#pragma unroll
  for (int j = 0; j < 8; ++j) {
    if ((open >> j & 1U) == 0) continue;
    const float length = lengths[key_at(map, square.column + cell_column(line_cell(0, j)))];
#pragma unroll
    for (int line = 0; line < 4; ++line) sums[line_cell(line, j)] *= length;
  }
}

// Products of one head become cells.
template <typename Sum>
__device__ __forceinline__ void make_cells(const CudaMap& map, const Square& square, std::int64_t head, int kind, unsigned open, Sum (&sums)[own_cells]) {
  const bool is_special = special(map);
  if (is_special) make_special(map, square, head, open, sums);
  const Sum scale = is_special ? Sum{1} : static_cast<Sum>(map.scale);
#pragma unroll
  for (int line = 0; line < 4; ++line) {
    const int row = cell_row(line_cell(line, 0));
    Sum rest = 0;
    if (kind != static_cast<int>(CudaCells::score) && row < square.rows)
      rest = static_cast<const Sum*>(map.lse)[head * map.queries + query_at(map, square.row + row)];
    make_row(kind, line, scale, rest, seen_columns(map, square, line, open), sums);
  }
  if (kind == static_cast<int>(CudaCells::contribution)) multiply_lengths(map, square, head, open, sums);
}

template <typename Sum>
__device__ __forceinline__ void combine(CudaHeads heads, bool first, const Sum (&sums)[own_cells], float (&cells)[own_cells]) {
#pragma unroll
  for (int i = 0; i < own_cells; ++i) {
    const float cell = static_cast<float>(sums[i]);
    cells[i] = first ? cell : heads == CudaHeads::max ? fmaxf(cells[i], cell) : cells[i] + cell;
  }
}

// Where a thread copies 16 bytes of every head from, counted in numbers from the head's first, and to, in words: two rows of q,
// then two of k.
struct Copies {
  std::int64_t from[4];
  int to[4];
  bool there[4];
};

__device__ __forceinline__ Copies copies_of(const CudaMap& map, const Square& square) {
  Copies copies;
  const int place = thread() % 8 * 8;
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    const bool query = i < 2;
    const int row = thread() / 8 + i % 2 * 64;
    copies.from[i] = ((query ? square.row : square.column) + row) * (query ? map.q_stride : map.k_stride) + place;
    copies.to[i] = (query ? 0 : half_words) + row * row_words + thread() % 8 * 4;
    copies.there[i] = row < (query ? square.rows : square.columns) && place < map.width;
  }
  return copies;
}

template <typename T>
__device__ __forceinline__ void load_head(const CudaMap& map, unsigned head, unsigned group, const Copies& copies, std::uint32_t* words) {
  const T* const q = static_cast<const T*>(map.q) + head * map.q_head_stride;
  const T* const k = static_cast<const T*>(map.k) + head / group * map.k_head_stride;
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    const T* const base = i < 2 ? q : k;
    copy_16(words + copies.to[i], copies.there[i] ? base + copies.from[i] : base, copies.there[i]);
  }
  end_of_copies();
}

// Whether and how a thread's weights are changed on their way to the cells.
struct Joining {
  bool whole;         // all of its columns are visible and weights are added up: nothing to ask of any
  bool largest;
  unsigned seen[4];   // visible columns of its rows
};

__device__ __forceinline__ float plain_weight(float sum, float scale, float rest) { return exp2_of((sum * scale - rest) * log2_of_e); }

// One head's weights onto the cells; `rest` are its log-sum-exps.
__device__ __forceinline__ void add_weights(float scale, const Joining& joining, const float (&rest)[4], const float (&sums)[own_cells],
                                            float (&cells)[own_cells]) {
  if (joining.whole) {
#pragma unroll
    for (int line = 0; line < 4; ++line)
#pragma unroll
      for (int j = 0; j < 8; ++j) cells[line_cell(line, j)] += plain_weight(sums[line_cell(line, j)], scale, rest[line]);
    return;
  }
#pragma unroll
  for (int line = 0; line < 4; ++line)
#pragma unroll
    for (int j = 0; j < 8; ++j) {
      const int i = line_cell(line, j);
      const float weight = (joining.seen[line] >> j & 1U) == 0 ? 0.0F : plain_weight(sums[i], scale, rest[line]);
      cells[i] = joining.largest ? fmaxf(cells[i], weight) : cells[i] + weight;
    }
}

// As read_square of plain weights: the next head comes while the present one is computed, and what does not depend on the head is
// found once.
template <typename T, typename Products>
__device__ __forceinline__ void read_plain_square(const CudaMap& map, CudaHeads heads, int begin, int end, const Square& square,
                                  SquareMemory& memory, float (&cells)[own_cells]) {
  const Copies copies = copies_of(map, square);
  const bool busy = warp_has_cells(square);
  const unsigned open = busy ? open_columns(map, square) : 0;
  Joining joining{heads != CudaHeads::max, heads == CudaHeads::max, {}};
  std::int64_t row_of[4];  // in lse; rows outside of the square read the first
#pragma unroll
  for (int line = 0; line < 4; ++line) {
    const int row = cell_row(line_cell(line, 0));
    joining.seen[line] = seen_columns(map, square, line, open);
    joining.whole = joining.whole && joining.seen[line] == 0xFFU;
    row_of[line] = square.row + (row < square.rows ? row : 0);
  }
  const float scale = static_cast<float>(map.scale);
  const float* const lse = static_cast<const float*>(map.lse);
  const unsigned group = static_cast<unsigned>(map.heads / map.key_heads);
  load_head<T>(map, static_cast<unsigned>(begin), group, copies, memory.words[0]);
#pragma unroll 1
  for (int head = begin; head < end; ++head) {
    const int half = (head - begin) % 2;
    wait_for_all_copies();
    __syncthreads();  // the head has come, and nobody reads the other half any more
    if (head + 1 < end) load_head<T>(map, static_cast<unsigned>(head + 1), group, copies, memory.words[half ^ 1]);
    if (!busy) continue;
    float rest[4], sums[own_cells];
#pragma unroll
    for (int line = 0; line < 4; ++line) rest[line] = lse[head * map.queries + row_of[line]];
#pragma unroll
    for (int i = 0; i < own_cells; ++i) sums[i] = 0;
    Products::add(memory.words[half], memory.words[half] + half_words, sums);
    add_weights(scale, joining, rest, sums, cells);
  }
  __syncthreads();
}

// The square's cells of a head, or the mean or maximum over the heads; those outside of it are not told. All threads of
// the block call it together; `memory` is free again when it returns, and has to be when it is called.
template <typename T, typename Products>
__device__ __forceinline__ void read_square(const CudaMap& map, CudaHeads heads, std::int64_t head, int kind, const Square& square,
                            SquareMemory& memory, float (&cells)[own_cells]) {
#pragma unroll
  for (int i = 0; i < own_cells; ++i) cells[i] = hidden_cell(kind);
  if (wholly_hidden(map, square)) return;
  const int chunks = static_cast<int>((map.width + Products::numbers - 1) / Products::numbers);
  const int begin = heads == CudaHeads::one ? static_cast<int>(head) : 0;
  const int end = heads == CudaHeads::one ? begin + 1 : static_cast<int>(map.heads);
  const float share = heads == CudaHeads::mean ? 1.0F / static_cast<float>(map.heads) : 1.0F;
  if constexpr (Products::plain) {
    read_plain_square<T, Products>(map, heads, begin, end, square, memory, cells);
#pragma unroll
    for (int i = 0; i < own_cells; ++i) cells[i] *= share;
    return;
  }
  const bool busy = warp_has_cells(square);
  const unsigned open = busy ? open_columns(map, square) : 0;
  typename Products::Sum sums[own_cells];
  int half = 0;  // of the memory, that the present chunk lies in
  load_chunk<T, Products>(map, begin, 0, square, memory.words[0]);
#pragma unroll 1
  for (int at = begin; at < end; ++at) {
#pragma unroll
    for (int i = 0; i < own_cells; ++i) sums[i] = 0;
#pragma unroll 1
    for (int chunk = 0; chunk < chunks; ++chunk, half ^= 1) {
      const bool last = chunk + 1 == chunks;
      if (!last || at + 1 < end)
        load_chunk<T, Products>(map, last ? at + 1 : at, last ? 0 : chunk + 1, square, memory.words[half ^ 1]);
      else
        end_of_copies();
      wait_for_copies();
      __syncthreads();
      if (busy) Products::add(memory.words[half], memory.words[half] + half_words, sums);
      __syncthreads();
    }
    if (!busy) continue;
    make_cells(map, square, at, kind, open, sums);
    combine(heads, at == begin, sums, cells);
  }
#pragma unroll
  for (int i = 0; i < own_cells; ++i) cells[i] *= share;
}

// Lays the cells out as a square of stage_width numbers a row, changed by `change`.
template <typename Change>
__device__ __forceinline__ void lay_out(const float (&cells)[own_cells], SquareMemory& memory, const Change& change) {
#pragma unroll
  for (int i = 0; i < own_cells; ++i) memory.cells[cell_row(i) * stage_width + cell_column(i)] = change(cells[i]);
}

}  // namespace headlight::kernels::cuda
