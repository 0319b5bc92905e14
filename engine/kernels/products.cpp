#include "engine/kernels/products.h"

#include <algorithm>

#include "engine/kernels/lanes.h"

namespace headlight::kernels {
namespace {

constexpr std::int64_t widest_panel = 64;

// Sums that stay in registers: rows × (vectors · lanes).
template <int row_count, int vector_count, int lane_count>
struct Tile {
  static constexpr int rows = row_count, vectors = vector_count, lanes = lane_count;
  static constexpr std::int64_t wide = vectors * lanes;
  using OneRow = Tile<1, vectors, lanes>;
};

template <typename Tile>
HEADLIGHT_INLINE void product_tile(const ProductBlock& block, const float* q, const float* panel, float* out,
                                   std::int64_t out_stride) {
  constexpr int rows = Tile::rows, vectors = Tile::vectors, lanes = Tile::lanes;
  using Lanes = Vector<float, lanes>;
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
template <std::int64_t wide>
HEADLIGHT_INLINE void transpose(const ProductBlock& block, std::int64_t first, std::int64_t count, float* panel) {
  if (count < wide) std::fill_n(panel, block.width * wide, 0.0F);
  if (block.k_by_columns) {
    for (std::int64_t d = 0; d < block.width; ++d) std::copy_n(block.k + d * block.k_stride + first, count, panel + d * wide);
    return;
  }
  for (std::int64_t key = 0; key < count; ++key) {
    const float* from = block.k + (first + key) * block.k_stride;
    for (std::int64_t d = 0; d < block.width; ++d) panel[d * wide + key] = from[d];
  }
}

// The tile's first `count` columns.
template <typename Tile>
HEADLIGHT_INLINE void narrow_tile(const ProductBlock& block, const float* q, const float* panel, float* out,
                                  std::int64_t count) {
  if (count == Tile::wide) return product_tile<Tile>(block, q, panel, out, block.columns);
  float whole[Tile::rows * Tile::wide];
  product_tile<Tile>(block, q, panel, whole, Tile::wide);
  for (int r = 0; r < Tile::rows; ++r) std::copy_n(whole + r * Tile::wide, count, out + r * block.columns);
}

// One panel of keys after the other, each with all rows.
template <typename Tile>
HEADLIGHT_INLINE void product_panels(const ProductBlock& block, float* panel) {
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

// As many sums as the registers hold: 16 of 4 numbers, 16 of 8, 32 of 16.
void products_plain(const ProductBlock& block, float* panel) { product_panels<Tile<4, 3, 4>>(block, panel); }

#ifdef HEADLIGHT_TARGETS
__attribute__((target("arch=x86-64-v3"))) void products_v3(const ProductBlock& block, float* panel) {
  product_panels<Tile<6, 2, 8>>(block, panel);
}

__attribute__((target("arch=x86-64-v4"))) void products_v4(const ProductBlock& block, float* panel) {
  product_panels<Tile<6, 4, 16>>(block, panel);
}

#endif

}  // namespace

std::vector<ProductKernel> product_kernels() {
  std::vector<ProductKernel> all;
#ifdef HEADLIGHT_TARGETS
  if (__builtin_cpu_supports("x86-64-v4")) all.push_back({"x86-64-v4", products_v4});
  if (__builtin_cpu_supports("x86-64-v3")) all.push_back({"x86-64-v3", products_v3});
#endif
  all.push_back({"plain", products_plain});
  return all;
}

void products(const ProductBlock& block, float* room) {
  static const auto best = product_kernels().front().run;
  best(block, room);
}

std::int64_t panels_of(std::int64_t width) { return width * widest_panel; }

}  // namespace headlight::kernels
