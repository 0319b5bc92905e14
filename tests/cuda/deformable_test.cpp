// headlight::ms_deform_attn on a GPU, beside the composition of grid_sample on the host.
#include <gtest/gtest.h>

#include <limits>

#include "engine/kernels/ms_deform_attn.h"
#include "tests/engine/kernels/cases.h"
#include "tests/parity/other_device.h"

namespace headlight::kernels {
namespace {

using testing::difference;

struct Shape {
  std::int64_t batch, queries, heads, width;
};

// Points within the maps, on borders, outside, and some that are no numbers.
DeformableInput random_input(const Shape& shape, at::ScalarType dtype) {
  DeformableInput input{{}, {}, {}, {{25, 31}, {13, 16}, {7, 8}, {1, 1}}, {4, 3, 0, 5}};
  std::int64_t positions = 0;
  for (const auto& [rows, columns] : input.levels) positions += rows * columns;
  input.value = at::randn({shape.batch, positions, shape.heads, shape.width}).to(dtype);
  input.points = at::rand({shape.batch, shape.queries, shape.heads, 12, 2}) * 1.8 - 0.4;
  input.points.select(3, 0).fill_(0);
  input.points.select(3, 1).fill_(1);
  input.points[0][0][0][2].fill_(std::numeric_limits<float>::quiet_NaN());
  input.points[0][0][0][3][0] = std::numeric_limits<float>::infinity();
  input.points[0][0][0][4].fill_(std::numeric_limits<float>::max());
  input.weights = at::softmax(at::randn({shape.batch, shape.queries, shape.heads, 12}), -1);
  return input;
}

void expect_reference(const Shape& shape, at::ScalarType dtype, double bound) {
  const auto input = random_input(shape, dtype);
  auto there = input;
  for (auto* tensor : {&there.value, &there.points, &there.weights}) *tensor = tensor->to(parity::other_device());
  for (const auto sampling : {Sampling::bilinear, Sampling::discrete})
    EXPECT_LE(difference(ms_deform_attn(there, sampling), reference_ms_deform_attn(input, sampling)), bound)
        << c10::toString(dtype) << " " << shape.width << " " << shape.queries << " " << static_cast<int>(sampling);
}

TEST(CudaDeformable, EqualsTheReference) {
  at::manual_seed(63);
  for (const std::int64_t width : {1, 6, 32, 64, 300})
    for (const std::int64_t queries : {1, 7, 900}) {
      expect_reference({2, queries, 3, width}, at::kFloat, 1e-5);
      expect_reference({1, queries, 8, width}, at::kHalf, 4e-3);
      expect_reference({1, queries, 1, width}, at::kBFloat16, 3.2e-2);
    }
}

TEST(CudaDeformable, NothingToDo) {
  auto input = random_input({1, 1, 2, 8}, at::kFloat);
  input.points = input.points.narrow(1, 0, 0);
  input.weights = input.weights.narrow(1, 0, 0);
  for (auto* tensor : {&input.value, &input.points, &input.weights}) *tensor = tensor->to(parity::other_device());
  EXPECT_EQ(ms_deform_attn(input, Sampling::bilinear).sizes(), at::IntArrayRef({1, 0, 16}));
}

}  // namespace
}  // namespace headlight::kernels
