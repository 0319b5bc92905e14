#include "engine/kernels/products.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace headlight::kernels {
namespace {

template <typename Number>
std::vector<Number> numbers(std::int64_t count) {
  static std::mt19937 random(11);
  std::vector<Number> values(static_cast<std::size_t>(count));
  std::normal_distribution<Number> normal;
  for (auto& value : values) value = normal(random);
  return values;
}

// Largest difference from the sums in float64; cells that the kernel must not touch are watched, too.
template <typename Number>
double largest_difference(const ProductKernelOf<Number>& kernel, ProductBlockOf<Number> block, std::int64_t gap) {
  block.q_stride = block.width + gap;
  block.k_stride = (block.k_by_columns ? block.columns : block.width) + 2 * gap;
  const auto q = numbers<Number>(block.rows * block.q_stride);
  const auto k = numbers<Number>((block.k_by_columns ? block.width : block.columns) * block.k_stride);
  constexpr Number untouched = 12345;
  std::vector<Number> cells(static_cast<std::size_t>(block.rows * block.columns + 1), untouched);
  std::vector<Number> room(static_cast<std::size_t>(panels_of(block.width)));
  block.q = q.data();
  block.k = k.data();
  block.cells = cells.data();
  kernel.run(block, room.data());
  EXPECT_EQ(cells.back(), untouched);
  double largest = 0;
  for (std::int64_t i = 0; i < block.rows; ++i)
    for (std::int64_t j = 0; j < block.columns; ++j) {
      double sum = 0;
      for (std::int64_t d = 0; d < block.width; ++d)
        sum += static_cast<double>(q[static_cast<std::size_t>(i * block.q_stride + d)]) *
               static_cast<double>(k[static_cast<std::size_t>(block.k_by_columns ? d * block.k_stride + j : j * block.k_stride + d)]);
      largest = std::max(largest, std::abs(sum * block.scale - cells[static_cast<std::size_t>(i * block.columns + j)]));
    }
  return largest;
}

template <typename Number>
void check_shapes(double tolerance) {
  for (const auto& kernel : product_kernels<Number>())
    for (const std::int64_t width : {1, 3, 64, 80})
      for (const std::int64_t rows : {1, 5, 6, 13})
        for (const std::int64_t columns : {1, 11, 12, 16, 17, 63, 64, 130})
          for (const std::int64_t gap : {0, 5})
            for (const bool by_columns : {false, true}) {
              ProductBlockOf<Number> block;
              block.rows = rows;
              block.columns = columns;
              block.width = width;
              block.scale = static_cast<Number>(0.3);
              block.k_by_columns = by_columns;
              EXPECT_LT(largest_difference(kernel, block, gap), tolerance)
                  << kernel.name << ": " << rows << " × " << columns << " × " << width << ", gap " << gap << (by_columns ? ", by columns" : "");
            }
}

TEST(Products, OfEveryInstructionSetEqualTheSums) {
  check_shapes<float>(5e-6);
  check_shapes<double>(1e-14);
}

TEST(Products, PassOnWhatIsNotFinite) {
  const float q[] = {INFINITY, 1}, k[] = {1, 2, NAN, 0};
  for (const auto& kernel : product_kernels<float>()) {
    float cells[2] = {};
    std::vector<float> room(static_cast<std::size_t>(panels_of(2)));
    kernel.run({q, 2, 1, k, 2, 2, false, 2, 1.0F, cells}, room.data());
    EXPECT_EQ(cells[0], INFINITY) << kernel.name;
    EXPECT_TRUE(std::isnan(cells[1])) << kernel.name;
  }
}

}  // namespace
}  // namespace headlight::kernels
