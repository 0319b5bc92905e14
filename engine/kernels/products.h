// Products of queries and keys for a block of a map. No Torch.
#pragma once

#include <cstdint>

namespace headlight::kernels {

// cells[i, j] = scale · q[i]·k[j], i < rows, j < columns. Rows of q and k are `width` numbers, `q_stride` and `k_stride`
// apart; rows of cells are `columns` apart. Sums run over the width in order, each product added with one rounding.
struct ProductBlock {
  const float* q = nullptr;
  std::int64_t q_stride = 0, rows = 0;
  const float* k = nullptr;
  std::int64_t k_stride = 0, columns = 0;
  std::int64_t width = 0;
  float scale = 1;
  float* cells = nullptr;
};

// Works on a panel of keys at a time, transposed into `panels_of(width)` floats of `room`.
void products(const ProductBlock& block, float* room);
[[nodiscard]] std::int64_t panels_of(std::int64_t width);

}  // namespace headlight::kernels
