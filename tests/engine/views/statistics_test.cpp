#include "engine/views/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/engine/views/sampling.h"
#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::Layout;
using testing::make_trace;

// Distance of the definition; −1 where the pair takes no part.
double distance_of(const Axis& queries, const Axis& keys, bool same, std::int64_t i, std::int64_t j) {
  if (queries.kind == AxisKind::tokens && keys.kind == AxisKind::tokens) return std::abs(static_cast<double>(i - j));
  if (!same || !queries.is_cell(i) || !keys.is_cell(j)) return -1;
  const auto columns = queries.grid[1];
  const auto a = i - queries.leading, b = j - keys.leading;
  return std::hypot(a / columns - b / columns, a % columns - b % columns);
}

struct Sums {
  double entropy = 0, distance = 0, self = 0, previous = 0, next = 0, first = 0, separator = 0, rows = 0, placed = 0,
         before = 0, after = 0;
};

Sums reference(const trace::Trace& trace, const trace::Site& site, int head) {
  const auto& queries = trace.info.axes[static_cast<std::size_t>(site.info.query_axis)];
  const auto& keys = trace.info.axes[static_cast<std::size_t>(site.info.key_axis)];
  const bool same = site.info.query_axis == site.info.key_axis;
  const auto map = kernels::reference_map(kernels::map_of(site), {HeadChoice::Mode::one, head}, Quantity::weight);
  const auto w = map.accessor<float, 2>();
  Sums sums;
  for (std::int64_t i = 0; i < map.size(0); ++i) {
    if (map[i].sum().item<float>() == 0) continue;
    sums.rows += 1;
    sums.before += i > 0 ? 1 : 0;
    sums.after += i + 1 < map.size(1) ? 1 : 0;
    sums.placed += queries.kind == AxisKind::tokens || queries.is_cell(i) ? 1 : 0;
    for (std::int64_t j = 0; j < map.size(1); ++j) {
      const double x = w[i][j], away = distance_of(queries, keys, same, i, j);
      sums.entropy -= x > 0 ? x * std::log2(x) : 0;
      sums.distance += away > 0 ? x * away : 0;
      sums.self += same && i == j ? x : 0;
      sums.previous += same && j == i - 1 ? x : 0;
      sums.next += same && j == i + 1 ? x : 0;
      sums.first += j == 0 ? x : 0;
      const auto k = static_cast<std::size_t>(j);
      sums.separator += j > 0 && k < keys.special.size() && keys.special[k] != 0 ? x : 0;
    }
  }
  return sums;
}

void expect_statistics(const trace::Trace& trace) {
  const auto got = statistics(trace, {trace.sites[0].info.stream}, {});
  ASSERT_TRUE(got.ok()) << got.error().line();
  ASSERT_EQ(got->heads.size(), trace.sites.size() * static_cast<std::size_t>(trace.sites[0].info.heads));
  for (const auto& head : got->heads) {
    const auto want = reference(trace, trace.sites[static_cast<std::size_t>(head.site)], head.head);
    const double rows = std::max(want.rows, 1.0);
    EXPECT_NEAR(head.entropy, want.entropy / rows, 2e-5);
    EXPECT_NEAR(head.distance, want.distance / std::max(want.placed, 1.0), 5e-5);
    EXPECT_NEAR(head.on_self, want.self / rows, 2e-6);
    EXPECT_NEAR(head.on_previous, want.previous / std::max(want.before, 1.0), 2e-6);
    EXPECT_NEAR(head.on_next, want.next / std::max(want.after, 1.0), 2e-6);
    EXPECT_NEAR(head.on_first, want.first / rows, 2e-6);
    EXPECT_NEAR(head.on_separator, want.separator / rows, 2e-6);
  }
}

TEST(StatisticsView, MatchesTheDefinitionOnTokens) {
  at::manual_seed(51);
  for (const auto& layout : testing::layouts()) expect_statistics(make_trace(layout));
}

TEST(StatisticsView, MatchesTheDefinitionOnPatches) {
  at::manual_seed(52);
  for (const std::int64_t size : {3, 9, 33}) {
    Layout layout{size, size};
    layout.patches = true;
    expect_statistics(make_trace(layout));
    layout.keys = size + 4;
    expect_statistics(make_trace(layout));
  }
}

TEST(StatisticsView, TokensAfterThePatchesTakeNoPart) {
  at::manual_seed(53);
  Layout layout{12, 12};
  layout.patches = true;
  auto trace = make_trace(layout);
  trace.info.axes[0].grid = {3, 3};
  trace.info.axes[0].trailing = {"[DET0]", "[DET1]"};
  expect_statistics(trace);
}

TEST(StatisticsView, AreasHideOneAnother) {
  at::manual_seed(54);
  Layout layout{9, 9};
  layout.patches = true;
  auto trace = make_trace(layout);
  trace.info.axes[0].leading = 0;
  trace.info.axes[0].labels.clear();
  trace.info.axes[0].grid = {3, 3};
  for (auto& site : trace.sites) {
    site.info.kind = SiteKind::area;
    site.spec.windows = at::tensor(std::vector<std::int64_t>{0, 2, 4, 6, 1, 3, 5, -1}).view({2, 4});
    const auto map = kernels::reference_map(kernels::map_of(site), Quantity::score);
    site.lse = at::logsumexp(map, {2});  // what a run of these areas leaves
  }
  expect_statistics(trace);
}

