#include <gtest/gtest.h>

#include "engine/api/result.h"
#include "engine/kernels/attention.h"
#include "engine/kernels/attention_rows.h"
#include "engine/kernels/attention_stats.h"
#include "engine/kernels/attention_tile.h"
#include "engine/kernels/map_reference.h"
#include "tests/engine/kernels/cases.h"

namespace headlight::kernels {
namespace {

using testing::Case;
using testing::difference;

AttentionMap map_for(const Case& c) {
  const auto p = testing::problem(c);
  auto lse = reference_attention(p.q, p.k, p.v, p.spec).lse[0].to(at::kFloat);
  return {p.q[0], p.k[0], lse, p.spec};
}

at::Tensor matrix(const std::vector<float>& values, std::int64_t rows, std::int64_t columns) {
  return at::tensor(at::ArrayRef<float>(values)).view({rows, columns});
}

const HeadChoice choices[] = {{HeadChoice::Mode::one, 3}, {HeadChoice::Mode::mean, 0}, {HeadChoice::Mode::max, 0}};

// Scores are compared relative to their size: products of width 8 reach about 10.
double tolerance(Quantity quantity) { return quantity == Quantity::weight ? 2e-6 : 2e-5; }

std::vector<TileShape> shapes_for(const AttentionMap& map) {
  const auto q = map.queries(), k = map.keys();
  std::vector<TileShape> shapes{{{0, q, 0, k}, q, k},
                                {{0, q, 0, k}, 1, 1},
                                {{q / 3, q, k / 2, k}, q - q / 3, 1},
                                {{0, q, 0, k}, (q + 1) / 2, (k + 2) / 3},
                                {{q / 2, q / 2 + 1, 0, k}, 1, (k + 1) / 2}};
  auto both = shapes;
  for (auto shape : shapes) {
    shape.pooling = Pooling::max;
    both.push_back(shape);
  }
  return both;
}

void expect_tiles(const Case& c) {
  const auto map = map_for(c);
  for (const auto quantity : {Quantity::weight, Quantity::score})
    for (const auto& head : choices) {
      const auto full = reference_map(map, head, quantity);
      for (const auto& shape : shapes_for(map)) {
        const auto got = matrix(attention_tile(map, head, quantity, shape, {}), shape.out_rows, shape.out_columns);
        EXPECT_LE(difference(got, reference_pool(full, shape, quantity)), tolerance(quantity))
            << c.name() << " head mode " << static_cast<int>(head.mode) << " quantity " << static_cast<int>(quantity)
            << " out " << shape.out_rows << "×" << shape.out_columns;
      }
    }
}

TEST(AttentionTile, MatchesTheReferenceForEveryMaskAndShape) {
  at::manual_seed(11);
  for (const auto& c : testing::grid())
    if (c.queries * c.keys < 200 || c.key_heads == 2) expect_tiles(c);
}

TEST(AttentionTile, MatchesTheReferenceForEveryType) {
  at::manual_seed(12);
  for (const auto dtype : {at::kHalf, at::kBFloat16, at::kDouble})
    expect_tiles({33, 40, 4, 2, 16, true, Case::Padding::holes, Case::Bias::none, dtype});
}

TEST(AttentionTile, MatchesTheReferenceOverManyBlocks) {
  const testing::Threads two(2);
  at::manual_seed(13);
  for (const bool causal : {false, true}) {
    const auto map = map_for({1500, 2100, 2, 1, 16, causal, Case::Padding::holes});
    for (const auto pooling : {Pooling::mean, Pooling::max})
      for (const auto quantity : {Quantity::weight, Quantity::score}) {
        const auto full = reference_map(map, choices[1], quantity);
        for (const std::int64_t out : {1, 7, 64, 999}) {
          const TileShape shape{{3, 1490, 5, 2099}, out, out, pooling};
          const auto got = matrix(attention_tile(map, choices[1], quantity, shape, {}), out, out);
          EXPECT_LE(difference(got, reference_pool(full, shape, quantity)), tolerance(quantity)) << out;
        }
      }
  }
}

TEST(AttentionTile, PoolsBinsCountedFromTheCorner) {
  const testing::Threads two(2);
  at::manual_seed(16);
  const auto map = map_for({150, 213, 4, 2, 8, true, Case::Padding::holes});
  for (const auto pooling : {Pooling::mean, Pooling::max})
    for (const auto quantity : {Quantity::weight, Quantity::score}) {
      const auto full = reference_map(map, choices[1], quantity);
      for (const TileShape shape : {TileShape{{0, 150, 0, 213}, 19, 27, pooling, 8}, TileShape{{32, 96, 64, 213}, 4, 10, pooling, 16},
                                    TileShape{{0, 150, 0, 213}, 1, 1, pooling, 512}}) {
        const auto expected = reference_pool(full, shape, quantity);
        const auto got = matrix(attention_tile(map, choices[1], quantity, shape, {}), shape.out_rows, shape.out_columns);
        EXPECT_LE(difference(got, expected), tolerance(quantity)) << shape.bin;
        const auto last = full.narrow(0, shape.extent.row1 - 1, 1).narrow(1, shape.extent.column1 - 1, 1);
        if (pooling == Pooling::max) {
          EXPECT_GE(expected[-1][-1].item<float>(), last.item<float>());
        }
      }
    }
}

TEST(AttentionTile, RefusesBinsThatTheExtentDoesNotKeep) {
  const auto map = map_for({20, 30});
  for (const TileShape& wrong : {TileShape{{0, 20, 0, 30}, 2, 4, Pooling::mean, 8}, TileShape{{4, 20, 0, 30}, 2, 4, Pooling::mean, 8},
                                 TileShape{{0, 12, 0, 30}, 2, 4, Pooling::mean, 8}, TileShape{{0, 20, 0, 30}, 3, 4, Pooling::mean, -8}})
    EXPECT_THROW((void)attention_tile(map, {}, Quantity::weight, wrong, {}), Failure);
  EXPECT_NO_THROW((void)attention_tile(map, {}, Quantity::weight, {{0, 20, 0, 30}, 3, 4, Pooling::mean, 8}, {}));
}

TEST(AttentionTile, MaskedWeightsAreExactlyZeroAndMaskedScoresMinusInfinity) {
  at::manual_seed(14);
  const auto map = map_for({20, 20, 4, 4, 8, true, Case::Padding::trailing, Case::Bias::hidden});
  const TileShape all{{0, 20, 0, 20}, 20, 20};
  const auto scores = matrix(attention_tile(map, {}, Quantity::score, all, {}), 20, 20);
  const auto weights = matrix(attention_tile(map, {}, Quantity::weight, all, {}), 20, 20);
  const auto hidden = scores.eq(-std::numeric_limits<float>::infinity());
  EXPECT_TRUE(hidden.triu(1).eq(at::ones_like(hidden).triu(1)).all().item<bool>());
  EXPECT_EQ(weights.masked_select(hidden).abs().max().item<float>(), 0);
  EXPECT_TRUE(weights.masked_select(hidden.logical_not()).gt(0).all().item<bool>());
}

TEST(AttentionTile, ALogSumExpOfMinusInfinityMeansNoWeight) {
  auto map = map_for({4, 4});
  map.lse.fill_(-std::numeric_limits<float>::infinity());
  for (const auto cell : attention_tile(map, {}, Quantity::weight, {{0, 4, 0, 4}, 2, 2}, {})) EXPECT_EQ(cell, 0);
}

TEST(AttentionTile, RefusesImpossibleRequests) {
  const auto map = map_for({4, 6});
  const TileShape wrong[] = {{{0, 5, 0, 6}, 1, 1}, {{-1, 4, 0, 6}, 1, 1}, {{2, 2, 0, 6}, 1, 1},
                             {{0, 4, 0, 7}, 1, 1}, {{0, 4, 5, 3}, 1, 1},  {{0, 4, 0, 6}, 0, 1},
                             {{0, 4, 0, 6}, 5, 1}, {{0, 4, 0, 6}, 1, 7},  {{0, 4, 0, 6}, 1, -1}};
  for (const auto& shape : wrong) EXPECT_THROW((void)attention_tile(map, {}, Quantity::weight, shape, {}), Failure);
  EXPECT_THROW((void)attention_tile(map, {HeadChoice::Mode::one, 4}, Quantity::weight, {{0, 4, 0, 6}, 1, 1}, {}),
               Failure);
  EXPECT_THROW((void)attention_tile(map, {HeadChoice::Mode::one, -1}, Quantity::weight, {{0, 4, 0, 6}, 1, 1}, {}),
               Failure);
  auto crooked = map;
  crooked.lse = map.lse.narrow(1, 0, 3);
  EXPECT_THROW((void)attention_tile(crooked, {}, Quantity::weight, {{0, 4, 0, 6}, 1, 1}, {}), Failure);
}

TEST(AttentionTile, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW((void)attention_tile(map_for({4, 6}), {}, Quantity::weight, {{0, 4, 0, 6}, 1, 1}, source.get_token()),
               Failure);
}

TEST(PoolingEdges, CoverEveryPositionOnce) {
  for (std::int64_t size = 1; size < 40; ++size)
    for (std::int64_t out = 1; out <= size; ++out) {
      const auto edges = pooling_edges(5, size, out);
      EXPECT_EQ(edges.front(), 5);
      EXPECT_EQ(edges.back(), 5 + size);
      for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        EXPECT_GE(edges[i + 1] - edges[i], size / out);
        EXPECT_LE(edges[i + 1] - edges[i], size / out + 1);
      }
    }
}

TEST(AttentionRows, MatchTheReferenceForAnyListOfQueries) {
  at::manual_seed(15);
  for (const auto& c : testing::grid()) {
    const auto map = map_for(c);
    const std::vector<std::int64_t> queries{c.queries - 1, 0, c.queries / 2, 0};
    for (const auto quantity : {Quantity::weight, Quantity::score})
      for (const auto& head : choices) {
        const auto want = reference_map(map, head, quantity).index_select(0, at::tensor(queries));
        const auto got = matrix(attention_rows(map, head, quantity, queries, {}), 4, c.keys);
        EXPECT_LE(difference(got, want), tolerance(quantity)) << c.name();
      }
  }
  EXPECT_THROW((void)attention_rows(map_for({4, 4}), {}, Quantity::weight, {4}, {}), Failure);
}

TEST(AttentionRows, EveryRowIsVisitedOnce) {
  const testing::Threads two(2);
  at::manual_seed(16);
  const auto map = map_for({700, 1300, 2, 2, 8, true});
  const MapReader reader(map, {HeadChoice::Mode::max, 0}, Quantity::weight);
  auto got = at::full({700, 1300}, -1.0F);
  for_each_row(reader, 0, 700, {},
               [&](std::int64_t query, float* row) { std::copy_n(row, 1300, got.data_ptr<float>() + query * 1300); });
  EXPECT_LE(difference(got, reference_map(map, {HeadChoice::Mode::max, 0}, Quantity::weight)), 2e-6);
}

StatisticsPlan plan_for(const Case& c, bool same_axis) {
  StatisticsPlan plan;
  plan.same_axis = same_axis;
  for (auto [geometry, size] : {std::pair{&plan.queries, c.queries}, std::pair{&plan.keys, c.keys}})
    for (std::int64_t i = 0; i < size; ++i) {
      geometry->x.push_back(static_cast<float>(i % 6));
      geometry->y.push_back(static_cast<float>(i / 6));
      geometry->counts.push_back(i > 0 ? 1.0F : 0.0F);
    }
  for (std::int64_t i = 0; i < c.keys; ++i) plan.separator.push_back(i % 5 == 4 ? 1.0F : 0.0F);
  return plan;
}

// The definition, from the matrix of one head.
HeadSums reference_stats(const at::Tensor& weights, const StatisticsPlan& plan) {
  HeadSums sum;
  double seen = 0, placed = 0, before = 0, after = 0;
  const auto w = weights.to(at::kDouble).contiguous();
  const auto cell = w.accessor<double, 2>();
  for (std::int64_t i = 0; i < w.size(0); ++i) {
    if (w[i].sum().item<double>() == 0) continue;
    const auto q = static_cast<std::size_t>(i);
    seen += 1;
    before += i > 0 ? 1 : 0;
    after += i + 1 < w.size(1) ? 1 : 0;
    placed += plan.queries.counts[q];
    for (std::int64_t j = 0; j < w.size(1); ++j) {
      const auto k = static_cast<std::size_t>(j);
      const double x = cell[i][j];
      if (x > 0) sum.entropy -= x * std::log(x);
      const double away = std::hypot(plan.queries.x[q] - plan.keys.x[k], plan.queries.y[q] - plan.keys.y[k]);
      sum.distance += x * plan.queries.counts[q] * plan.keys.counts[k] * away;
      sum.on_first += j == 0 ? x : 0;
      sum.on_separator += plan.separator[k] > 0 ? x : 0;
      if (!plan.same_axis) continue;
      sum.on_self += i == j ? x : 0;
      sum.on_previous += i == j + 1 ? x : 0;
      sum.on_next += i == j - 1 ? x : 0;
    }
  }
  for (auto* each : {&sum.entropy, &sum.on_self, &sum.on_first, &sum.on_separator}) *each /= std::max(seen, 1.0);
  sum.on_previous /= std::max(before, 1.0);
  sum.on_next /= std::max(after, 1.0);
  sum.distance /= std::max(placed, 1.0);
  return sum;
}

void expect_stats(const Case& c) {
  const auto map = map_for(c);
  const auto plan = plan_for(c, c.queries == c.keys);
  const auto weights = reference_map(map, Quantity::weight);
  const auto got = attention_stats(map, plan, {});
  ASSERT_EQ(got.size(), static_cast<std::size_t>(c.heads));
  for (std::size_t head = 0; head < got.size(); ++head) {
    const auto want = reference_stats(weights[static_cast<std::int64_t>(head)], plan);
    EXPECT_NEAR(got[head].entropy, want.entropy, 2e-5) << c.name();
    EXPECT_NEAR(got[head].distance, want.distance, 2e-5) << c.name();
    EXPECT_NEAR(got[head].on_self, want.on_self, 2e-6) << c.name();
    EXPECT_NEAR(got[head].on_previous, want.on_previous, 2e-6) << c.name();
    EXPECT_NEAR(got[head].on_next, want.on_next, 2e-6) << c.name();
    EXPECT_NEAR(got[head].on_first, want.on_first, 2e-6) << c.name();
    EXPECT_NEAR(got[head].on_separator, want.on_separator, 2e-6) << c.name();
  }
}

TEST(AttentionStats, MatchTheDefinition) {
  const testing::Threads two(2);
  at::manual_seed(17);
  for (const auto& c : testing::grid())
    if (c.key_heads == 2) expect_stats(c);
  expect_stats({1100, 1100, 2, 2, 8, true});
}

TEST(AttentionStats, RefusePositionsThatDoNotFit) {
  const Case c{5, 5};
  auto plan = plan_for(c, true);
  plan.separator.pop_back();
  EXPECT_THROW((void)attention_stats(map_for(c), plan, {}), Failure);
}

}  // namespace
}  // namespace headlight::kernels
