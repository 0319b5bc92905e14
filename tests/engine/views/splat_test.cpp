#include "engine/views/splat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/views/view.h"
#include "tests/engine/views/sampling.h"

namespace headlight::views {
namespace {

using testing::sampled_trace;

// The weight of one head's points that fall into each cell, summed over the queries.
std::vector<double> plain_splat(const trace::Trace& trace, std::int64_t head, const std::vector<std::int64_t>& queries,
                                std::int64_t rows, std::int64_t columns) {
  std::vector<double> cells(static_cast<std::size_t>(rows * columns), 0);
  const auto points = trace.sites[0].sampling.points.accessor<float, 5>();
  const auto weights = trace.sites[0].sampling.weights.accessor<float, 4>();
  for (const auto query : queries)
    for (std::int64_t level = 0; level < 2; ++level)
      for (std::int64_t point = 0; point < 2; ++point) {
        const auto place = points[head][query][level][point];
        for (std::int64_t row = 0; row < rows; ++row)
          for (std::int64_t column = 0; column < columns; ++column) {
            const double x0 = double(column) / double(columns), y0 = double(row) / double(rows);
            const bool here = place[0] >= x0 && place[0] < x0 + 1.0 / double(columns) && place[1] >= y0 &&
                              place[1] < y0 + 1.0 / double(rows);
            if (here) cells[static_cast<std::size_t>(row * columns + column)] += weights[head][query][level][point];
          }
      }
  return cells;
}

TEST(SplatView, MatchesAPlainRecomputation) {
  const auto trace = sampled_trace();
  for (const auto& queries : {std::vector<std::int64_t>{1}, {0, 3}})
    for (const auto& [rows, columns] : {std::pair<std::int64_t, std::int64_t>{1, 1}, {3, 5}, {8, 4}}) {
      std::vector<std::vector<double>> heads;
      for (std::int64_t head = 0; head < 3; ++head) {
        heads.push_back(plain_splat(trace, head, queries, rows, columns));
        for (double& cell : heads.back()) cell /= double(queries.size());
      }
      for (const auto mode : {HeadChoice::Mode::one, HeadChoice::Mode::mean, HeadChoice::Mode::max}) {
        const auto got = splat(trace, {0, {mode, 2}, queries, rows, columns}, {});
        ASSERT_TRUE(got.ok()) << got.error().line();
        ASSERT_EQ(got->plane.values.size(), heads[0].size());
        double high = 0;
        for (std::size_t i = 0; i < heads[0].size(); ++i) {
          const double want = mode == HeadChoice::Mode::one    ? heads[2][i]
                              : mode == HeadChoice::Mode::mean ? (heads[0][i] + heads[1][i] + heads[2][i]) / 3
                                                               : std::max({heads[0][i], heads[1][i], heads[2][i]});
          EXPECT_NEAR(got->plane.values[i], want, 1e-6) << rows << " " << columns << " " << i;
          high = std::max(high, want);
        }
        EXPECT_NEAR(got->plane.high, high, 1e-6);
      }
    }
}

TEST(SplatView, AMeanSumsToTheWeightInsideTheInput) {
  const auto trace = sampled_trace();
  const auto plane = splat(trace, {0, {HeadChoice::Mode::mean, 0}, {0, 1, 2, 3}, 16, 16}, {}).take().plane;
  double sum = 0;
  for (const float cell : plane.values) sum += cell;
  EXPECT_LE(sum, 1 + 1e-5);
  const auto& sampling = trace.sites[0].sampling;
  const auto inside = sampling.points.ge(0).logical_and(sampling.points.lt(1)).all(-1);
  EXPECT_NEAR(sum, (sampling.weights * inside).sum().item<double>() / 12, 1e-5);
}

TEST(SplatView, RefusesRequestsThatDoNotFit) {
  const auto trace = sampled_trace();
  const auto refused = [&](const SplatRequest& request) {
    const auto got = view(trace, request, {});
    return !got.ok() && (got.error().kind == Error::Kind::usage || got.error().kind == Error::Kind::unusable);
  };
  const auto far = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t edge : {std::int64_t{0}, std::int64_t{-3}, std::int64_t{1} << 20, far}) {
    EXPECT_TRUE(refused({0, {}, {0}, edge, 4}));
    EXPECT_TRUE(refused({0, {}, {0}, 4, edge}));
  }
  for (const int head : {-1, 3, 1 << 30}) EXPECT_TRUE(refused({0, {HeadChoice::Mode::one, head}, {0}, 4, 4}));
  for (const std::int64_t query : {std::int64_t{-1}, std::int64_t{4}, far})
    EXPECT_TRUE(refused({0, {}, {query}, 4, 4}));
  for (const int site : {-1, 1}) EXPECT_TRUE(refused({site, {}, {0}, 4, 4}));
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(splat(trace, {0, {}, {0}, 4, 4}, source.get_token()).error().kind, Error::Kind::cancelled);
}

}  // namespace
}  // namespace headlight::views
