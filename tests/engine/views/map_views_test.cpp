#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stop_token>

#include "engine/views/cell.h"
#include "engine/views/heads.h"
#include "engine/views/line.h"
#include "engine/views/tile.h"
#include "engine/views/view.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::apart;
using testing::choices;
using testing::full_map;
using testing::layouts;
using testing::make_trace;
using testing::tolerance;

constexpr Quantity quantities[] = {Quantity::weight, Quantity::score, Quantity::contribution};

TEST(TileView, ReadsSomeQueriesBeyondItsBudgetAndSaysWhich) {
  at::manual_seed(20);
  auto layout = layouts().front();
  layout.queries = layout.keys = 96;
  const auto trace = make_trace(layout);
  TileRequest request{0, {HeadChoice::Mode::mean, 0}, Quantity::weight, {0, 96, 0, 96}, 8, 8, Pooling::mean};
  const auto exact = tile(trace, request, {}).take();
  EXPECT_EQ(exact.every, 1);
  EXPECT_EQ(exact.error, 0);
  const auto heads = trace.sites[0].q.size(0);
  request.cell_budget = 96 * 96 * heads;
  EXPECT_EQ(tile(trace, request, {}).take().plane.values, exact.plane.values);
  request.cell_budget = 96 * 96 * heads / 4;
  const auto sampled = tile(trace, request, {}).take();
  EXPECT_EQ(sampled.every, 4);
  EXPECT_GT(sampled.error, 0);
  EXPECT_NE(sampled.plane.values, exact.plane.values);
  double squares = 0;
  for (std::size_t i = 0; i < exact.plane.values.size(); ++i)
    squares += std::pow(sampled.plane.values[i] - exact.plane.values[i], 2);
  EXPECT_LT(std::sqrt(squares / 64), 3 * sampled.error);
}

TEST(TileView, MatchesTheFullMatrix) {
  at::manual_seed(21);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    const Extent extents[] = {{0, layout.queries, 0, layout.keys},
                              {layout.queries / 2, layout.queries, 0, (layout.keys + 1) / 2}};
    for (const auto quantity : quantities)
      for (const auto& head : choices())
        for (const auto& extent : extents)
          for (const auto pooling : {Pooling::mean, Pooling::max}) {
            const TileRequest request{1, head, quantity, extent, (extent.rows() + 1) / 2, extent.columns(), pooling};
            const auto got = tile(trace, request, {});
            ASSERT_TRUE(got.ok()) << got.error().line();
            const auto want = kernels::reference_pool(
                full_map(trace, 1, head, quantity), {extent, request.out_rows, request.out_columns, pooling}, quantity);
            EXPECT_EQ(got->extent, extent);
            EXPECT_LE(apart(got->plane.values, want), tolerance(quantity));
          }
  }
}

TEST(TileView, KnowsItsLeastAndLargestFiniteValue) {
  at::manual_seed(22);
  const auto trace = make_trace({9, 9, 2, 2, 8, 1, true});
  const auto got = tile(trace, {0, {}, Quantity::score, {0, 9, 0, 9}, 9, 9, Pooling::mean}, {}).take();
  float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
  for (std::int64_t i = 0; i < 9; ++i)
    for (std::int64_t j = 0; j < 9; ++j) {
      const float value = got.plane.at(i, j);
      EXPECT_EQ(std::isinf(value), j > i);
      if (j > i) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  EXPECT_EQ(got.plane.low, low);
  EXPECT_EQ(got.plane.high, high);
}

TEST(TileView, RowsOfWeightsSumToOne) {
  at::manual_seed(23);
  for (const auto& layout : layouts()) {
    if (layout.causal && layout.queries > layout.keys) continue;  // first queries see nothing
    const auto trace = make_trace(layout);
    const TileRequest request{0, {},           Quantity::weight, {0, layout.queries, 0, layout.keys}, layout.queries,
                              1, Pooling::mean};
    const auto got = tile(trace, request, {}).take();
    for (const float mean : got.plane.values) EXPECT_NEAR(mean * static_cast<float>(layout.keys), 1, 1e-5);
  }
}

TEST(TileView, WindowsHideOneAnother) {
  at::manual_seed(27);
  auto trace = make_trace({6, 6, 2, 2, 8, 1});
  trace.sites[0].info.kind = SiteKind::area;
  trace.sites[0].spec.windows = at::tensor(std::vector<std::int64_t>{0, 2, 4, 1, 3, -1}).view({2, 3});
  for (const auto quantity : quantities) {
    const auto got = tile(trace, {0, {}, quantity, {0, 6, 0, 6}, 6, 6, Pooling::mean}, {});
    ASSERT_TRUE(got.ok()) << got.error().line();
    EXPECT_LE(apart(got->plane.values, full_map(trace, 0, {}, quantity)), tolerance(quantity));
    const float hidden = quantity == Quantity::score ? -std::numeric_limits<float>::infinity() : 0.0F;
    for (std::int64_t i = 0; i < 6; ++i)
      for (std::int64_t j = 0; j < 6; ++j)
        EXPECT_EQ(got->plane.at(i, j) == hidden, i % 2 != j % 2 || i == 5 || j == 5) << i << " " << j;
  }
  trace.sites[0].spec.windows = at::tensor(std::vector<std::int64_t>{0, 2, 4, 1, 3, 0}).view({2, 3});
  EXPECT_FALSE(tile(trace, {0, {}, Quantity::weight, {0, 6, 0, 6}, 6, 6, Pooling::mean}, {}).ok());
  trace.sites[0].spec.windows = at::Tensor();
  EXPECT_FALSE(tile(trace, {0, {}, Quantity::weight, {0, 6, 0, 6}, 6, 6, Pooling::mean}, {}).ok());
}

TEST(LineView, RowsAndColumnsMatchTheFullMatrix) {
  at::manual_seed(24);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    for (const auto quantity : quantities)
      for (const auto& head : choices()) {
        const auto full = full_map(trace, 0, head, quantity);
        const auto row = line(trace, {0, head, quantity, layout.queries - 1, false}, {});
        const auto column = line(trace, {0, head, quantity, layout.keys / 2, true}, {});
        ASSERT_TRUE(row.ok() && column.ok());
        EXPECT_LE(apart(row->values, full[layout.queries - 1]), tolerance(quantity));
        EXPECT_LE(apart(column->values, full.select(1, layout.keys / 2)), tolerance(quantity));
      }
  }
}

