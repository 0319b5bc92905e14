#include "engine/views/edges.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/views/traces.h"

namespace headlight::views {
namespace {

using testing::full_map;
using testing::layouts;
using testing::make_trace;

// All edges that a request wants, strongest first, from the full matrices.
std::vector<Edge> reference_edges(const trace::Trace& trace, const EdgesRequest& request) {
  std::vector<Edge> all;
  for (const auto& head : request.heads) {
    const auto map = full_map(trace, request.site, head, Quantity::weight).contiguous();
    for (std::int64_t i = 0; i < map.size(0); ++i) {
      if (request.query >= 0 && i != request.query) continue;
      std::vector<Edge> row;
      for (std::int64_t j = 0; j < map.size(1); ++j) {
        const auto& hidden = request.without_keys;
        const float weight = map[i][j].item<float>();
        if (weight > 0 && weight >= request.threshold && std::find(hidden.begin(), hidden.end(), j) == hidden.end())
          row.push_back({i, j, head, weight});
      }
      std::sort(row.begin(), row.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
      if (request.top_k > 0 && row.size() > static_cast<std::size_t>(request.top_k))
        row.resize(static_cast<std::size_t>(request.top_k));
      all.insert(all.end(), row.begin(), row.end());
    }
  }
  std::sort(all.begin(), all.end(), [](const Edge& a, const Edge& b) { return a.weight > b.weight; });
  if (all.size() > static_cast<std::size_t>(request.at_most)) all.resize(static_cast<std::size_t>(request.at_most));
  return all;
}

void expect_same(const trace::Trace& trace, const EdgesRequest& request) {
  const auto got = edges(trace, request, {});
  ASSERT_TRUE(got.ok()) << got.error().line();
  const auto want = reference_edges(trace, request);
  ASSERT_EQ(got->edges.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    EXPECT_NEAR(got->edges[i].weight, want[i].weight, 2e-6);
    const auto& edge = got->edges[i];
    const auto map = full_map(trace, request.site, edge.head, Quantity::weight);
    if (i < 5) {
      EXPECT_NEAR(map[edge.query][edge.key].item<float>(), edge.weight, 2e-6);
    }
    if (i > 0) {
      EXPECT_GE(got->edges[i - 1].weight, edge.weight);
    }
  }
}

TEST(EdgesView, StrongestPerQueryMatchTheFullMatrix) {
  at::manual_seed(31);
  for (const auto& layout : layouts()) {
    if (layout.queries > 40) continue;
    const auto trace = make_trace(layout);
    auto request = testing::edges_request(
        0, {{HeadChoice::Mode::one, 2}, {HeadChoice::Mode::mean, 0}, {HeadChoice::Mode::max, 0}});
    request.top_k = std::min<std::int64_t>(3, layout.keys);
    expect_same(trace, request);
    request.without_keys = {0};
    request.at_most = 7;
    expect_same(trace, request);
  }
}

TEST(EdgesView, ThresholdAndOneQuery) {
  at::manual_seed(32);
  const auto trace = make_trace({30, 30, 4, 2, 8, 1, true, true});
  auto request = testing::edges_request(0, {{HeadChoice::Mode::one, 1}});
  request.top_k = 0;
  request.threshold = 0.137;
  expect_same(trace, request);
  request.threshold = 0;
  request.query = 17;
  expect_same(trace, request);
}

TEST(EdgesView, MaskedKeysAreNeverLinked) {
  at::manual_seed(33);
  const auto trace = make_trace({12, 12, 2, 2, 8, 1, true});
  auto request = testing::edges_request(0, {{HeadChoice::Mode::one, 0}});
  request.top_k = 0;
  const auto got = edges(trace, request, {}).take();
  EXPECT_EQ(got.edges.size(), 12U * 13U / 2U);
  for (const auto& edge : got.edges) EXPECT_LE(edge.key, edge.query);
}

TEST(EdgesView, EqualWeightsComeInAFixedOrder) {
  auto trace = make_trace({6, 6, 2, 2, 8, 1});
  trace.sites[0].q.zero_();
  trace.sites[0].lse.fill_(std::log(6.0F));
  auto request = testing::edges_request(0, {{HeadChoice::Mode::one, 0}});
  request.top_k = 2;
  request.at_most = 3;
  const auto got = edges(trace, request, {}).take();
  ASSERT_EQ(got.edges.size(), 3U);
  const std::pair<std::int64_t, std::int64_t> want[] = {{0, 0}, {0, 1}, {1, 0}};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(std::pair(got.edges[i].query, got.edges[i].key), want[i]);
}

}  // namespace
}  // namespace headlight::views
