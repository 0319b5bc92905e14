// Products of queries and keys for a block of a map. No Torch.
#pragma once

#include <cstdint>
#include <vector>

namespace headlight::kernels {

// cells[i, j] = scale · q[i]·k[j], i < rows, j < columns. Rows of q and k are `width` numbers, `q_stride` and `k_stride`
// apart; rows of cells are `columns` apart. Sums run over the width in order, each product added with one rounding.
struct ProductBlock {
  const float* q = nullptr;
  std::int64_t q_stride = 0, rows = 0;
  const float* k = nullptr;
  std::int64_t k_stride = 0, columns = 0;
  // Where true, k[j] is column j of rows that are k_stride apart: cells = scale · q K for K [width, columns].
  bool k_by_columns = false;
  std::int64_t width = 0;
  float scale = 1;
  float* cells = nullptr;
};

// Works on a panel of keys at a time, transposed into `panels_of(width)` floats of `room`.
void products(const ProductBlock& block, float* room);
[[nodiscard]] std::int64_t panels_of(std::int64_t width);

// The same for one instruction set each; those that this processor has, the fastest first, which products() takes.
struct ProductKernel {
  const char* name;
  void (*run)(const ProductBlock& block, float* room);
};
[[nodiscard]] std::vector<ProductKernel> product_kernels();

}  // namespace headlight::kernels
