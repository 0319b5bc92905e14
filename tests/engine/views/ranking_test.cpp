#include "engine/views/ranking.h"

#include <gtest/gtest.h>

#include "engine/views/difference.h"
#include "engine/views/tile.h"
#include "tests/engine/views/sampling.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::full_map;
using testing::layouts;
using testing::make_trace;

double reference_mass(const trace::Trace& trace, const RankedHead& head, const RankingRequest& request) {
  auto map = full_map(trace, head.site, {HeadChoice::Mode::one, head.head}, Quantity::weight);
  if (!request.from.empty()) map = map.index_select(0, at::tensor(request.from, at::kLong));
  if (!request.to.empty()) map = map.index_select(1, at::tensor(request.to, at::kLong));
  return map.sum(1).mean().item<double>();
}

TEST(Ranking, EqualsTheFullMatrixForEveryLayout) {
  at::manual_seed(3);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    RankingRequest request;
    request.from = {0, layout.queries - 1};
    request.to = {layout.keys / 2};
    for (const auto& asked : {request, RankingRequest{}}) {
      const auto result = ranking(trace, asked, {}).take();
      ASSERT_EQ(result.heads.size(), static_cast<std::size_t>(layout.layers * layout.heads));
      for (const auto& head : result.heads) EXPECT_NEAR(head.mass, reference_mass(trace, head, asked), 5e-6);
      for (std::size_t i = 1; i < result.heads.size(); ++i) EXPECT_GE(result.heads[i - 1].mass, result.heads[i].mass);
    }
  }
}

// The boxes overlap: what lies in both counts once.
TEST(Ranking, PointsInSeveralBoxesCountOnce) {
  const auto trace = testing::sampled_trace();
  RankingRequest request;
  request.box = {0, 0, 40, 30};
  request.more_boxes = {{20, 10, 60, 51}, {0, 0, 10, 10}};
  const auto points = trace.sites[0].sampling.points.accessor<float, 5>();
  const auto weights = trace.sites[0].sampling.weights.accessor<float, 4>();
  const auto result = ranking(trace, request, {}).take();
  ASSERT_EQ(result.heads.size(), 3U);
  for (const auto& one : result.heads) {
    double mass = 0;
    for (int query = 0; query < 4; ++query)
      for (int level = 0; level < 2; ++level)
        for (int point = 0; point < 2; ++point) {
          const auto place = points[one.head][query][level][point];
          const double x = 2.0 * place[0] * 48 - 5, y = 1.5 * place[1] * 32 + 3;
          const bool first = x >= 0 && x <= 40 && y >= 0 && y <= 30, second = x >= 20 && x <= 60 && y >= 10 && y <= 51;
          if (first || second) mass += weights[one.head][query][level][point];
        }
    EXPECT_NEAR(one.mass, mass / 4, 1e-6);
  }
}

TEST(Ranking, RefusesPositionsThatNoStreamHas) {
  const auto trace = make_trace({});
  RankingRequest request;
  request.to = {6};
  EXPECT_EQ(ranking(trace, request, {}).error().kind, Error::Kind::usage);
  request.to = {-1};
  EXPECT_FALSE(ranking(trace, request, {}).ok());
  request.to = {0};
  request.stream = "nothing";
  EXPECT_FALSE(ranking(trace, request, {}).ok());
}

TEST(Difference, IsSignedAndZeroWhereBothAreMasked) {
  at::manual_seed(4);
  testing::Layout layout;
  layout.causal = true;
  const auto trace = make_trace(layout);
  TileRequest request{0, {HeadChoice::Mode::one, 0}, Quantity::score, {0, 6, 0, 6}, 6, 6, Pooling::mean};
  const auto a = tile(trace, request, {}).take();
  request.head.head = 1;
  const auto b = tile(trace, request, {}).take();
  const auto result = difference(a, b).take();
  for (std::int64_t row = 0; row < 6; ++row)
    for (std::int64_t column = 0; column < 6; ++column)
      EXPECT_EQ(result.plane.at(row, column), column > row ? 0.0F : a.plane.at(row, column) - b.plane.at(row, column));
}

TEST(Difference, RefusesMapsOfDifferentSize) {
  const auto trace = make_trace({});
  const auto a = tile(trace, {0, {}, Quantity::weight, {0, 6, 0, 6}, 6, 6, Pooling::mean}, {}).take();
  const auto b = tile(trace, {0, {}, Quantity::weight, {0, 6, 0, 6}, 3, 6, Pooling::mean}, {}).take();
  EXPECT_EQ(difference(a, b).error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::views