TEST(HeadsView, EveryHeadOfEveryLayerMatchesItsMatrix) {
  at::manual_seed(25);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    const auto stream = trace.sites[0].info.stream;
    for (const std::int64_t edge : {1, 10, 200}) {
      const auto got = heads(trace, {stream, Quantity::weight, edge, Pooling::max}, {});
      ASSERT_TRUE(got.ok()) << got.error().line();
      EXPECT_EQ(got->layers, 2);
      EXPECT_EQ(got->heads, 4);
      ASSERT_EQ(got->maps.size(), 8U);
      const kernels::TileShape shape{{0, layout.queries, 0, layout.keys},
                                     std::min(edge, layout.queries),
                                     std::min(edge, layout.keys),
                                     Pooling::max};
      for (std::size_t i = 0; i < 8; ++i) {
        const auto& map = got->maps[i];
        EXPECT_EQ(map.layer, static_cast<int>(i / 4));
        EXPECT_EQ(map.head, static_cast<int>(i % 4));
        const auto full = full_map(trace, map.site, {HeadChoice::Mode::one, map.head}, Quantity::weight);
        EXPECT_LE(apart(map.plane.values, kernels::reference_pool(full, shape, Quantity::weight)), 2e-6);
      }
    }
  }
}

TEST(HeadsView, ASampleOfQueriesIsAsCloseAsItSays) {
  at::manual_seed(29);
  for (const bool causal : {false, true}) {
    const auto trace = make_trace({610, 610, 4, 4, 8, 2, causal});
    const auto exact = heads(trace, {"encoder", Quantity::weight, 20, Pooling::mean, 0}, {}).take();
    EXPECT_EQ(exact.every, 1);
    EXPECT_EQ(exact.error, 0);
    const auto got = heads(trace, {"encoder", Quantity::weight, 20, Pooling::mean, 610 * 610}, {}).take();
    EXPECT_EQ(got.every, 8);
    double squares = 0, cells = 0;
    for (std::size_t i = 0; i < got.maps.size(); ++i)
      for (std::size_t cell = 0; cell < got.maps[i].plane.values.size(); ++cell) {
        const double away = got.maps[i].plane.values[cell] - exact.maps[i].plane.values[cell];
        EXPECT_LT(std::abs(away), 20 * got.error);
        squares += away * away;
        cells += 1;
      }
    const double found = std::sqrt(squares / cells);
    EXPECT_LT(found, 1.3 * got.error);
    EXPECT_GT(found, 0.7 * got.error);
  }
}

TEST(HeadsView, SampledMaximaAreOfRowsOfTheMap) {
  at::manual_seed(30);
  const auto trace = make_trace({300, 300, 2, 2, 8, 1});
  const auto exact = heads(trace, {"encoder", Quantity::weight, 30, Pooling::max, 0}, {}).take();
  const auto got = heads(trace, {"encoder", Quantity::weight, 30, Pooling::max, 2 * 300 * 300 / 5}, {}).take();
  EXPECT_EQ(got.every, 5);
  EXPECT_EQ(got.error, 0);
  for (std::size_t i = 0; i < got.maps.size(); ++i)
    for (std::size_t cell = 0; cell < got.maps[i].plane.values.size(); ++cell) {
      EXPECT_LE(got.maps[i].plane.values[cell], exact.maps[i].plane.values[cell] + 1e-7F);
      EXPECT_GT(got.maps[i].plane.values[cell], 0);
    }
}

