// Products of queries and keys for a block of a map. No Torch.
#pragma once

#include <cstdint>
#include <vector>

namespace headlight::kernels {

// cells[i, j] = scale · q[i]·k[j], i < rows, j < columns. Rows of q and k are `width` numbers, `q_stride` and `k_stride`
// apart; rows of cells are `columns` apart. Sums run over the width in order, each product added with one rounding.
template <typename Number>
struct ProductBlockOf {
  const Number* q = nullptr;
  std::int64_t q_stride = 0, rows = 0;
  const Number* k = nullptr;
  std::int64_t k_stride = 0, columns = 0;
  // Where true, k[j] is column j of rows that are k_stride apart: cells = scale · q K for K [width, columns].
  bool k_by_columns = false;
  std::int64_t width = 0;
  Number scale = 1;
  Number* cells = nullptr;
};
using ProductBlock = ProductBlockOf<float>;
using ExactProductBlock = ProductBlockOf<double>;

// Works on a panel of keys at a time, transposed into `panels_of(width)` numbers of `room`.
void products(const ProductBlock& block, float* room);
void products(const ExactProductBlock& block, double* room);
[[nodiscard]] std::int64_t panels_of(std::int64_t width);

// The same for one instruction set each; those that this processor has, the fastest first, which products() takes.
template <typename Number>
struct ProductKernelOf {
  const char* name;
  void (*run)(const ProductBlockOf<Number>& block, Number* room);
};
template <typename Number>
[[nodiscard]] std::vector<ProductKernelOf<Number>> product_kernels();

}  // namespace headlight::kernels
