#include "engine/views/points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "engine/views/splat.h"
#include "engine/views/view.h"
#include "tests/engine/views/sampling.h"

namespace headlight::views {
namespace {

using testing::sampled_trace;

// Everything again, plainly: every point of a query with its place on the image.
std::vector<SamplePoint> plain_points(const trace::Trace& trace, const PointsRequest& request, std::int64_t query) {
  const auto& sampling = trace.sites[0].sampling;
  const auto points = sampling.points.accessor<float, 5>();
  const auto weights = sampling.weights.accessor<float, 4>();
  const auto listed = [](const std::vector<int>& list, std::int64_t i) {
    return list.empty() || std::find(list.begin(), list.end(), static_cast<int>(i)) != list.end();
  };
  std::vector<SamplePoint> out;
  for (std::int64_t head = 0; head < points.size(0); ++head)
    for (std::int64_t level = 0; level < points.size(2); ++level)
      for (std::int64_t point = 0; point < points.size(3); ++point) {
        const float weight = weights[head][query][level][point];
        if (!listed(request.heads, head) || !listed(request.levels, level) || weight < request.threshold) continue;
        const auto place = points[head][query][level][point];
        out.push_back({static_cast<int>(head), static_cast<int>(level), static_cast<int>(point),
                       2.0 * place[0] * 48 - 5, 1.5 * place[1] * 32 + 3, weight});
      }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
  return out;
}

TEST(PointsView, MatchesAPlainRecomputation) {
  const auto trace = sampled_trace();
  for (const double threshold : {0.0, 0.1, 0.3})
    for (const auto& heads : {std::vector<int>{}, {1}, {0, 2}})
      for (const auto& levels : {std::vector<int>{}, {1}}) {
        PointsRequest request;
        request.queries = {3, 0};
        request.heads = heads;
        request.levels = levels;
        request.threshold = threshold;
        const auto got = points(trace, request, {});
        ASSERT_TRUE(got.ok()) << got.error().line();
        ASSERT_EQ(got->queries.size(), 2U);
        std::int64_t shown = 0;
        for (std::size_t i = 0; i < 2; ++i) {
          EXPECT_EQ(got->queries[i].query, request.queries[i]);
          const auto want = plain_points(trace, request, request.queries[i]);
          ASSERT_EQ(got->queries[i].points.size(), want.size());
          shown += static_cast<std::int64_t>(want.size());
          for (std::size_t k = 0; k < want.size(); ++k) {
            const auto& a = got->queries[i].points[k];
            EXPECT_EQ(std::tie(a.head, a.level, a.point, a.weight),
                      std::tie(want[k].head, want[k].level, want[k].point, want[k].weight));
            EXPECT_NEAR(a.x, want[k].x, 1e-4);
            EXPECT_NEAR(a.y, want[k].y, 1e-4);
          }
        }
        const auto chosen_heads = heads.empty() ? 3 : static_cast<int>(heads.size());
        const auto chosen_levels = levels.empty() ? 2 : static_cast<int>(levels.size());
        EXPECT_EQ(got->left_out, 2 * chosen_heads * chosen_levels * 2 - shown);
      }
}

TEST(PointsView, SharesCountAllPointsWhateverTheFilters) {
  const auto trace = sampled_trace();
  PointsRequest request;
  request.queries = {2};
  request.heads = {1};
  request.threshold = 0.5;
  const auto got = points(trace, request, {}).take();
  const auto all = plain_points(trace, {}, 2);
  const Box& box = trace.info.axes[0].boxes[2];
  std::vector<double> inside(3, 0), shares(2, 0);
  for (const auto& point : all) {
    if (point.x >= box.x0 && point.x <= box.x1 && point.y >= box.y0 && point.y <= box.y1)
      inside[static_cast<std::size_t>(point.head)] += point.weight;
    shares[static_cast<std::size_t>(point.level)] += point.weight / 3;
  }
  for (std::size_t head = 0; head < 3; ++head) EXPECT_NEAR(got.queries[0].inside[head], inside[head], 1e-6);
  for (std::size_t level = 0; level < 2; ++level) EXPECT_NEAR(got.queries[0].level_share[level], shares[level], 1e-6);
  EXPECT_NEAR(shares[0] + shares[1], 1, 1e-5);
}

TEST(PointsView, ReferencesAreBoxesOrPointsOnTheImage) {
  auto trace = sampled_trace();
  PointsRequest request;
  request.queries = {1};
  const auto* r = trace.sites[0].sampling.reference.const_data_ptr<float>() + 4;
  auto got = points(trace, request, {}).take().queries[0];
  EXPECT_NEAR(got.reference_x, 2.0 * r[0] * 48 - 5, 1e-4);
  EXPECT_NEAR(got.reference_y, 1.5 * r[1] * 32 + 3, 1e-4);
  EXPECT_NEAR(got.reference_box.x1 - got.reference_box.x0, 2.0 * r[2] * 48, 1e-4);
  EXPECT_NEAR(got.reference_box.y1 - got.reference_box.y0, 1.5 * r[3] * 32, 1e-4);
  trace.sites[0].sampling.reference = trace.sites[0].sampling.reference.narrow(1, 0, 2);
  got = points(trace, request, {}).take().queries[0];
  EXPECT_NEAR(got.reference_x, 2.0 * r[0] * 48 - 5, 1e-4);
  EXPECT_EQ(got.reference_box.x1, 0);
}

TEST(PointsView, WithoutQueriesThoseOfTheDetectionsOrAll) {
  auto trace = sampled_trace();
  EXPECT_EQ(points(trace, {}, {}).take().queries.size(), 4U);
  trace.info.detections = {{2, 0, "a", 0.9, {}}, {0, 1, "b", 0.5, {}}, {2, 1, "c", 0.4, {}}};
  const auto got = points(trace, {}, {}).take();
  ASSERT_EQ(got.queries.size(), 2U);
  EXPECT_EQ(got.queries[0].query, 2);
  EXPECT_EQ(got.queries[1].query, 0);
}

TEST(PointsView, KeepsTheHeaviestOnly) {
  const auto trace = sampled_trace();
  PointsRequest request;
  request.at_most = 5;
  const auto got = points(trace, request, {}).take();
  std::vector<float> kept, all;
  for (const auto& query : got.queries)
    for (const auto& point : query.points) kept.push_back(point.weight);
  for (std::int64_t query = 0; query < 4; ++query)
    for (const auto& point : plain_points(trace, {}, query)) all.push_back(point.weight);
  std::sort(all.rbegin(), all.rend());
  std::sort(kept.rbegin(), kept.rend());
  all.resize(5);
  EXPECT_EQ(kept, all);
  EXPECT_EQ(got.left_out, 48 - 5);
}

TEST(PointsView, PointsThatAreNoPlaceAreLeftOut) {
  auto trace = sampled_trace();
  trace.sites[0].sampling.points[0][1][0][0][0] = std::numeric_limits<float>::quiet_NaN();
  trace.sites[0].sampling.points[1][1][1][1][1] = std::numeric_limits<float>::infinity();
  PointsRequest request;
  request.queries = {1};
  const auto got = points(trace, request, {}).take();
  EXPECT_EQ(got.queries[0].points.size(), 10U);
  EXPECT_EQ(got.left_out, 2);
  const auto map = splat(trace, {0, {}, {1}, 4, 4}, {});
  EXPECT_TRUE(map.ok()) << map.error().line();
}

TEST(PointsView, RefusesRequestsThatDoNotFit) {
  const auto trace = sampled_trace();
  const auto refused = [&](const PointsRequest& request) {
    const auto got = view(trace, request, {});
    return !got.ok() && (got.error().kind == Error::Kind::usage || got.error().kind == Error::Kind::unusable);
  };
  for (const int site : {-1, 1, 1 << 30}) EXPECT_TRUE(refused({site, {}, {}, {}, 0, 10}));
  for (const std::int64_t query : {std::int64_t{-1}, std::int64_t{4}, std::numeric_limits<std::int64_t>::max()})
    EXPECT_TRUE(refused({0, {query}, {}, {}, 0, 10}));
  for (const int head : {-1, 3, 1 << 30}) EXPECT_TRUE(refused({0, {}, {head}, {}, 0, 10}));
  for (const int level : {-1, 2}) EXPECT_TRUE(refused({0, {}, {}, {level}, 0, 10}));
  for (const std::int64_t most : {std::int64_t{0}, std::int64_t{-5}, std::numeric_limits<std::int64_t>::max()})
    EXPECT_TRUE(refused({0, {}, {}, {}, 0, most}));
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(points(trace, {}, source.get_token()).error().kind, Error::Kind::cancelled);
}

TEST(PointsView, RefusesSitesThatAreNotWhole) {
  const auto broken = [](auto&& change) {
    auto trace = sampled_trace();
    change(trace);
    const auto got = points(trace, {}, {});
    return !got.ok() && !splat(trace, {0, {}, {}, 4, 4}, {}).ok();
  };
  EXPECT_TRUE(broken([](trace::Trace& t) { t.sites[0].info.kind = SiteKind::cross; }));
  EXPECT_TRUE(broken([](trace::Trace& t) { t.sites.clear(); }));
  EXPECT_TRUE(broken([](trace::Trace& t) { t.sites[0].sampling.points = t.sites[0].sampling.points.narrow(1, 0, 3); }));
  EXPECT_TRUE(broken([](trace::Trace& t) { t.sites[0].sampling.weights = t.sites[0].sampling.weights.flatten(2); }));
  EXPECT_TRUE(broken([](trace::Trace& t) { t.info.axes[0].boxes.pop_back(); }));
  EXPECT_TRUE(broken([](trace::Trace& t) { t.sites[0].sampling.points = at::zeros({0, 4, 2, 2, 2}); }));
}

}  // namespace
}  // namespace headlight::views
