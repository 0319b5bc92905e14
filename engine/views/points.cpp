#include "engine/views/points.h"

#include <algorithm>
#include <cmath>

#include "engine/views/sampled.h"

namespace headlight::views {
namespace {

// [0, count) as flags: all of them, or those of a list.
std::vector<bool> flags(const char* field, const std::vector<int>& list, std::int64_t count) {
  std::vector<bool> on(static_cast<std::size_t>(count), list.empty());
  for (const int i : list) {
    require_range(field, i, 0, count - 1);
    on[static_cast<std::size_t>(i)] = true;
  }
  return on;
}

bool holds(const Box& box, double x, double y) { return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1; }

class Gatherer {
 public:
  Gatherer(const SampledSite& sampled, const PointsRequest& request)
      : sampled_(sampled),
        threshold_(request.threshold),
        heads_(flags("head", request.heads, sampled.heads())),
        levels_(flags("level", request.levels, sampled.levels())) {}

  QueryPoints gather(std::int64_t query) {
    QueryPoints out;
    out.query = query;
    const auto& boxes = sampled_.queries_axis().boxes;
    if (!boxes.empty()) out.box = boxes.at(static_cast<std::size_t>(query));
    place_reference(query, out);
    out.inside.assign(static_cast<std::size_t>(sampled_.heads()), 0.0F);
    out.level_share.assign(static_cast<std::size_t>(sampled_.levels()), 0.0F);
    for (std::int64_t head = 0; head < sampled_.heads(); ++head)
      for (std::int64_t level = 0; level < sampled_.levels(); ++level)
        for (std::int64_t point = 0; point < sampled_.points(); ++point) add(head, level, point, out);
    std::stable_sort(out.points.begin(), out.points.end(),
                     [](const auto& a, const auto& b) { return a.weight < b.weight; });
    return out;
  }

  [[nodiscard]] std::int64_t left_out() const { return left_out_; }

 private:
  void place_reference(std::int64_t query, QueryPoints& out) const {
    const auto [x, y, width, height] = sampled_.reference(query);
    const auto centre = sampled_.on_image(x, y);
    out.reference_x = centre[0];
    out.reference_y = centre[1];
    if (!sampled_.has_boxes()) return;
    const auto first = sampled_.on_image(x - width / 2, y - height / 2);
    const auto last = sampled_.on_image(x + width / 2, y + height / 2);
    out.reference_box = {first[0], first[1], last[0], last[1]};
  }

  void add(std::int64_t head, std::int64_t level, std::int64_t point, QueryPoints& out) {
    const auto found = sampled_.at(head, out.query, level, point);
    const bool finite = std::isfinite(found.x) && std::isfinite(found.y) && std::isfinite(found.weight);
    if (!finite) {
      ++left_out_;
      return;
    }
    const auto place = sampled_.on_image(found.x, found.y);
    const auto at_head = static_cast<std::size_t>(head), at_level = static_cast<std::size_t>(level);
    if (holds(out.box, place[0], place[1])) out.inside[at_head] += found.weight;
    out.level_share[at_level] += found.weight / static_cast<float>(sampled_.heads());
    if (!heads_[at_head] || !levels_[at_level]) return;
    if (found.weight < threshold_) {
      ++left_out_;
      return;
    }
    out.points.push_back({static_cast<int>(head), static_cast<int>(level), static_cast<int>(point), place[0], place[1],
                          found.weight});
  }

  const SampledSite& sampled_;
  double threshold_;
  std::vector<bool> heads_, levels_;
  std::int64_t left_out_ = 0;
};

// Keeps the heaviest `at_most` points over all queries; returns how many went.
std::int64_t keep_heaviest(std::vector<QueryPoints>& queries, std::int64_t at_most) {
  std::vector<float> weights;
  for (const auto& query : queries)
    for (const auto& point : query.points) weights.push_back(point.weight);
  const auto count = static_cast<std::int64_t>(weights.size());
  if (count <= at_most) return 0;
  std::nth_element(weights.begin(), weights.begin() + at_most, weights.end(), std::greater<>());
  const float least = weights[static_cast<std::size_t>(at_most)];
  std::int64_t left = 0;
  for (auto& query : queries) {
    std::erase_if(query.points, [least](const auto& point) { return point.weight <= least; });
    left += static_cast<std::int64_t>(query.points.size());
  }
  return count - left;
}

}  // namespace

Result<PointsResult> points(const trace::Trace& trace, const PointsRequest& request, const std::stop_token& stop) {
  return at_border<PointsResult>([&]() -> Result<PointsResult> {
    const SampledSite sampled(trace, request.site);
    require_range("at_most", request.at_most, 1, most_cells);
    const auto queries = sampled.choose(request.queries);
    require_cells("queries", static_cast<std::int64_t>(queries.size()),
                  sampled.heads() * sampled.levels() * sampled.points());
    Gatherer gatherer(sampled, request);
    PointsResult result;
    for (const auto query : queries) {
      if (stop.stop_requested()) return cancelled();
      result.queries.push_back(gatherer.gather(query));
    }
    result.left_out = gatherer.left_out() + keep_heaviest(result.queries, request.at_most);
    return result;
  });
}

}  // namespace headlight::views
