#include "engine/views/statistics.h"

#include <gtest/gtest.h>

#include <cmath>

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
