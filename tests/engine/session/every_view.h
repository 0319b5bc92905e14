// A short run and one view of every kind, as plain numbers: what is compared between devices.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/session/local_session.h"

namespace headlight::session {

inline RunRequest asked(const std::string& model, const std::string& device) {
  RunRequest request;
  request.model = model;
  request.input.ids = {2, 5, 3, 9, 4, 7, 8, 6};
  request.options.device = device;
  return request;
}

inline TracePtr ran(Session& session, const RunRequest& request) {
  auto reply = wait(session, request);
  return reply ? std::get<TracePtr>(std::move(reply).value()) : throw std::runtime_error(reply.error().line());
}

// Every number of a view, whatever it is.
struct Numbers {
  std::vector<double> operator()(const TileResult& r) const { return {r.plane.values.begin(), r.plane.values.end()}; }
  std::vector<double> operator()(const LineResult& r) const { return {r.values.begin(), r.values.end()}; }
  std::vector<double> operator()(const HeadsResult& r) const {
    std::vector<double> all;
    for (const auto& map : r.maps) all.insert(all.end(), map.plane.values.begin(), map.plane.values.end());
    return all;
  }
  std::vector<double> operator()(const RolloutResult& r) const { return {r.plane.values.begin(), r.plane.values.end()}; }
  std::vector<double> operator()(const StatisticsResult& r) const {
    std::vector<double> all;
    for (const auto& head : r.heads) all.insert(all.end(), {head.entropy, head.distance, head.on_self, head.on_previous, head.on_next, head.on_first, head.on_separator});
    return all;
  }
  std::vector<double> operator()(const RankingResult& r) const {
    std::vector<double> all;
    for (const auto& head : r.heads) all.insert(all.end(), {static_cast<double>(head.site), static_cast<double>(head.head), head.mass});
    return all;
  }
  std::vector<double> operator()(const WeightResult& r) const {
    std::vector<double> all{r.score, r.weight, r.lse, r.denominator};
    for (const auto* list : {&r.q, &r.k, &r.v, &r.output}) all.insert(all.end(), list->begin(), list->end());
    return all;
  }
  std::vector<double> operator()(const EdgesResult& r) const {
    std::vector<double> all;
    for (const auto& edge : r.edges) all.insert(all.end(), {static_cast<double>(edge.query), static_cast<double>(edge.key), edge.weight});
    return all;
  }
  template <typename Other>
  std::vector<double> operator()(const Other&) const { throw std::runtime_error("no numbers of this view"); }
};

inline std::vector<double> numbers(Session& session, TraceId trace, const ViewRequest& view) {
  const auto reply = wait(session, ViewOfTrace{trace, view});
  if (!reply) throw std::runtime_error(reply.error().line());
  return std::visit(Numbers{}, *std::get<ViewPtr>(reply.value()));
}

inline std::vector<ViewRequest> views() {
  TileRequest tile{0, {HeadChoice::Mode::mean, 0}, Quantity::weight, {0, 8, 0, 8}, 4, 3};
  TileRequest scores{1, {HeadChoice::Mode::one, 1}, Quantity::score, {1, 8, 0, 7}, 7, 7};
  TileRequest added{0, {HeadChoice::Mode::max, 0}, Quantity::contribution, {0, 8, 0, 8}, 8, 8};
  LineRequest line{0, {HeadChoice::Mode::one, 0}, Quantity::weight, 3, true};
  EdgesRequest edges;
  edges.heads = {{HeadChoice::Mode::one, 1}};
  RankingRequest ranking{"encoder", {1, 2}, {3, 4}};
  return {tile, scores, added, line, HeadsRequest{"encoder"}, RolloutRequest{"encoder", -1, {0, 3}}, StatisticsRequest{"encoder"},
          ranking, WeightRequest{0, 1, 2, 3}, edges};
}

inline void expect_equal(const std::vector<double>& found, const std::vector<double>& expected, const std::string& name) {
  ASSERT_EQ(found.size(), expected.size()) << name;
  ASSERT_FALSE(found.empty()) << name;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (std::isfinite(expected[i])) {
      EXPECT_NEAR(found[i], expected[i], 2e-5 * std::max(1.0, std::abs(expected[i]))) << name << " " << i;
    }
}

}  // namespace headlight::session
