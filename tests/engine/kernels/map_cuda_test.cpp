#include "engine/kernels/map_cuda.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "engine/kernels/attention.h"
#include "engine/kernels/attention_mass.h"
#include "engine/kernels/attention_rows.h"
#include "engine/kernels/attention_stats.h"
#include "engine/kernels/device_map.h"
#include "engine/kernels/log_sum_exp.h"
#include "engine/kernels/map_reference.h"
#include "engine/kernels/rollout.h"
#include "tests/engine/kernels/cases.h"
#include "tests/engine/kernels/tested_device.h"

namespace headlight::kernels {
namespace {

using testing::Case;
using testing::difference;

const testing::TestedDevice& tested() {
  static const auto device = testing::tested_device();
  return device;
}

AttentionMap map_for(const Case& c) {
  const auto p = testing::problem(c);
  AttentionMap map{p.q[0], p.k[0], reference_attention(p.q, p.k, p.v, p.spec).lse[0].to(at::kFloat), p.spec};
  map.value_length = at::linalg_vector_norm(p.v[0].to(at::kFloat), 2, {2}).contiguous();
  return map;
}

const HeadChoice choices[] = {{HeadChoice::Mode::one, 3}, {HeadChoice::Mode::mean, 0}, {HeadChoice::Mode::max, 0}};
const Quantity quantities[] = {Quantity::weight, Quantity::score, Quantity::contribution};

// Weights and pooled scores, and contributions of values about √width long.
double tolerance(Quantity quantity) { return quantity == Quantity::weight ? 2e-6 : 2e-5; }

std::vector<TileShape> shapes_for(const AttentionMap& map) {
  const auto q = map.queries(), k = map.keys();
  return {{{0, q, 0, k}, q, k}, {{0, q, 0, k}, 1, 1}, {{q / 3, q, k / 2, k}, q - q / 3, 1},
          {{0, q, 0, k}, (q + 1) / 2, (k + 2) / 3, Pooling::max}, {{0, q, 0, k}, (q + 4) / 5, (k + 1) / 2}};
}

void expect_tile(const AttentionMap& map, HeadChoice head, Quantity quantity, const TileShape& shape, const std::string& name) {
  const auto expected = reference_pool(reference_map(map, head, quantity), shape, quantity);
  EXPECT_LE(difference(device_tile(tested().moved(map), head, quantity, shape, tested().kernels), expected), tolerance(quantity))
      << name << " head mode " << static_cast<int>(head.mode) << " quantity " << static_cast<int>(quantity) << " out "
      << shape.out_rows << "×" << shape.out_columns;
}

TEST(MapCuda, TilesEqualTheReferenceForEveryMaskAndShape) {
  at::manual_seed(31);
  std::size_t turn = 0;
  for (const auto& c : testing::grid()) {
    if (c.key_heads == 4 && c.queries * c.keys > 200) continue;
    const auto map = map_for(c);
    const auto shapes = shapes_for(map);
    for (std::size_t i = 0; i < 3; ++i, ++turn)  // every choice, quantity and shape meets every mask by and by
      expect_tile(map, choices[i], quantities[turn / 3 % 3], shapes[(turn + turn / 5) % shapes.size()], c.name());
  }
}

TEST(MapCuda, TilesEqualTheReferenceForEveryType) {
  at::manual_seed(32);
  for (const auto dtype : {at::kFloat, at::kHalf, at::kBFloat16})
    for (const std::int64_t width : {3, 16, 40, 64, 96, 130})  // whole vectors or not, one chunk or several
      for (const bool exact : {false, true}) {
        auto map = map_for({37, 70, 4, 2, width, true, Case::Padding::holes, Case::Bias::none, dtype});
        if (exact) map.lse = map.lse.to(at::kDouble);
        const TileShape shape{{2, 37, 1, 70}, 7, 13};
        for (const auto quantity : quantities) expect_tile(map, choices[1], quantity, shape, std::to_string(width));
      }
}

TEST(MapCuda, TilesOfManySquares) {
  at::manual_seed(33);
  for (const bool causal : {false, true}) {
    const auto map = map_for({290, 410, 4, 1, 8, causal, Case::Padding::holes});
    for (const auto pooling : {Pooling::mean, Pooling::max})
      for (const std::int64_t out : {1, 2, 9, 130}) {
        expect_tile(map, choices[0], Quantity::weight, {{3, 289, 5, 409}, out, out, pooling}, "many squares");
        expect_tile(map, choices[0], Quantity::score, {{0, 290, 0, 410}, 290 / out, out, pooling}, "many squares");
      }
    for (const std::int64_t bin : {7, 32, 128, 512})
      expect_tile(map, choices[0], Quantity::weight, {{0, 290, 0, 410}, (289 + bin) / bin, (409 + bin) / bin, Pooling::mean, bin}, "bins");
    expect_tile(map, choices[0], Quantity::weight, {{3, 289, 5, 409}, 286, 404}, "unpooled");
  }
}

TEST(MapCuda, PlainWeightsOfHalfTypes) {
  at::manual_seed(42);
  for (const bool causal : {false, true})
    for (const auto padding : {Case::Padding::none, Case::Padding::holes}) {
      const auto map = map_for({290, 270, 4, 2, 64, causal, padding, Case::Bias::none, at::kBFloat16});
      for (const auto& head : choices)
        for (const std::int64_t out : {3, 40})
          for (const auto pooling : {Pooling::mean, Pooling::max})
            expect_tile(map, head, Quantity::weight, {{0, 290, 1, 270}, out, out + 1, pooling}, "plain");
      expect_tile(map, choices[1], Quantity::weight, {{0, 290, 0, 270}, 10, 9, Pooling::mean, 32}, "plain bins");
    }
}

// Large bins of half types, which are streamed: bins of all sizes, ragged or by number, over several bands and chunks.
TEST(MapCuda, StreamedOverviews) {
  at::manual_seed(43);
  std::size_t turn = 0;
  const std::int64_t widths[] = {64, 8, 72}, outs[] = {1, 2, 5, 13, 31};
  for (const bool causal : {false, true})
    for (const auto padding : {Case::Padding::none, Case::Padding::holes, Case::Padding::all})
      for (int i = 0; i < 2; ++i, ++turn) {
        const auto width = widths[turn % 3], out = outs[turn % 5];
        const auto map = map_for({270, 300, 2, 1, width, causal, padding, Case::Bias::none, width == 64 ? at::kBFloat16 : at::kHalf});
        expect_tile(map, turn % 4 == 3 ? HeadChoice{HeadChoice::Mode::one, 1} : choices[1], Quantity::weight, {{3, 270, 1, 300}, out, out / 2 + 1},
                    "streamed " + std::to_string(width));
      }
  const auto bins = map_for({270, 300, 2, 1, 64, false, Case::Padding::none, Case::Bias::none, at::kBFloat16});
  expect_tile(bins, choices[1], Quantity::weight, {{0, 270, 0, 300}, 12, 13, Pooling::mean, 24}, "streamed bins");
  const auto wide = map_for({300, 150, 2, 1, 16, true, Case::Padding::none, Case::Bias::none, at::kHalf});  // queries that see no key
  expect_tile(wide, choices[1], Quantity::weight, {{0, 300, 0, 150}, 17, 9}, "streamed, more queries");
}

TEST(MapCuda, LargeBinsAreCutIntoParts) {
  at::manual_seed(34);
  const auto map = map_for({530, 1100, 4, 4, 4, true});
  for (const auto quantity : {Quantity::weight, Quantity::score})
    for (const auto pooling : {Pooling::mean, Pooling::max}) {
      const TileShape shape{{0, 530, 0, 1100}, 1, 2, pooling};
      EXPECT_GT(cuda_tile(cuda_side(0, 530, 1, 0), cuda_side(0, 1100, 2, 0), false).rows.parts, 1);
      expect_tile(map, choices[0], quantity, shape, "parts");
    }
}

TEST(MapCuda, WindowsAndGatheredStrides) {
  at::manual_seed(35);
  auto map = map_for({36, 36, 4, 2, 8});
  map.q = at::randn({36, 4, 8}).transpose(0, 1);  // as a projection leaves it
  map.k = at::randn({2, 8, 36}).transpose(1, 2);  // numbers of a row apart
  map.spec.windows = at::arange(36, at::kLong).view({4, 9}).contiguous();
  map.spec.windows[3][8] = -1;
  for (const auto& head : choices)
    for (const auto& shape : shapes_for(map)) expect_tile(map, head, Quantity::weight, shape, "windows");
}

TEST(MapCuda, ALogSumExpOfMinusInfinityMeansNoWeight) {
  auto map = map_for({4, 4});
  map.lse.fill_(-std::numeric_limits<float>::infinity());
  EXPECT_EQ(device_tile(tested().moved(map), {}, Quantity::weight, {{0, 4, 0, 4}, 2, 2}, tested().kernels).abs().max().item<float>(), 0);
}

TEST(MapCuda, LargeScoresAreExactWithALogSumExpInFloat64) {
  at::manual_seed(36);
  auto map = map_for({60, 60, 4, 4, 32});
  map.spec.scale = 12;
  map.lse = at::logsumexp(at::matmul(map.q.to(at::kDouble), map.k.to(at::kDouble).transpose(1, 2)) * 12.0, {-1});
  expect_tile(map, choices[1], Quantity::weight, {{0, 60, 0, 60}, 60, 60}, "large");
}

TEST(MapCuda, RowsOfAnyQueries) {
  at::manual_seed(37);
  const std::vector<std::int64_t> queries{8, 0, 8, 32, 5};
  for (const bool causal : {false, true})
    for (const auto bias : {Case::Bias::none, Case::Bias::head, Case::Bias::hidden})
      for (const auto& head : choices) {
        const auto map = map_for({33, 150, 4, 2, 8, causal, Case::Padding::leading, bias});
        for (const auto quantity : quantities) {
          const auto expected = reference_map(map, head, quantity).index_select(0, at::tensor(queries));
          EXPECT_LE(difference(device_rows(tested().moved(map), head, quantity, queries, tested().kernels), expected), tolerance(quantity));
        }
      }
  EXPECT_EQ(device_rows(tested().moved(map_for({3, 4})), {}, Quantity::weight, {}, tested().kernels).sizes(), at::IntArrayRef({0, 4}));
  EXPECT_THROW((void)device_rows(tested().moved(map_for({3, 4})), {}, Quantity::weight, {3}, tested().kernels), Failure);
}

TEST(MapCuda, TopKeysOfRows) {
  at::manual_seed(38);
  const auto map = map_for({300, 40, 4, 2, 8});
  const auto there = tested().moved(map);
  const auto [cells, keys] = top_keys(there, 3, [&](const std::vector<std::int64_t>& queries) {
    return device_rows(there, choices[1], Quantity::weight, queries, tested().kernels);
  });
  const auto full = reference_map(map, choices[1], Quantity::weight);
  EXPECT_LE(difference(cells, std::get<0>(at::topk(full, 3, 1))), 2e-6);
  EXPECT_LE(difference(full.gather(1, keys.to(at::kCPU)), cells), 2e-6);
  EXPECT_THROW((void)top_keys(map, 41, {}), Failure);
}

StatisticsPlan plan_of(const DevicePlaces& places) {
  const auto list = [](const at::Tensor& t) {
    const auto plain = t.contiguous();
    return std::vector<float>(plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel());
  };
  const auto geometry = [&](const at::Tensor& t) { return Geometry{list(t.select(1, 0)), list(t.select(1, 1)), list(t.select(1, 2))}; };
  return {geometry(places.queries), geometry(places.keys), list(places.separator), places.same_axis};
}

DevicePlaces moved(const DevicePlaces& places) {
  const auto place = tested().place;
  return {places.queries.to(place), places.keys.to(place), places.separator.to(place), places.same_axis};
}

void expect_stats(const Case& c, bool same_axis) {
  const auto map = map_for(c);
  const auto places = [](std::int64_t count) { return at::cat({at::rand({count, 2}) * 9, at::rand({count, 1}).gt(0.3).to(at::kFloat)}, 1); };
  DevicePlaces ask{places(c.queries), places(c.keys), at::rand({c.keys}).gt(0.7).to(at::kFloat), same_axis};
  std::vector<double> expected;
  for (const auto& head : attention_stats(map, plan_of(ask), {}))
    expected.insert(expected.end(), {head.entropy, head.distance, head.on_self, head.on_previous, head.on_next, head.on_first, head.on_separator});
  EXPECT_LE(difference(device_stats(tested().moved(map), moved(ask), tested().kernels), at::tensor(expected, at::kDouble).view({c.heads, 7})), 1e-5) << c.name();
}

TEST(MapCuda, StatisticsEqualThoseOfTheHost) {
  at::manual_seed(39);
  for (const auto padding : {Case::Padding::none, Case::Padding::holes, Case::Padding::all})
    for (const bool causal : {false, true}) {
      expect_stats({5, 5, 4, 4, 8, causal, padding}, true);
      expect_stats({33, 150, 4, 2, 8, causal, padding, Case::Bias::hidden}, false);
      expect_stats({140, 140, 4, 1, 16, causal, padding, Case::Bias::none, at::kHalf}, true);
    }
  expect_stats({1, 1}, true);
}

TEST(MapCuda, StreamedStatisticsEqualThoseOfTheHost) {
  at::manual_seed(44);
  for (const auto padding : {Case::Padding::none, Case::Padding::holes, Case::Padding::all})
    for (const bool causal : {false, true}) {
      expect_stats({260, 260, 2, 1, 64, causal, padding, Case::Bias::none, at::kBFloat16}, true);
      expect_stats({40, 300, 2, 2, 96, causal, padding, Case::Bias::none, at::kHalf}, false);
      expect_stats({200, 140, 1, 1, 8, causal, padding, Case::Bias::none, at::kBFloat16}, false);
    }
}

TEST(MapCuda, MassBetweenTwoSetsOfPositions) {
  at::manual_seed(40);
  const std::vector<std::int64_t> from{7, 2, 31}, to{149, 0, 3, 3, 88};
  for (const bool causal : {false, true})
    for (const auto dtype : {at::kFloat, at::kBFloat16}) {
      const auto map = map_for({33, 150, 4, 2, 8, causal, Case::Padding::holes, Case::Bias::head, dtype});
      const auto full = reference_map(map, Quantity::weight).index_select(1, at::tensor(from)).index_select(2, at::tensor(to));
      const auto expected = full.to(at::kDouble).sum(2).mean(1);
      EXPECT_LE(difference(device_mass(tested().moved(map), from, to, tested().kernels), expected), 2e-6);
      EXPECT_LE(difference(at::tensor(at::ArrayRef<double>(attention_mass(map, from, to, {}))), expected), 2e-6);
    }
  EXPECT_EQ(device_mass(tested().moved(map_for({3, 4})), {}, {1}, tested().kernels).abs().sum().item<double>(), 0);
  EXPECT_THROW((void)device_mass(tested().moved(map_for({3, 4})), {0}, {4}, tested().kernels), Failure);
  EXPECT_THROW((void)attention_mass(map_for({3, 4}), {-1}, {1}, {}), Failure);
}

TEST(MapCuda, RolloutOfManyRows) {
  at::manual_seed(41);
  for (const std::int64_t size : {1, 9, 150})
    for (const std::int64_t count : {1, 70})
      for (const auto dtype : {at::kFloat, at::kHalf}) {
        const auto map = map_for({size, size, 4, 2, 8, size == 9, Case::Padding::none, Case::Bias::none, dtype});
        const auto rows = at::softmax(at::randn({count, size}), 1);
        const auto expected = rollout_layer(map, rows, {});
        EXPECT_LE(difference(device_rollout(tested().moved(map), rows.to(tested().place), tested().kernels), expected), 1e-6) << size << " " << count;
      }
}

TEST(MapCuda, SaysWhatItCannotRead) {
  auto map = tested().moved(map_for({4, 6}));
  const TileShape all{{0, 4, 0, 6}, 4, 6};
  EXPECT_THROW((void)device_tile(map, {}, Quantity::weight, {{0, 5, 0, 6}, 1, 1}, tested().kernels), Failure);
  EXPECT_THROW((void)device_tile(map, {HeadChoice::Mode::one, 4}, Quantity::weight, all, tested().kernels), Failure);
  auto doubles = map;
  doubles.q = map.q.to(at::kDouble);
  doubles.k = map.k.to(at::kDouble);
  EXPECT_THROW((void)device_tile(doubles, {}, Quantity::weight, all, tested().kernels), Failure);
  auto changed = map;
  changed.spec.changes = {{}};
  EXPECT_THROW((void)device_tile(changed, {}, Quantity::weight, all, tested().kernels), Failure);
  auto lengthless = map;
  lengthless.value_length.reset();
  EXPECT_THROW((void)device_tile(lengthless, {}, Quantity::contribution, all, tested().kernels), Failure);
  const DeviceKernels broken{[](const CudaMap&, const CudaChoice&, const CudaTile&, void*) { return "out of order"; }, nullptr, nullptr, nullptr};
  EXPECT_THROW((void)device_tile(map, {}, Quantity::weight, all, broken), Failure);
}

}  // namespace
}  // namespace headlight::kernels
