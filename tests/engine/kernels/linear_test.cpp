#include "engine/kernels/linear.h"

#include <ATen/Functions.h>
#include <ATen/Version.h>
#include <c10/core/GradMode.h>
#include <gtest/gtest.h>

#include <array>

namespace headlight::kernels {
namespace {

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

// The product in float64.
at::Tensor exact(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return at::linear(x.to(at::kDouble), weight.to(at::kDouble), bias.defined() ? bias.to(at::kDouble) : bias);
}

// Rows, in, out on both sides of what goes to oneDNN, and sizes that no vector divides.
constexpr std::array<std::array<std::int64_t, 3>, 7> shapes{
    {{1, 768, 3072}, {3, 1024, 1024}, {4, 1024, 1024}, {33, 257, 511}, {128, 64, 64}, {197, 192, 768}, {300, 3, 70}}};

class LinearOfShapes : public ::testing::TestWithParam<std::array<std::int64_t, 3>> {
 protected:
  void SetUp() override { at::manual_seed(3); }
  const std::int64_t rows_ = GetParam()[0], in_ = GetParam()[1], out_ = GetParam()[2];
  const c10::NoGradGuard no_grad_;
  const at::Tensor none_;
};

TEST_P(LinearOfShapes, EqualsTheExactProductWhateverTheLayout) {
  const auto x = at::randn({1, rows_, in_}), weight = at::randn({out_, in_}) * 0.05, bias = at::randn({out_});
  const auto residual = at::randn({1, rows_, out_});
  for (const auto& given : {bias, at::Tensor()})
    for (const auto& laid : {weight, weight.t().contiguous().t(), laid_out_for_linear(weight)}) {
      const auto expected = exact(x, weight, given);
      EXPECT_LT(largest_difference(linear(x, laid, given), expected), 2e-5);
      EXPECT_LT(largest_difference(linear(x, laid, given, Gelu::exact), at::gelu(expected)), 2e-5);
      EXPECT_LT(largest_difference(linear(x, laid, given, Gelu::tanh), at::gelu(expected, "tanh")), 2e-5);
      EXPECT_LT(largest_difference(linear_plus(x, laid, given, residual), expected + residual), 2e-5);
    }
}

TEST_P(LinearOfShapes, ReadsRowsThatAreNotOneAfterTheOther) {
  const auto wide = at::randn({1, in_, rows_ + 2}).transpose(1, 2).narrow(1, 1, rows_);
  const auto weight = at::randn({out_, in_}) * 0.05;
  const auto residual = at::randn({1, out_, rows_}).transpose(1, 2);
  EXPECT_LT(largest_difference(linear(wide, weight, none_), exact(wide, weight, none_)), 2e-5);
  EXPECT_LT(largest_difference(linear_plus(wide, weight, none_, residual), exact(wide, weight, none_) + residual), 2e-5);
}

INSTANTIATE_TEST_SUITE_P(Shapes, LinearOfShapes, ::testing::ValuesIn(shapes));

// The sums over 256 inputs are where MKL's two halves and oneDNN's single chain differ.
TEST(Linear, WithoutWideVectorsIsLibTorchsToTheBit) {
  if (at::get_cpu_capability().starts_with("AVX512")) GTEST_SKIP() << "oneDNN is much faster here";
  const c10::NoGradGuard no_grad;
  at::manual_seed(4);
  const auto x = at::randn({1, 100, 256}), weight = at::randn({256, 256}) * 0.05, bias = at::randn({256});
  EXPECT_TRUE(at::equal(linear(x, laid_out_for_linear(weight), bias), at::linear(x, weight, bias)));
}

TEST(Linear, NearProductsAreLibTorchsOnEveryProcessor) {
  const c10::NoGradGuard no_grad;
  at::manual_seed(5);
  const auto x = at::randn({1, 300, 256}), weight = at::randn({1024, 256}) * 0.05, bias = at::randn({1024}), residual = at::randn({1, 300, 1024});
  const auto before = linear(x, weight, bias);
  {
    const NearProducts outer;
    { const NearProducts inner; }
    EXPECT_TRUE(at::equal(linear(x, weight, bias), at::linear(x, weight, bias)));
    EXPECT_TRUE(at::equal(linear(x, weight, bias, Gelu::exact), at::gelu(at::linear(x, weight, bias))));
    EXPECT_TRUE(at::equal(linear_plus(x, weight, bias, residual), at::linear(x, weight, bias) + residual));
  }
  EXPECT_TRUE(at::equal(linear(x, weight, bias), before));
}

TEST(Linear, KeepsGradients) {
  const auto x = at::randn({64, 256}).requires_grad_(), weight = at::randn({256, 256}).requires_grad_();
  const auto residual = at::randn({64, 256}).requires_grad_();
  linear_plus(x, weight, at::Tensor(), residual).sum().backward();
  EXPECT_LT(largest_difference(x.grad(), weight.sum(0).expand_as(x)), 1e-4);
  EXPECT_LT(largest_difference(residual.grad(), at::ones_like(residual)), 1e-6);
  EXPECT_TRUE(linear(x, weight, at::Tensor(), Gelu::exact).requires_grad());
}

TEST(Linear, OtherNumberTypesAndResidualsThatRepeat) {
  const c10::NoGradGuard no_grad;
  const auto x = at::randn({1, 64, 256}), weight = at::randn({256, 256}) * 0.05, row = at::randn({1, 1, 256});
  const auto half = linear(x.to(at::kBFloat16), weight.to(at::kBFloat16), at::Tensor());
  EXPECT_EQ(half.scalar_type(), at::kBFloat16);
  EXPECT_LT(largest_difference(half, exact(x, weight, at::Tensor())), 0.1);
  EXPECT_EQ(linear(x.to(at::kDouble), weight.to(at::kDouble), at::Tensor()).scalar_type(), at::kDouble);
  EXPECT_LT(largest_difference(linear_plus(x, weight, at::Tensor(), row), exact(x, weight, at::Tensor()) + row), 2e-5);
  EXPECT_TRUE(laid_out_for_linear(weight.to(at::kBFloat16)).is_contiguous());
}

}  // namespace
}  // namespace headlight::kernels
