#include "engine/views/similarity.h"

#include <gtest/gtest.h>

#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::full_map;
using testing::layouts;
using testing::make_trace;

// Σ p log₂ p, 0 for p = 0, of every row.
at::Tensor negative_entropy(const at::Tensor& rows) { return at::xlogy(rows, rows).sum(-1) / std::log(2.0); }

double reference_divergence(const trace::Trace& trace, const HeadPlace& a, const HeadPlace& b) {
  const auto p = full_map(trace, a.site, {HeadChoice::Mode::one, a.head}, Quantity::weight).to(at::kDouble);
  const auto q = full_map(trace, b.site, {HeadChoice::Mode::one, b.head}, Quantity::weight).to(at::kDouble);
  const auto rows = 0.5 * (negative_entropy(p) + negative_entropy(q)) - negative_entropy(0.5 * (p + q));
  const auto seen = p.sum(-1).gt(0).logical_and(q.sum(-1).gt(0));
  return seen.any().item<bool>() ? rows.masked_select(seen).mean().item<double>() : 0.0;
}

TEST(Similarity, EveryPairEqualsTheFullMatrix) {
  at::manual_seed(21);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    const auto stream = trace.sites[0].info.stream;
    const auto result = similarity(trace, {stream}, {}).take();
    const auto heads = result.heads.size();
    ASSERT_EQ(heads, static_cast<std::size_t>(layout.layers * layout.heads));
    ASSERT_EQ(result.divergence.size(), heads * heads);
    for (std::size_t a = 0; a < heads; a += 3)
      for (std::size_t b = 0; b < heads; ++b) {
        const auto want = reference_divergence(trace, result.heads[a], result.heads[b]);
        EXPECT_NEAR(result.divergence[a * heads + b], want, 3e-6);
        EXPECT_EQ(result.divergence[a * heads + b], result.divergence[b * heads + a]);
      }
  }
}

TEST(Similarity, OneHeadIsARowOfThePairs) {
  const auto trace = make_trace({});
  const auto all = similarity(trace, {"encoder"}, {}).take();
  const auto one = similarity(trace, {"encoder", 1, 2}, {}).take();
  ASSERT_EQ(one.divergence.size(), all.heads.size());
  for (std::size_t b = 0; b < one.divergence.size(); ++b)
    EXPECT_EQ(one.divergence[b], all.divergence[6 * all.heads.size() + b]);
  EXPECT_EQ(one.divergence[6], 0);
}

TEST(Similarity, HeadsThatLookElsewhereAreABitApart) {
  auto trace = make_trace({});
  auto& site = trace.sites[0];
  site.q = at::zeros_like(site.q);
  site.spec.bias = at::full({4, 1, 6}, -200.0);
  for (int head = 0; head < 4; ++head) site.spec.bias[head][0][head] = 0;
  site.lse = at::zeros({4, 6});
  const auto result = similarity(trace, {"encoder", 0, 0}, {}).take();
  EXPECT_NEAR(result.divergence[1], 1, 1e-6);
  EXPECT_EQ(result.divergence[0], 0);
}

TEST(Similarity, SampledRowsComeNear) {
  testing::Layout layout;
  layout.queries = layout.keys = 400;
  const auto trace = make_trace(layout);
  const auto exact = similarity(trace, {"encoder", 0, 0}, {}).take();
  const auto sampled = similarity(trace, {"encoder", 0, 0, 400 * 400 * 2}, {}).take();
  EXPECT_EQ(exact.every, 1);
  EXPECT_GT(sampled.every, 1);
  for (std::size_t i = 0; i < exact.divergence.size(); ++i)
    EXPECT_NEAR(sampled.divergence[i], exact.divergence[i], 0.05);
}

TEST(Similarity, RefusesUnknownHeadsAndStreams) {
  const auto trace = make_trace({});
  EXPECT_EQ(similarity(trace, {"encoder", 0, 4}, {}).error().kind, Error::Kind::usage);
  EXPECT_EQ(similarity(trace, {"decoder"}, {}).error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
