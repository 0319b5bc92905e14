#include "engine/kernels/products.h"

#include <algorithm>

#include "engine/kernels/lanes.h"

namespace headlight::kernels {
namespace {

constexpr std::int64_t widest_panel = 64;

// Sums that stay in registers: rows × (vectors · lanes).
template <typename Values, int row_count, int vector_count, int lane_count>
struct Tile {
  using Number = Values;
  static constexpr int rows = row_count, vectors = vector_count, lanes = lane_count;
  static constexpr std::int64_t wide = vectors * lanes;
  using OneRow = Tile<Values, 1, vectors, lanes>;
  using Block = ProductBlockOf<Values>;
};

template <typename Tile>
HEADLIGHT_INLINE void product_tile(const typename Tile::Block& block, const typename Tile::Number* q,
                                   const typename Tile::Number* panel, typename Tile::Number* out, std::int64_t out_stride) {
  constexpr int rows = Tile::rows, vectors = Tile::vectors, lanes = Tile::lanes;
  using Lanes = Vector<typename Tile::Number, lanes>;
  Lanes sums[rows][vectors] = {};
  for (std::int64_t d = 0; d < block.width; ++d) {
    Lanes keys[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) load<lanes>(panel + (d * vectors + v) * lanes, keys[v]);
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) sums[r][v] += keys[v] * q[r * block.q_stride + d];
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) put(sums[r][v] * block.scale, out + r * out_stride + v * lanes);
}

// Keys [first, first + count) side by side: panel[d][key]; zeros behind them.
template <std::int64_t wide, typename Number>
HEADLIGHT_INLINE void transpose(const ProductBlockOf<Number>& block, std::int64_t first, std::int64_t count, Number* panel) {
  if (count < wide) std::fill_n(panel, block.width * wide, Number{0});
  if (block.k_by_columns) {
    for (std::int64_t d = 0; d < block.width; ++d) std::copy_n(block.k + d * block.k_stride + first, count, panel + d * wide);
    return;
  }
  for (std::int64_t key = 0; key < count; ++key) {
    const Number* from = block.k + (first + key) * block.k_stride;
    for (std::int64_t d = 0; d < block.width; ++d) panel[d * wide + key] = from[d];
  }
}

// The tile's first `count` columns.
template <typename Tile>
HEADLIGHT_INLINE void narrow_tile(const typename Tile::Block& block, const typename Tile::Number* q,
                                  const typename Tile::Number* panel, typename Tile::Number* out, std::int64_t count) {
  if (count == Tile::wide) return product_tile<Tile>(block, q, panel, out, block.columns);
  typename Tile::Number whole[Tile::rows * Tile::wide];
  product_tile<Tile>(block, q, panel, whole, Tile::wide);
  for (int r = 0; r < Tile::rows; ++r) std::copy_n(whole + r * Tile::wide, count, out + r * block.columns);
}

// One panel of keys after the other, each with all rows.
template <typename Tile>
HEADLIGHT_INLINE void product_panels(const typename Tile::Block& block, typename Tile::Number* panel) {
  for (std::int64_t first = 0; first < block.columns; first += Tile::wide) {
    const auto count = std::min(Tile::wide, block.columns - first);
    transpose<Tile::wide>(block, first, count, panel);
    std::int64_t row = 0;
    for (; row + Tile::rows <= block.rows; row += Tile::rows)
      narrow_tile<Tile>(block, block.q + row * block.q_stride, panel, block.cells + row * block.columns + first, count);
    for (; row < block.rows; ++row)
      narrow_tile<typename Tile::OneRow>(block, block.q + row * block.q_stride, panel, block.cells + row * block.columns + first, count);
  }
}

// As many sums as the registers hold: 16 vectors of 16 or 32 bytes, 32 of 64.
template <typename Number>
void products_plain(const ProductBlockOf<Number>& block, Number* panel) {
  product_panels<Tile<Number, 4, 3, 16 / sizeof(Number)>>(block, panel);
}

#ifdef HEADLIGHT_TARGETS
template <typename Number>
__attribute__((target("arch=x86-64-v3"))) void products_v3(const ProductBlockOf<Number>& block, Number* panel) {
  product_panels<Tile<Number, 6, 2, 32 / sizeof(Number)>>(block, panel);
}

template <typename Number>
__attribute__((target("arch=x86-64-v4"))) void products_v4(const ProductBlockOf<Number>& block, Number* panel) {
  product_panels<Tile<Number, 6, 4, 64 / sizeof(Number)>>(block, panel);
}
#endif

}  // namespace

template <typename Number>
std::vector<ProductKernelOf<Number>> product_kernels() {
  std::vector<ProductKernelOf<Number>> all;
#ifdef HEADLIGHT_TARGETS
  if (__builtin_cpu_supports("x86-64-v4")) all.push_back({"x86-64-v4", products_v4<Number>});
  if (__builtin_cpu_supports("x86-64-v3")) all.push_back({"x86-64-v3", products_v3<Number>});
#endif
  all.push_back({"plain", products_plain<Number>});
  return all;
}

template std::vector<ProductKernelOf<float>> product_kernels();
template std::vector<ProductKernelOf<double>> product_kernels();

void products(const ProductBlock& block, float* room) {
  static const auto best = product_kernels<float>().front().run;
  best(block, room);
}

void products(const ExactProductBlock& block, double* room) {
  static const auto best = product_kernels<double>().front().run;
  best(block, room);
}

std::int64_t panels_of(std::int64_t width) { return width * widest_panel; }

}  // namespace headlight::kernels
