#include <gtest/gtest.h>

#include "engine/session/memory.h"

namespace headlight::session {
namespace {

ModelInfo base() {
  ModelInfo info;
  info.layers = 12;
  info.heads = 12;
  info.width = 768;
  info.dtype = "float32";
  return info;
}

TEST(MemoryEstimate, GrowsWithThePositionsAndNotTheirSquare) {
  EXPECT_EQ(estimate_bytes(base(), {2000, {}}), 2 * estimate_bytes(base(), {1000, {}}));
  // q, k and v of 12 layers are 12 · 3 · 768 · 4 bytes a token; the whole stays within twice that.
  const auto kept = std::int64_t{12} * 3 * 768 * 4 * 1000;
  EXPECT_GT(estimate_bytes(base(), {1000, {}}), kept);
  EXPECT_LT(estimate_bytes(base(), {1000, {}}), 2 * kept);
}

TEST(MemoryEstimate, HalfPrecisionKeepsHalf) {
  auto half = base();
  half.dtype = "bfloat16";
  EXPECT_LT(estimate_bytes(half, {1000, {}}), estimate_bytes(base(), {1000, {}}));
}

TEST(MemoryEstimate, CountsTheVocabularyThatComesOutOfEveryPosition) {
  const PlannedRun bare{1000, {}}, words{1000, {}, trace::Keep::as_computed, 50257};
  EXPECT_EQ(estimate_bytes(base(), words) - estimate_bytes(base(), bare), std::int64_t{1000} * 50257 * 4);
  EXPECT_LT(fitting_positions(base(), words, 1 << 30), fitting_positions(base(), bare, 1 << 30) * 3 / 4);
}

TEST(MemoryCheck, RefusesWithWhatWouldFit) {
  const std::int64_t free = std::int64_t{1} << 30;
  const auto refused = check_memory(base(), {100'000, "a long text"}, free);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, Error::Kind::failed);
  EXPECT_NE(refused.error().line().find("at most about"), std::string::npos);
  EXPECT_TRUE(check_memory(base(), {1000, "a short text"}, free).ok());
}

TEST(MemoryCheck, SaysWhatKeepingLessWouldLetIn) {
  const std::int64_t free = std::int64_t{1} << 30;
  auto deep = base();
  deep.layers = 24;
  ASSERT_EQ(thriftiest(deep), trace::Keep::inputs);
  const auto line = check_memory(deep, {100'000, "a long text"}, free).error().line();
  EXPECT_NE(line.find(std::to_string(fitting_positions(deep, {0, {}, trace::Keep::inputs}, free)) + " with --keep inputs"),
            std::string::npos)
      << line;
  EXPECT_GT(fitting_positions(deep, {0, {}, trace::Keep::inputs}, free), fitting_positions(deep, {}, free) * 3 / 2);
  const auto thrifty = check_memory(deep, {100'000, "a long text", trace::Keep::inputs}, free).error().line();
  EXPECT_EQ(thrifty.find("--keep"), std::string::npos);
  auto shallow = base();
  shallow.layers = 4;
  EXPECT_EQ(thriftiest(shallow), trace::Keep::bfloat16) << "two layers are made anew at a time";
}

TEST(MemoryCheck, UnknownFreeMemoryNeverRefuses) { EXPECT_TRUE(check_memory(base(), {1 << 30, "x"}, -1).ok()); }

TEST(MemoryCheck, LeavesTooManyPositionsToTheModel) {
  auto limited = base();
  limited.longest = 512;
  EXPECT_TRUE(check_memory(limited, {4'000'000, "x"}, std::int64_t{1} << 30).ok());
  EXPECT_FALSE(check_memory(limited, {512, "x"}, 1 << 20).ok());
}

Axis tokens(std::int64_t count) {
  Axis axis;
  axis.labels.assign(static_cast<std::size_t>(count), "a");
  return axis;
}

TEST(WholeMaps, AreKnownBeforeARunWhereEveryLayerLooksAtItsOwnAxis) {
  using models::AxisSource;
  const std::int64_t layers_heads = 12 * 12, bytes = 2 * 4;
  EXPECT_EQ(whole_map_bytes(base(), {{}}, {tokens(100)}), layers_heads * bytes * 100 * 100);
  models::AxisPlan target, queries, cells;
  target.source = AxisSource::target_tokens;
  queries.source = AxisSource::queries;
  cells.source = AxisSource::patches;
  cells.strides = {32};
  EXPECT_EQ(whole_map_bytes(base(), {{}, queries}, {tokens(100), {}}), layers_heads * bytes * 100 * 100);
  EXPECT_EQ(whole_map_bytes(base(), {{}, target}, {tokens(100), {}}), 0);
  EXPECT_EQ(whole_map_bytes(base(), {cells, queries}, {{}, {}}), 0);
  auto limited = base();
  limited.longest = 99;
  EXPECT_EQ(whole_map_bytes(limited, {{}}, {tokens(100)}), 0) << "the model refuses these in its own words";
}

TEST(Effort, GrowsWithTheSquareOfThePositions) {
  ModelInfo info;
  info.layers = 12;
  info.heads = 12;
  info.width = 768;
  EXPECT_LT(estimate_seconds(info, 197, 2), 2);
  const auto once = estimate_seconds(info, 100000, 2), twice = estimate_seconds(info, 200000, 2);
  EXPECT_GT(twice, 3.5 * once);
  EXPECT_GT(twice, 600);
  EXPECT_NEAR(estimate_seconds(info, 100000, 4), once / 2, 1e-6 * once);
}

}  // namespace
}  // namespace headlight::session
