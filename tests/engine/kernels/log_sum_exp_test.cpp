#include "engine/kernels/log_sum_exp.h"

#include <gtest/gtest.h>

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

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

// Every score near `size`, and no two rows alike.
testing::Problem large_problem(const Case& c, double size) {
  auto p = testing::problem(c);
  const auto width = static_cast<double>(c.width);
  p.q = (p.q * 0.2 + size / width / p.spec.scale).to(c.dtype);
  p.k = (p.k * 0.2 * width / size + 1).to(c.dtype);
  return p;
}

AttentionMap recorded(const testing::Problem& p, std::vector<Intervention> interventions = {}) {
  trace::Recorder recorder;
  Context context;
  context.recorder = &recorder;
  context.interventions = std::move(interventions);
  (void)attention({p.q, p.k, p.v}, p.spec, {}, context);
  return map_of(recorder.take().at(0));
}

// softmax in float64, rows that see no key 0.
at::Tensor exact_weights(const AttentionMap& map) {
  std::vector<at::Tensor> heads;
  const MapReader reader(map, {}, Quantity::score);
  for (std::int64_t head = 0; head < map.heads(); ++head)
    heads.push_back(reader.exact_scores(head, {0, map.queries()}, {0, map.keys()}));
  const auto scores = at::stack(heads);
  const auto blind = scores.amax(2, true).eq(minus_infinity);
  return at::softmax(scores.masked_fill(blind, 0), 2).masked_fill(blind, 0);
}

at::Tensor tile_of(const AttentionMap& map, int head) {
  const TileShape all{{0, map.queries(), 0, map.keys()}, map.queries(), map.keys()};
  return at::tensor(attention_tile(map, {HeadChoice::Mode::one, head}, Quantity::weight, all, {}))
      .view({map.queries(), map.keys()});
}

TEST(LogSumExp, WeightsOfLargeScoresAreTheirSoftmaxUnderEveryMask) {
  at::manual_seed(71);
  for (const double size : {200.0, 1e3, 4e4, 1e7})
    for (auto c : testing::grid()) {
      if (c.queries * c.keys > 2000) continue;
      const auto map = recorded(large_problem(c, size));
      const auto want = exact_weights(map);
      const bool sees = want.amax().item<double>() > 0;
      ASSERT_EQ(map.lse.scalar_type(), sees ? at::kDouble : at::kFloat) << c.name();
      for (int head = 0; head < map.heads(); ++head)
        EXPECT_LE(difference(tile_of(map, head), want[head]), 1e-6) << c.name() << " scores near " << size;
    }
}

TEST(LogSumExp, OfTheScoresThemselvesAgreesWithTheFullMatrix) {
  at::manual_seed(72);
  const auto p = large_problem({30, 41, 4, 2, 8, true}, 900);
  const auto map = recorded(p);
  const auto want = at::logsumexp(reference_map(map, Quantity::score).to(at::kDouble), {2});
  EXPECT_LE(difference(map.lse, want), 1e-4);  // the reference's scores are float32
}

TEST(LogSumExp, ChangedRowsAreExactToo) {
  at::manual_seed(73);
  const auto map = recorded(large_problem({20, 20}, 3e3), {{Intervention::Kind::even, "", -1, -1, 3},
                                                          {Intervention::Kind::hide, "", -1, 1, 5, 2},
                                                          {Intervention::Kind::only, "", -1, -1, 7, 4}});
  const auto want = exact_weights(map);
  for (int head = 0; head < map.heads(); ++head) EXPECT_LE(difference(tile_of(map, head), want[head]), 1e-6);
  EXPECT_LE(difference(tile_of(map, 0)[3], at::full({20}, 1.0 / 20)), 1e-6);
  EXPECT_EQ(tile_of(map, 2)[7][4].item<float>(), 1.0F);
}

