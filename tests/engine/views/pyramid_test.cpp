#include "engine/views/pyramid.h"

#include <gtest/gtest.h>

#include "engine/api/budget.h"
#include "engine/views/tile.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::apart;

trace::Trace long_trace() {
  auto layout = testing::layouts().front();
  layout.queries = 2301;
  layout.keys = 4100;
  layout.causal = false;
  return testing::make_trace(layout);
}

TileRequest whole_at(const trace::Trace& trace, const MapChoice& map, std::int64_t bin) {
  const auto rows = trace.sites[0].queries(), columns = trace.sites[0].keys();
  return {map.site, map.head, map.quantity, {0, rows, 0, columns}, (rows + bin - 1) / bin, (columns + bin - 1) / bin, map.pooling, 0, bin};
}

TEST(CoarseBin, IsTheLeastPowerOfTwoThatMakesBothSidesSmall) {
  EXPECT_EQ(coarse_bin(1, 1), 1);
  EXPECT_EQ(coarse_bin(2048, 2048), 1);
  EXPECT_EQ(coarse_bin(2049, 1), 2);
  EXPECT_EQ(coarse_bin(1, 4097), 4);
  EXPECT_EQ(coarse_bin(32768, 32768), 16);
}

TEST(PyramidView, EveryLevelIsTheTileOfItsBin) {
  at::manual_seed(30);
  const auto trace = long_trace();
  for (const auto quantity : {Quantity::weight, Quantity::score, Quantity::contribution})
    for (const auto pooling : {Pooling::mean, Pooling::max}) {
      const MapChoice map{0, {HeadChoice::Mode::one, 1}, quantity, pooling};
      const auto made = pyramid(trace, map, {}).take();
      ASSERT_EQ(made.levels.size(), 6U);
      for (const auto& [bin, plane] : made.levels) {
        const auto exact = tile(trace, whole_at(trace, map, bin), {}).take().plane;
        ASSERT_EQ(plane.rows, exact.rows);
        ASSERT_EQ(plane.columns, exact.columns);
        EXPECT_LE(apart(plane.values, at::tensor(exact.values)), 1e-6 * std::max(1.0F, exact.high)) << bin;
      }
      EXPECT_EQ(made.levels.front().bin, 4);
      EXPECT_LE(std::max(made.levels.back().plane.rows, made.levels.back().plane.columns), 64);
    }
}

TEST(PyramidView, TilesCutOutOfItAreThoseOfTheMap) {
  at::manual_seed(31);
  const auto trace = long_trace();
  const MapChoice map{0, {HeadChoice::Mode::max, 0}, Quantity::weight, Pooling::max};
  const auto made = pyramid(trace, map, {}).take();
  TileRequest part{0, map.head, map.quantity, {64, 2301, 128, 1152}, 140, 64, Pooling::max, 0, 16};
  const auto got = cut_out(made, part);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->plane.values, tile(trace, part, {}).take().plane.values);
  EXPECT_EQ(got->every, 1);
  auto other = part;
  other.bin = 2;
  EXPECT_FALSE(cut_out(made, other)) << "finer than its finest level";
  other = part;
  other.pooling = Pooling::mean;
  EXPECT_FALSE(cut_out(made, other)) << "another map";
  other = part;
  other.extent.row0 = 65;
  EXPECT_FALSE(cut_out(made, other)) << "between bins";
  other = part;
  other.extent.column1 = 1 << 20;
  EXPECT_FALSE(cut_out(made, other)) << "outside the map";
}

TEST(PyramidView, SmallMapsHaveNoLevels) {
  const auto trace = testing::make_trace(testing::layouts().front());
  EXPECT_TRUE(pyramid(trace, {}, {}).take().levels.empty());
}

TEST(PyramidView, RefusesMapsThatAreNotThere) {
  const auto trace = testing::make_trace(testing::layouts().front());
  EXPECT_FALSE(pyramid(trace, {9, {}, Quantity::weight, Pooling::max}, {}).ok());
  EXPECT_FALSE(pyramid(trace, {0, {HeadChoice::Mode::one, 99}, Quantity::weight, Pooling::max}, {}).ok());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(pyramid(long_trace(), {}, stop.get_token()).ok());
}

}  // namespace
}  // namespace headlight::views
