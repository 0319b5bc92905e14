#include "engine/views/weight.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::Layout;
using testing::layouts;
using testing::make_trace;

double product(const std::vector<float>& a, const std::vector<float>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// What the fused kernel's plain composition gives for the same site.
kernels::ReferenceAttention reference_of(const trace::Site& site) {
  return kernels::reference_attention(site.q.unsqueeze(0), site.k.unsqueeze(0), site.v.unsqueeze(0), site.spec);
}

void expect_equal(const trace::Trace& trace, const WeightRequest& request) {
  const auto& site = trace.sites.at(static_cast<std::size_t>(request.site));
  const auto want = reference_of(site);
  const auto got = weight(trace, request, {}).take();
  const auto score = want.scores[0][request.head][request.query][request.key].item<float>();
  const auto row = want.scores[0][request.head][request.query];
  EXPECT_NEAR(got.weight, want.weights[0][request.head][request.query][request.key].item<float>(), 2e-6);
  EXPECT_EQ(got.hidden.empty(), std::isfinite(score));
  EXPECT_EQ(got.keys, row.isfinite().sum().item<std::int64_t>());
  EXPECT_LE(testing::apart(got.output, want.output[0][request.head][request.query]), 2e-5);
  if (!std::isfinite(score)) return;
  EXPECT_NEAR(got.score, score, 2e-5);
  EXPECT_NEAR(got.scale * product(got.q, got.k) + got.bias, score, 2e-5);
  EXPECT_NEAR(std::exp(got.score - got.largest) / got.denominator, got.weight, 2e-6);
  const auto stronger = [&](double margin) { return row.gt(score + margin).sum().item<std::int64_t>(); };
  EXPECT_GE(got.rank, 1 + stronger(1e-4));
  EXPECT_LE(got.rank, 1 + stronger(-1e-4));
}

TEST(Weight, EqualsThePlainCompositionForEveryLayout) {
  at::manual_seed(11);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    for (const int head : {0, 3})
      for (const auto query : {std::int64_t{0}, layout.queries - 1})
        for (const auto key : {std::int64_t{0}, layout.keys / 2, layout.keys - 1})
          expect_equal(trace, {1, head, query, key});
  }
}

TEST(Weight, SaysWhyAKeyIsHidden) {
  Layout layout;
  layout.causal = layout.padded = true;
  const auto trace = make_trace(layout);
  EXPECT_EQ(weight(trace, {0, 0, 5, 3}, {}).take().hidden, "padding");
  EXPECT_EQ(weight(trace, {0, 0, 2, 4}, {}).take().hidden, "later");
  EXPECT_EQ(weight(trace, {0, 0, 2, 1}, {}).take().hidden, "");
}

TEST(Weight, ReadsTheValuesOfItsKeyHead) {
  Layout layout;
  layout.key_heads = 2;
  const auto trace = make_trace(layout);
  const auto got = weight(trace, {0, 3, 1, 2}, {}).take();
  EXPECT_EQ(testing::apart(got.v, trace.sites[0].v[1][2]), 0);
  EXPECT_EQ(testing::apart(got.k, trace.sites[0].k[1][2]), 0);
}

TEST(Weight, TraceWithoutValuesHasNone) {
  auto trace = make_trace({});
  trace.sites[0].v = at::Tensor();
  const auto got = weight(trace, {0, 0, 0, 0}, {}).take();
  EXPECT_TRUE(got.v.empty());
  EXPECT_TRUE(got.output.empty());
}

TEST(Weight, RefusesWhatIsNotThere) {
  const auto trace = make_trace({});
  for (const auto& request : std::vector<WeightRequest>{{9, 0, 0, 0}, {0, 4, 0, 0}, {0, 0, 6, 0}, {0, 0, 0, -1}})
    EXPECT_EQ(weight(trace, request, {}).error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
