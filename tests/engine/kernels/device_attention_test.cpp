#include "engine/kernels/device_attention.h"

#include <gtest/gtest.h>

#include "engine/kernels/attention.h"
#include "tests/engine/kernels/cases.h"

namespace headlight::kernels {
namespace {

using testing::Case;
using testing::difference;

// What LibTorch's kernel demands, and what it gives: rows of the log-sum-exp padded to 32, NaN where nothing is seen.
std::tuple<at::Tensor, at::Tensor> strict_kernel(const DeviceAttentionInput& input) {
  const auto& [q, k, v, mask, causal, scale] = input;
  for (const auto& tensor : {q, k, v}) {
    EXPECT_EQ(tensor.size(1), q.size(1));
    EXPECT_EQ(tensor.size(3) * static_cast<std::int64_t>(tensor.element_size()) % 16, 0);
    EXPECT_EQ(tensor.stride(3), 1);
  }
  auto scores = at::matmul(q.to(at::kDouble), k.to(at::kDouble).transpose(2, 3)) * scale;
  if (mask.defined()) {
    EXPECT_EQ(mask.sizes(), scores.sizes());
    EXPECT_EQ(mask.scalar_type(), q.scalar_type());
    EXPECT_EQ(mask.stride(3), 1);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(mask.stride(i) % 16, 0);
    scores = scores + mask;
  }
  if (causal) scores.masked_fill_(at::ones({q.size(2), k.size(2)}, at::kBool).triu(1), -std::numeric_limits<double>::infinity());
  const auto lse = at::logsumexp(scores, {3});
  const auto output = at::matmul(at::softmax(scores, 3), v.to(at::kDouble)).to(q.scalar_type());
  return {output, at::constant_pad_nd(lse.to(at::kFloat), {0, (32 - q.size(2) % 32) % 32}, std::numeric_limits<float>::infinity())};
}

DeviceAttentionInput input_of(const testing::Problem& p, const Case& c) {
  DeviceAttentionInput input{p.q, p.k, p.v, p.spec.bias, p.spec.causal, p.spec.scale};
  if (input.mask.defined())
    while (input.mask.dim() < 4) input.mask = input.mask.unsqueeze(0);
  if (!p.spec.key_visible.defined()) return input;
  const auto hidden = p.spec.key_visible.logical_not().view({1, 1, 1, c.keys});
  input.mask = (input.mask.defined() ? input.mask : at::zeros({1, 1, 1, 1})).masked_fill(hidden, -std::numeric_limits<float>::infinity());
  return input;
}

double tolerance(at::ScalarType dtype) { return dtype == at::kFloat ? 2e-6 : dtype == at::kHalf ? 4e-3 : 3e-2; }

void expect_reference(const Case& c) {
  const auto p = testing::problem(c);
  const auto expected = reference_attention(p.q, p.k, p.v, p.spec);
  const auto [output, lse] = device_attention(input_of(p, c), strict_kernel);
  EXPECT_LE(difference(output, expected.output), tolerance(c.dtype)) << c.name();
  EXPECT_LE(difference(lse, expected.lse), tolerance(c.dtype)) << c.name();
}

TEST(DeviceAttention, GivesTheKernelWhatItDemandsAndTakesTheRestAway) {
  at::manual_seed(51);
  for (const auto& c : testing::grid())
    if (!c.causal || c.queries == c.keys) expect_reference(c);  // the kernel's own triangle begins in the corner
}

TEST(DeviceAttention, OddWidthsTypesAndBatches) {
  at::manual_seed(52);
  for (const auto dtype : {at::kFloat, at::kHalf, at::kBFloat16})
    for (const std::int64_t width : {1, 6, 30, 64})
      for (const auto padding : {Case::Padding::none, Case::Padding::leading, Case::Padding::all})
        expect_reference({33, 33, 4, 2, width, padding == Case::Padding::leading, padding, Case::Bias::none, dtype, 2});
}

TEST(DeviceAttention, KeepsTheGradient) {
  auto p = testing::problem({5, 7, 4, 2, 6});
  p.q.set_requires_grad(true);
  const auto [output, lse] = device_attention(input_of(p, {5, 7, 4, 2, 6}), strict_kernel);
  output.sum().backward();
  EXPECT_GT(p.q.grad().abs().sum().item<float>(), 0);
}

TEST(DeviceAttention, TheKernelIsLibTorchsOwn) {
  const auto p = testing::problem({4, 4, 2, 2, 8});
  // The CPU has none: LibTorch says so, by the operator's name.
  try {
    (void)device_attention({p.q, p.k, p.v, {}, false, 1});
    FAIL() << "the CPU has no such kernel";
  } catch (const c10::Error& error) {
    EXPECT_NE(std::string(error.what()).find("_scaled_dot_product_efficient_attention"), std::string::npos);
  }
}

}  // namespace
}  // namespace headlight::kernels
