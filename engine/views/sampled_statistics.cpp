#include "engine/views/sampled_statistics.h"

#include <algorithm>
#include <cmath>

#include "engine/kernels/parallel.h"

namespace headlight::views {
namespace {

struct Sums {
  double entropy = 0, distance = 0;
  std::vector<double> levels;
};

// Calls body(level, weight, (x, y) in original-image pixels) for the finite points of a query.
template <typename Body>
void for_points(const SampledSite& sampled, std::int64_t head, std::int64_t query, Body&& body) {
  for (std::int64_t level = 0; level < sampled.levels(); ++level)
    for (std::int64_t point = 0; point < sampled.points(); ++point) {
      const auto found = sampled.at(head, query, level, point);
      if (!std::isfinite(found.x) || !std::isfinite(found.y) || !std::isfinite(found.weight)) continue;
      body(level, static_cast<double>(found.weight), sampled.on_image(found.x, found.y));
    }
}

Sums sums_over(const SampledSite& sampled, std::int64_t head, const std::stop_token& stop) {
  Sums sums;
  sums.levels.assign(static_cast<std::size_t>(sampled.levels()), 0.0);
  for (std::int64_t query = 0; query < sampled.queries(); ++query) {
    if (query % 256 == 0 && stop.stop_requested()) throw Failure{cancelled()};
    const auto reference = sampled.reference(query);
    const auto centre = sampled.on_image(reference[0], reference[1]);
    for_points(sampled, head, query, [&](std::int64_t level, double weight, const std::array<double, 2>& place) {
      sums.entropy -= weight > 0 ? weight * std::log2(weight) : 0;
      if (sampled.has_reference()) sums.distance += weight * std::hypot(place[0] - centre[0], place[1] - centre[1]);
      sums.levels[static_cast<std::size_t>(level)] += weight;
    });
  }
  return sums;
}

// Weight inside the detections' boxes, on average over them; 0 without detections.
double weight_inside(const SampledSite& sampled, std::int64_t head, const std::vector<std::int64_t>& detections) {
  const auto& boxes = sampled.queries_axis().boxes;
  double sum = 0;
  for (const auto query : detections) {
    const Box& box = boxes.at(static_cast<std::size_t>(query));
    for_points(sampled, head, query, [&](std::int64_t /*level*/, double weight, const std::array<double, 2>& place) {
      if (place[0] >= box.x0 && place[0] <= box.x1 && place[1] >= box.y0 && place[1] <= box.y1) sum += weight;
    });
  }
  return detections.empty() ? 0 : sum / static_cast<double>(detections.size());
}

HeadStatistics statistics_of(const SampledSite& sampled, std::int64_t head,
                             const std::vector<std::int64_t>& detections, const std::stop_token& stop) {
  auto sums = sums_over(sampled, head, stop);
  const auto queries = static_cast<double>(sampled.queries());
  HeadStatistics out;
  out.site = sampled.site().info.id;
  out.layer = sampled.site().info.layer;
  out.head = static_cast<int>(head);
  out.entropy = sums.entropy / queries;
  out.distance = sums.distance / queries;
  for (double& level : sums.levels) level /= queries;
  out.level_share = std::move(sums.levels);
  out.inside = weight_inside(sampled, head, detections);
  return out;
}

}  // namespace

std::vector<int> sampled_stream(const trace::Trace& trace, const std::string& stream) {
  std::vector<int> sites;
  for (const auto& site : trace.sites)
    if (site.info.stream == stream && site.deformable()) sites.push_back(static_cast<int>(&site - trace.sites.data()));
  std::stable_sort(sites.begin(), sites.end(), [&](int a, int b) {
    return trace.sites[static_cast<std::size_t>(a)].info.layer < trace.sites[static_cast<std::size_t>(b)].info.layer;
  });
  return sites;
}

void append_sampled(const SampledSite& sampled, const std::stop_token& stop, StatisticsResult& result) {
  const auto first = result.heads.size();
  result.heads.resize(first + static_cast<std::size_t>(sampled.heads()));
  const bool boxes = static_cast<std::int64_t>(sampled.queries_axis().boxes.size()) == sampled.queries();
  const auto detections = boxes ? sampled.detections() : std::vector<std::int64_t>{};
  const auto points = sampled.queries() * sampled.levels() * sampled.points();
  kernels::parallel_parts(sampled.heads(), std::max<std::int64_t>(1, kernels::cells_a_thread / 16 / std::max<std::int64_t>(1, points)),
                          [&](std::int64_t begin, std::int64_t end) {
                            for (auto head = begin; head < end; ++head)
                              result.heads[first + static_cast<std::size_t>(head)] =
                                  statistics_of(sampled, head, detections, stop);
                          });
}

}  // namespace headlight::views