// A head that looks at one column of a grid of patches: a sample in step with the grid would see all of it or nothing.
TEST(HeadsView, SamplesDoNotFallInStepWithAPeriodicMap) {
  auto trace = make_trace({1024, 1024, 1, 1, 8, 1});
  auto& site = trace.sites[0];
  site.q.zero_();
  site.k.zero_();
  site.q.select(2, 0).copy_(at::arange(1024).remainder(16).eq(0).to(at::kFloat).unsqueeze(0));
  site.k.select(2, 0).copy_(at::arange(1024).lt(512).to(at::kFloat).mul(20).unsqueeze(0));
  site.lse = at::logsumexp(kernels::reference_map(kernels::map_of(site), Quantity::score), {2});
  const auto exact = heads(trace, {"encoder", Quantity::weight, 2, Pooling::mean, 0}, {}).take();
  const auto got = heads(trace, {"encoder", Quantity::weight, 2, Pooling::mean, 1024 * 64}, {}).take();
  ASSERT_EQ(got.every, 16);
  for (std::size_t cell = 0; cell < 4; ++cell) {
    EXPECT_NE(got.maps[0].plane.values[cell], 0);
    EXPECT_NEAR(got.maps[0].plane.values[cell], exact.maps[0].plane.values[cell], 4 * got.error);
  }
  EXPECT_GT(exact.maps[0].plane.values[0], exact.maps[0].plane.values[1]);
}

TEST(HeadsView, ASampleStopsWhenAsked) {
  const auto trace = make_trace({300, 300, 2, 2, 8, 1});
  std::stop_source source;
  source.request_stop();
  const auto got = heads(trace, {"encoder", Quantity::weight, 30, Pooling::max, 1000}, source.get_token());
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().kind, Error::Kind::cancelled);
}

TEST(CellView, WeightScoreAndRankMatchTheFullMatrix) {
  at::manual_seed(26);
  for (const auto& layout : layouts()) {
    const auto trace = make_trace(layout);
    for (const auto& head : choices()) {
      const CellRequest request{1, head, layout.queries / 2, layout.keys / 2};
      const auto got = cell(trace, request, {});
      ASSERT_TRUE(got.ok());
      const auto weights = full_map(trace, 1, head, Quantity::weight)[request.query];
      const auto scores = full_map(trace, 1, head, Quantity::score)[request.query];
      EXPECT_LE(apart({got->weight}, weights[request.key].reshape({1})), 2e-6);
      EXPECT_LE(apart({got->score}, scores[request.key].reshape({1})), 2e-5);
      EXPECT_EQ(got->rank, 1 + weights.gt(weights[request.key]).sum().item<std::int64_t>());
      EXPECT_EQ(got->keys, scores.isfinite().sum().item<std::int64_t>()) << "those that the query sees";
    }
  }
}

TEST(Views, HalfPrecisionTracesAreReadInFloat32) {
  at::manual_seed(27);
  for (const auto dtype : {at::kHalf, at::kBFloat16}) {
    const auto trace = make_trace({40, 40, 4, 2, 16, 1, true, true, false, false, dtype});
    const auto got =
        tile(trace, {0, {HeadChoice::Mode::mean, 0}, Quantity::weight, {0, 40, 0, 40}, 40, 40, Pooling::mean}, {});
    ASSERT_TRUE(got.ok());
    EXPECT_LE(apart(got->plane.values, full_map(trace, 0, {HeadChoice::Mode::mean, 0}, Quantity::weight)), 2e-6);
  }
}

TEST(Views, TheDoorGivesEachRequestItsResult) {
  at::manual_seed(28);
  const auto trace = make_trace({5, 5});
  EXPECT_TRUE(std::holds_alternative<TileResult>(
      view(trace, TileRequest{0, {}, Quantity::weight, {0, 5, 0, 5}, 5, 5, Pooling::mean}, {}).take()));
  EXPECT_TRUE(std::holds_alternative<LineResult>(view(trace, LineRequest{}, {}).take()));
  EXPECT_TRUE(std::holds_alternative<HeadsResult>(view(trace, HeadsRequest{"encoder"}, {}).take()));
  EXPECT_TRUE(std::holds_alternative<EdgesResult>(view(trace, testing::edges_request(0, {HeadChoice{}}), {}).take()));
  EXPECT_TRUE(std::holds_alternative<RolloutResult>(view(trace, RolloutRequest{"encoder", -1, {0}}, {}).take()));
  EXPECT_TRUE(std::holds_alternative<StatisticsResult>(view(trace, StatisticsRequest{"encoder"}, {}).take()));
  EXPECT_TRUE(std::holds_alternative<CellResult>(view(trace, CellRequest{}, {}).take()));
}

}  // namespace
}  // namespace headlight::views
