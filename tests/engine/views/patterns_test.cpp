#include "engine/views/patterns.h"

#include <gtest/gtest.h>

#include "engine/views/token_patterns.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using Keys = std::vector<std::int64_t>;

// "[CLS] the cat sat . the cat ##s ran . [SEP]"
Axis sentence() {
  Axis axis;
  axis.labels = {"[CLS]", "the", "cat", "sat", ".", "the", "cat", "##s", "ran", ".", "[SEP]"};
  axis.ids = {1, 10, 11, 12, 13, 10, 11, 14, 15, 13, 2};
  axis.special = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  axis.words = {-1, 0, 1, 2, 3, 4, 5, 5, 6, 7, -1};
  axis.sequence = {-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1};
  return axis;
}

TEST(TokenPatterns, NameTheirKeys) {
  const auto axis = sentence();
  const TokenPatterns patterns(axis);
  EXPECT_EQ(patterns.keys(Pattern::previous, 0), Keys{});
  EXPECT_EQ(patterns.keys(Pattern::previous, 3), Keys{2});
  EXPECT_EQ(patterns.keys(Pattern::next, 10), Keys{});
  EXPECT_EQ(patterns.keys(Pattern::delimiter, 3), (Keys{4, 9, 10}));
  EXPECT_EQ(patterns.keys(Pattern::word, 6), Keys{7});
  EXPECT_EQ(patterns.keys(Pattern::word, 0), Keys{});
  EXPECT_EQ(patterns.keys(Pattern::copy, 6), Keys{2});
  EXPECT_EQ(patterns.keys(Pattern::induction, 6), Keys{3});
  EXPECT_EQ(patterns.keys(Pattern::induction, 2), Keys{});
  EXPECT_EQ(patterns.keys(Pattern::block, 2), (Keys{0, 1, 2, 3, 4}));
  EXPECT_EQ(patterns.keys(Pattern::block, 8), (Keys{5, 6, 7, 8, 9, 10}));
}

TEST(TokenPatterns, OffsetsOnPatchesAreRowsAndColumnsApart) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.leading = 1;
  axis.labels = {"[CLS]"};
  axis.grid = {3, 4};
  const TokenPatterns patterns(axis);
  EXPECT_EQ(patterns.offset(0, 5), -1);
  EXPECT_EQ(patterns.offset(1, 2), patterns.offset(6, 7));
  EXPECT_NE(patterns.offset(1, 2), patterns.offset(1, 5));
  EXPECT_EQ(patterns.offset(4, 0), patterns.offset(9, 0));
  EXPECT_LT(patterns.offset(12, 0), patterns.offsets());
}

// One layer whose head h gives all weight to the first key of pattern h, evenly spread where it has none.
trace::Trace ideal_trace(const std::vector<Pattern>& heads) {
  trace::Trace trace;
  trace.info.axes = {sentence()};
  const TokenPatterns patterns(trace.info.axes[0]);
  const auto size = trace.info.axes[0].size();
  auto bias = at::zeros({static_cast<std::int64_t>(heads.size()), size, size});
  for (std::size_t head = 0; head < heads.size(); ++head)
    for (std::int64_t query = 0; query < size; ++query)
      for (const auto key : patterns.keys(heads[head], query)) bias[static_cast<std::int64_t>(head)][query][key] = 8;
  trace::Recorder recorder;
  kernels::Context context;
  context.recorder = &recorder;
  trace::AttentionSpec spec;
  spec.bias = bias;
  const auto zeros = at::zeros({1, static_cast<std::int64_t>(heads.size()), size, 4});
  (void)kernels::attention({zeros, zeros, at::ones_like(zeros)}, spec, {"encoder", 0, SiteKind::self, 0, 0}, context);
  trace.sites = recorder.take();
  trace.info.sites = {trace.sites[0].info};
  return trace;
}

TEST(Patterns, IdealHeadsGetTheirNames) {
  const std::vector<Pattern> heads{Pattern::self,  Pattern::previous,  Pattern::next,
                                   Pattern::first, Pattern::delimiter, Pattern::word,
                                   Pattern::copy,  Pattern::induction, Pattern::block};
  const auto result = patterns(ideal_trace(heads), {"encoder"}, {}).take();
  ASSERT_EQ(result.heads.size(), heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto at = static_cast<std::size_t>(heads[i]);
    EXPECT_GT(result.heads[i].mass[at], 0.98) << to_string(heads[i]);
    EXPECT_GE(result.heads[i].label, 0) << to_string(heads[i]);
    if (heads[i] == Pattern::block) continue;
    EXPECT_EQ(result.heads[i].label, static_cast<int>(at)) << to_string(heads[i]);
  }
}

TEST(Patterns, EvenlySpreadHeadHasNoName) {
  const auto result = patterns(ideal_trace({Pattern::positional}), {"encoder"}, {}).take();
  EXPECT_EQ(result.heads[0].label, -1);
  EXPECT_EQ(result.heads[0].mass[static_cast<std::size_t>(Pattern::positional)], 0);
  for (std::size_t i = 0; i < static_cast<std::size_t>(Pattern::positional); ++i)
    EXPECT_NEAR(result.heads[0].mass[i], result.heads[0].chance[i], 1e-6);
}

TEST(Patterns, MassesEqualTheFullMatrix) {
  at::manual_seed(5);
  testing::Layout layout;
  layout.queries = layout.keys = 11;
  layout.causal = true;
  auto trace = testing::make_trace(layout);
  trace.info.axes[0] = sentence();
  const TokenPatterns sets(trace.info.axes[0]);
  for (const auto& head : patterns(trace, {"encoder"}, {}).take().heads) {
    const auto map = testing::full_map(trace, head.site, {HeadChoice::Mode::one, head.head}, Quantity::weight);
    for (std::size_t i = 0; i < static_cast<std::size_t>(Pattern::positional); ++i) {
      double mass = 0;
      std::int64_t queries = 0;
      for (std::int64_t query = 0; query < 11; ++query) {
        bool any = false;
        for (const auto key : sets.keys(static_cast<Pattern>(i), query)) {
          mass += map[query][key].item<double>();
          any = any || key <= query;
        }
        queries += any ? 1 : 0;
      }
      EXPECT_EQ(head.queries[i], queries);
      EXPECT_NEAR(head.mass[i], queries == 0 ? 0 : mass / static_cast<double>(queries), 2e-6);
    }
  }
}

TEST(Patterns, RefusesCrossAttention) {
  testing::Layout layout;
  layout.keys = 9;
  EXPECT_EQ(patterns(testing::make_trace(layout), {"cross"}, {}).error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
