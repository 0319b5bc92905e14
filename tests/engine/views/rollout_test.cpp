#include "engine/views/rollout.h"

#include <gtest/gtest.h>

#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::make_trace;

// Π_l (½ mean_h A_l + ½ I) by explicit products, the last layer leftmost.
at::Tensor reference_rollout(const trace::Trace& trace, int last) {
  const auto size = trace.sites[0].keys();
  auto product = at::eye(size, at::kDouble);
  for (const auto& site : trace.sites) {
    if (site.info.layer > last) continue;
    const auto mean = kernels::reference_map(kernels::map_of(site), Quantity::weight).mean(0).to(at::kDouble);
    product = at::matmul(mean * 0.5 + at::eye(size, at::kDouble) * 0.5, product);
  }
  return product.to(at::kFloat);
}

TEST(RolloutView, RowsMatchTheExplicitProduct) {
  at::manual_seed(41);
  for (const std::int64_t size : {1, 2, 7, 64, 70})
    for (const bool causal : {false, true})
      for (const bool padded : {false, true})
        for (const std::int64_t key_heads : {4, 1}) {
          const auto trace = make_trace({size, size, 4, key_heads, 8, 5, causal, padded});
          for (const int last : {-1, 0, 3}) {
            const std::vector<std::int64_t> queries{size - 1, 0, size / 2};
            const auto got = rollout(trace, {"encoder", last, queries}, {});
            ASSERT_TRUE(got.ok()) << got.error().line();
            const auto want = reference_rollout(trace, last < 0 ? 4 : last).index_select(0, at::tensor(queries));
            EXPECT_LE(testing::apart(got->plane.values, want), 1e-6);
          }
        }
}

TEST(RolloutView, MatchesOverManyBlocks) {
  at::manual_seed(42);
  const auto trace = make_trace({1300, 1300, 2, 2, 8, 3, true});
  const auto got = rollout(trace, {"encoder", -1, {1299, 640}}, {});
  ASSERT_TRUE(got.ok());
  const auto want = reference_rollout(trace, 2).index_select(0, at::tensor({1299, 640}, at::kLong));
  EXPECT_LE(testing::apart(got->plane.values, want), 1e-7);
  double sum = 0;
  for (std::int64_t i = 0; i < 1300; ++i) sum += got->plane.at(0, i);
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(RolloutView, NeedsSelfAttention) {
  const auto trace = make_trace({5, 6});
  const auto got = rollout(trace, {"cross", -1, {0}}, {});
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