TEST(StatisticsView, ASampleOfQueriesIsAsCloseAsItSays) {
  at::manual_seed(55);
  const auto trace = make_trace({600, 600, 4, 2, 8, 2});
  const auto exact = statistics(trace, {"encoder", 0}, {}).take();
  EXPECT_EQ(exact.every, 1);
  EXPECT_EQ(exact.error.entropy, 0);
  const auto got = statistics(trace, {"encoder", 600 * 600}, {}).take();  // of 8 maps
  EXPECT_EQ(got.every, 8);
  EXPECT_GT(got.error.entropy, 0);
  EXPECT_LT(got.error.entropy, 0.2);
  double squares = 0;
  for (std::size_t i = 0; i < got.heads.size(); ++i) {
    const auto &a = got.heads[i], &b = exact.heads[i];
    EXPECT_NE(a.entropy, b.entropy);
    EXPECT_NEAR(a.entropy, b.entropy, 4 * got.error.entropy);
    EXPECT_NEAR(a.distance, b.distance, 4 * got.error.distance);
    EXPECT_NEAR(a.on_self, b.on_self, 4 * got.error.on_self);
    EXPECT_NEAR(a.on_next, b.on_next, 4 * got.error.on_next);
    EXPECT_NEAR(a.on_first, b.on_first, 4 * got.error.on_first);
    squares += (a.entropy - b.entropy) * (a.entropy - b.entropy);
  }
  // The errors found are of the size that is stated, not far below it.
  EXPECT_GT(std::sqrt(squares / 8), 0.2 * got.error.entropy);
}

TEST(StatisticsView, SmallMapsAreExactWhateverTheBudget) {
  at::manual_seed(56);
  const auto trace = make_trace({40, 40});
  const auto exact = statistics(trace, {"encoder", 0}, {}).take(), got = statistics(trace, {"encoder", 8 * 1600}, {}).take();
  EXPECT_EQ(got.every, 1);
  for (std::size_t i = 0; i < got.heads.size(); ++i) EXPECT_EQ(got.heads[i].entropy, exact.heads[i].entropy);
}

// The definition again, plainly, on the recorded points.
HeadStatistics plain_points(const trace::Trace& trace, std::int64_t head, const std::vector<std::int64_t>& detections) {
  const auto& sampling = trace.sites[0].sampling;
  const auto points = sampling.points.accessor<float, 5>();
  const auto weights = sampling.weights.accessor<float, 4>();
  const auto reference = sampling.reference.accessor<float, 2>();
  HeadStatistics out;
  out.level_share.assign(2, 0);
  for (std::int64_t query = 0; query < 4; ++query) {
    const auto& box = trace.info.axes[0].boxes[static_cast<std::size_t>(query)];
    const auto times = std::count(detections.begin(), detections.end(), query);
    for (std::int64_t level = 0; level < 2; ++level)
      for (std::int64_t point = 0; point < 2; ++point) {
        const double w = weights[head][query][level][point];
        const double x = 2.0 * points[head][query][level][point][0] * 48 - 5;
        const double y = 1.5 * points[head][query][level][point][1] * 32 + 3;
        out.entropy -= w * std::log2(w) / 4;
        out.level_share[static_cast<std::size_t>(level)] += w / 4;
        out.distance += w / 4 * std::hypot(x - (2.0 * reference[query][0] * 48 - 5), y - (1.5 * reference[query][1] * 32 + 3));
        if (times > 0 && x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)
          out.inside += w * static_cast<double>(times) / static_cast<double>(detections.size());
      }
  }
  return out;
}

TEST(StatisticsView, SamplingPointsMatchTheDefinition) {
  auto trace = testing::sampled_trace();
  trace.info.detections = {{2, 0, "a", 0.9, {}}, {0, 1, "b", 0.5, {}}, {2, 1, "c", 0.4, {}}};
  const auto got = statistics(trace, {"deformable_decoder"}, {});
  ASSERT_TRUE(got.ok()) << got.error().line();
  ASSERT_EQ(got->heads.size(), 3U);
  for (std::int64_t head = 0; head < 3; ++head) {
    const auto& found = got->heads[static_cast<std::size_t>(head)];
    const auto want = plain_points(trace, head, {2, 0});
    EXPECT_EQ(found.head, head);
    EXPECT_NEAR(found.entropy, want.entropy, 1e-5);
    EXPECT_NEAR(found.distance, want.distance, 1e-4);
    EXPECT_NEAR(found.inside, want.inside, 1e-6);
    EXPECT_GT(found.inside, 0);
    ASSERT_EQ(found.level_share.size(), 2U);
    for (std::size_t level = 0; level < 2; ++level) EXPECT_NEAR(found.level_share[level], want.level_share[level], 1e-6);
  }
}

TEST(StatisticsView, SamplingPointsWithoutReferencesOrDetectionsHaveNoDistanceAndNothingInside) {
  auto trace = testing::sampled_trace();
  trace.sites[0].sampling.reference = at::Tensor();
  const auto got = statistics(trace, {"deformable_decoder"}, {}).take();
  for (const auto& head : got.heads) {
    EXPECT_EQ(head.distance, 0);
    EXPECT_EQ(head.inside, 0);
    EXPECT_NEAR(head.level_share[0] + head.level_share[1], 1, 1e-5);
  }
}

TEST(StatisticsView, AnAxisThatDoesNotFitIsAnError) {
  auto trace = make_trace({5, 5});
  trace.info.axes[0].labels.pop_back();
  const auto got = statistics(trace, {"encoder"}, {});
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().kind, Error::Kind::unusable);
  trace.info.axes.clear();
  EXPECT_FALSE(statistics(trace, {"encoder"}, {}).ok());
}

}  // namespace
}  // namespace headlight::views
