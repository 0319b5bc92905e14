#include "engine/kernels/products.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace headlight::kernels {
namespace {

std::vector<float> numbers(std::int64_t count) {
  static std::mt19937 random(11);
  std::vector<float> values(static_cast<std::size_t>(count));
  std::normal_distribution<float> normal;
  for (auto& value : values) value = normal(random);
  return values;
}

// Largest difference from the sums in float64; cells that the kernel must not touch are watched, too.
double largest_difference(const ProductKernel& kernel, ProductBlock block, std::int64_t gap) {
  block.q_stride = block.width + gap;
  block.k_stride = (block.k_by_columns ? block.columns : block.width) + 2 * gap;
  const auto q = numbers(block.rows * block.q_stride);
  const auto k = numbers((block.k_by_columns ? block.width : block.columns) * block.k_stride);
  constexpr float untouched = 12345;
  std::vector<float> cells(static_cast<std::size_t>(block.rows * block.columns + 1), untouched);
  std::vector<float> room(static_cast<std::size_t>(panels_of(block.width)));
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

TEST(Products, OfEveryInstructionSetEqualTheSums) {
  for (const auto& kernel : product_kernels())
    for (const std::int64_t width : {1, 3, 64, 80})
      for (const std::int64_t rows : {1, 5, 6, 13})
        for (const std::int64_t columns : {1, 11, 12, 16, 17, 63, 64, 130})
          for (const std::int64_t gap : {0, 5}) {
            ProductBlock block;
            block.rows = rows;
            block.columns = columns;
            block.width = width;
            block.scale = 0.3F;
            block.k_by_columns = false;
            EXPECT_LT(largest_difference(kernel, block, gap), 5e-6)
                << kernel.name << ": " << rows << " × " << columns << " × " << width << ", gap " << gap;
            block.k_by_columns = true;
            EXPECT_LT(largest_difference(kernel, block, gap), 5e-6)
                << kernel.name << " by columns: " << rows << " × " << columns << " × " << width << ", gap " << gap;
          }
}

TEST(Products, PassOnWhatIsNotFinite) {
  const float q[] = {INFINITY, 1}, k[] = {1, 2, NAN, 0};
  for (const auto& kernel : product_kernels()) {
    float cells[2] = {};
    std::vector<float> room(static_cast<std::size_t>(panels_of(2)));
    kernel.run({q, 2, 1, k, 2, 2, false, 2, 1.0F, cells}, room.data());
    EXPECT_EQ(cells[0], INFINITY) << kernel.name;
    EXPECT_TRUE(std::isnan(cells[1])) << kernel.name;
  }
}

}  // namespace
}  // namespace headlight::kernels
