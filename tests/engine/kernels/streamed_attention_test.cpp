#include "engine/kernels/streamed_attention.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "engine/kernels/attention.h"

namespace headlight::kernels {
namespace {

struct Sizes {
  std::int64_t heads, key_heads, queries, keys, width, values;
};

// Around the blocks' edges, and widths that no vector divides.
constexpr Sizes all_sizes[] = {{2, 2, 32, 32, 64, 64},  {4, 2, 383, 257, 32, 32}, {1, 1, 385, 255, 5, 7},
                               {3, 1, 50, 700, 80, 64}, {2, 2, 768, 512, 64, 16}, {1, 1, 33, 1000, 1, 1}};

double largest_gap(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

TEST(StreamedAttention, EqualsTheFullMatrix) {
  at::manual_seed(8);
  for (const auto& s : all_sizes)
    for (const double size : {1.0, 6.0}) {
      const auto q = (at::randn({1, s.queries, s.heads, s.width}) * size).transpose(1, 2);
      const auto k = (at::randn({1, s.keys, s.key_heads, s.width}) * size).transpose(1, 2);
      const auto v = at::randn({1, s.keys, s.key_heads, s.values}).transpose(1, 2);
      ASSERT_TRUE(can_stream(q, k, v));
      trace::AttentionSpec spec;
      spec.scale = 0.2;
      const auto want = reference_attention(q.to(at::kDouble), k.to(at::kDouble), v.to(at::kDouble), spec);
      const auto got = streamed_attention(q, k, v, spec.scale);
      const auto name = std::to_string(s.queries) + " × " + std::to_string(s.keys) + " × " + std::to_string(s.width);
      EXPECT_EQ(got.output.sizes(), want.output.sizes()) << name;
      EXPECT_LT(largest_gap(got.output, want.output), size > 1 ? 2e-4 : 3e-6) << name;
      EXPECT_LT(largest_gap(got.lse, want.lse), size > 1 ? 2e-4 : 3e-6) << name;
      const auto turned = streamed_attention(q.transpose(2, 3).contiguous().transpose(2, 3), k, v, spec.scale);
      EXPECT_EQ(largest_gap(turned.output, got.output), 0) << name;
    }
}

TEST(StreamedAttention, LeavesGradientsOtherTypesAndShortRowsToOthers) {
  const auto x = at::randn({1, 2, 64, 8});
  EXPECT_TRUE(can_stream(x, x, x));
  EXPECT_FALSE(can_stream(x.to(at::kDouble), x.to(at::kDouble), x.to(at::kDouble)));
  EXPECT_FALSE(can_stream(x.narrow(2, 0, 31), x, x));
  EXPECT_FALSE(can_stream(at::randn({1, 2, 64, 8}).requires_grad_(), x, x));
  EXPECT_FALSE(can_stream(at::randn({2, 2, 64, 8}), at::randn({2, 2, 64, 8}), at::randn({2, 2, 64, 8})));
}

}  // namespace
}  // namespace headlight::kernels