TEST(LogSumExp, StatisticsOfLargeScoresAreThoseOfTheirWeights) {
  at::manual_seed(74);
  const auto map = recorded(large_problem({50, 50}, 5e3));
  StatisticsPlan plan;
  for (auto* side : {&plan.queries, &plan.keys})
    for (int i = 0; i < 50; ++i) {
      side->x.push_back(static_cast<float>(i));
      side->y.push_back(0);
      side->counts.push_back(1);
    }
  plan.separator.assign(50, 0);
  plan.same_axis = true;
  const auto sums = attention_stats(map, plan, {});
  const auto weights = exact_weights(map);
  for (int head = 0; head < map.heads(); ++head) {
    const auto nats = at::special_entr(weights[head]).sum(1).mean().item<double>();
    EXPECT_NEAR(sums[static_cast<std::size_t>(head)].entropy, nats, 1e-5);
    EXPECT_NEAR(sums[static_cast<std::size_t>(head)].on_first, weights[head].select(1, 0).mean().item<double>(), 1e-6);
  }
}

// Rows of scores near 50 whose terms are ten times as large, as a trained encoder's first layer has them.
TEST(LogSumExp, CancellingProductsKeepTheirRowsWhole) {
  at::manual_seed(76);
  auto p = testing::problem({300, 300, 4, 4, 64});
  p.q = p.q * 9;
  p.k = p.q / p.q.norm(2, 3, true) * 8 + p.k;
  const auto map = recorded(p);
  ASSERT_EQ(map.lse.scalar_type(), at::kDouble);
  const auto want = exact_weights(map);
  for (int head = 0; head < 4; ++head) EXPECT_LE(difference(tile_of(map, head), want[head]), 1e-6);
}

TEST(LogSumExp, OnlyHeadsWithLargeSumsAreSummedAgain) {
  at::manual_seed(77);
  auto p = testing::problem({12, 12});
  p.q.select(1, 2).mul_(300);
  const auto map = recorded(p);
  const auto exact = at::logsumexp(reference_map(map, Quantity::score).to(at::kDouble), {2});
  for (const int head : {0, 1, 3}) EXPECT_EQ(difference(map.lse[head], map.lse[head].to(at::kFloat)), 0) << head;
  EXPECT_GT(difference(map.lse[2], map.lse[2].to(at::kFloat)), 0);
  EXPECT_LE(difference(map.lse, exact), 1e-4);
}

// Sums above 16 of products that float32 adds up well enough, beside rows of large ones in the same head.
TEST(LogSumExp, RowsOfSmallProductsAreNotSummedAgain) {
  at::manual_seed(78);
  auto p = testing::problem({40, 300, 2, 2, 32});
  const auto direction = at::ones({1, 2, 1, 32});
  p.k = direction + 0.1 * p.k;
  p.q = (direction * (18 / p.spec.scale / 32) + 0.1 * p.q).contiguous();
  const auto small = recorded(p);
  EXPECT_EQ(small.lse.scalar_type(), at::kFloat);
  EXPECT_GT(small.lse.min().item<float>(), 16);
  for (int head = 0; head < 2; ++head) EXPECT_LE(difference(tile_of(small, head), exact_weights(small)[head]), 3e-6);
  p.q.select(1, 1).select(1, 7).mul_(40);
  const auto mixed = recorded(p);
  ASSERT_EQ(mixed.lse.scalar_type(), at::kDouble);
  const auto rounded = mixed.lse.to(at::kFloat).to(at::kDouble);
  for (int head = 0; head < 2; ++head)
    for (int row = 0; row < 40; ++row)
      EXPECT_EQ(difference(mixed.lse[head][row], rounded[head][row]) > 0, head == 1 && row == 7) << head << ", " << row;
  for (int head = 0; head < 2; ++head) EXPECT_LE(difference(tile_of(mixed, head), exact_weights(mixed)[head]), 3e-6);
}

TEST(LogSumExp, StaysFloat32WhereThatIsEnough) {
  at::manual_seed(75);
  EXPECT_EQ(recorded(large_problem({9, 9}, 10)).lse.scalar_type(), at::kFloat);
  EXPECT_EQ(recorded(large_problem({9, 9}, -10)).lse.scalar_type(), at::kFloat);
  EXPECT_EQ(recorded(large_problem({9, 9}, -300)).lse.scalar_type(), at::kDouble);
  EXPECT_FALSE(has_large_sums(at::full({3}, -std::numeric_limits<float>::infinity(), at::kFloat)));
}

}  // namespace
}  // namespace headlight::kernels
