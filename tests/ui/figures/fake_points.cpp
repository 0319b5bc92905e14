#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/ui/figures/fake_session.h"

namespace headlight::testing {
namespace {

// 0…1 from a seed.
double noise(std::uint64_t seed) {
  std::uint64_t x = seed * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return double((x ^ (x >> 31)) >> 11) / double(1ULL << 53);
}

Box grown(const Box& box, double by, double shift) {
  const double x = (box.x0 + box.x1) / 2 + shift * (box.x1 - box.x0), y = (box.y0 + box.y1) / 2;
  const double w = (box.x1 - box.x0) / 2 * by, h = (box.y1 - box.y0) / 2 * by;
  return {x - w, y - h, x + w, y + h};
}

// Cells of a pyramid look around themselves.
Box box_of(const TraceInfo& trace, const SiteInfo& site, std::int64_t query) {
  const Axis& axis = trace.axes[static_cast<std::size_t>(site.query_axis)];
  if (axis.kind == AxisKind::queries) return axis.boxes[static_cast<std::size_t>(query)];
  const auto cell = axis.cell(query);
  const double x = (double(cell.column) + 0.5) * cell.patch[1] * axis.to_image[0],
               y = (double(cell.row) + 0.5) * cell.patch[0] * axis.to_image[4];
  return {x - 40, y - 40, x + 40, y + 40};
}

QueryPoints points_of(const TraceInfo& trace, const SiteInfo& site, std::int64_t query) {
  const bool detection = trace.axes[static_cast<std::size_t>(site.query_axis)].kind == AxisKind::queries;
  QueryPoints out;
  out.query = query;
  const Box box = box_of(trace, site, query);
  const Box start = grown(box, 1 + 0.36 / (1 + site.layer * site.layer), 0.07 / (1 + site.layer));
  if (detection) {
    out.box = box;
    out.reference_box = start;
  }
  out.reference_x = (start.x0 + start.x1) / 2;
  out.reference_y = (start.y0 + start.y1) / 2;
  out.inside.assign(static_cast<std::size_t>(site.heads), 0);
  out.level_share.assign(site.levels.size(), 0);
  const double wide = (start.x1 - start.x0) / 2, high = (start.y1 - start.y0) / 2, spread = 0.5 / (1 + site.layer);
  for (int head = 0; head < site.heads; ++head) {
    std::vector<double> weights;
    double sum = 0;
    const auto count = site.levels.size() * static_cast<std::size_t>(site.points);
    for (std::size_t i = 0; i < count; ++i) {
      weights.push_back(
          std::exp(2.6 * noise(static_cast<std::uint64_t>(query * 977 + site.layer * 131 + head * 37) + i * 5)));
      sum += weights.back();
    }
    const double angle = 2 * std::numbers::pi * head / site.heads;
    for (std::size_t i = 0; i < count; ++i) {
      const auto seed = static_cast<std::uint64_t>(query * 7919 + site.layer * 271 + head * 61) + i * 13;
      SamplePoint point;
      point.head = head;
      point.level = static_cast<int>(i) / site.points;
      point.point = static_cast<int>(i) % site.points;
      point.weight = static_cast<float>(weights[i] / sum);
      point.x = out.reference_x + wide * (0.72 * std::cos(angle) + spread * (noise(seed) - 0.5) * 2);
      point.y = out.reference_y + high * (0.72 * std::sin(angle) + spread * (noise(seed + 1) - 0.5) * 2);
      const bool inside = point.x >= box.x0 && point.x <= box.x1 && point.y >= box.y0 && point.y <= box.y1;
      if (inside && detection) out.inside[static_cast<std::size_t>(head)] += point.weight;
      out.level_share[static_cast<std::size_t>(point.level)] += point.weight / static_cast<float>(site.heads);
      out.points.push_back(point);
    }
  }
  return out;
}

bool wanted(const std::vector<int>& list, int number) {
  return list.empty() || std::find(list.begin(), list.end(), number) != list.end();
}

}  // namespace

PointsResult fake_points(const TraceInfo& trace, const PointsRequest& request) {
  const SiteInfo& site = trace.sites[static_cast<std::size_t>(request.site)];
  PointsResult out;
  for (const std::int64_t query : request.queries) {
    QueryPoints found = points_of(trace, site, query);
    std::erase_if(found.points, [&](const SamplePoint& point) {
      const bool hidden = !wanted(request.heads, point.head) || !wanted(request.levels, point.level);
      if (!hidden && point.weight < request.threshold) ++out.left_out;
      return hidden || point.weight < request.threshold;
    });
    std::stable_sort(found.points.begin(), found.points.end(),
                     [](const auto& a, const auto& b) { return a.weight < b.weight; });
    out.queries.push_back(std::move(found));
  }
  return out;
}

SplatResult fake_splat(const TraceInfo& trace, const SplatRequest& request) {
  const SiteInfo& site = trace.sites[static_cast<std::size_t>(request.site)];
  const Axis& axis = trace.axes[static_cast<std::size_t>(site.query_axis)];
  Plane plane{request.rows, request.columns,
              std::vector<float>(static_cast<std::size_t>(request.rows * request.columns), 0), 0, 0};
  const auto queries = request.queries.empty() ? std::vector<std::int64_t>{0} : request.queries;
  for (const std::int64_t query : queries)
    for (const SamplePoint& point : points_of(trace, site, query).points) {
      if (request.head.mode == HeadChoice::Mode::one && point.head != request.head.head) continue;
      const auto row = static_cast<std::int64_t>(point.y / double(axis.image[0]) * double(request.rows));
      const auto column = static_cast<std::int64_t>(point.x / double(axis.image[1]) * double(request.columns));
      if (row < 0 || column < 0 || row >= request.rows || column >= request.columns) continue;
      float& cell = plane.values[static_cast<std::size_t>(row * request.columns + column)];
      cell += point.weight / float(queries.size()) /
              (request.head.mode == HeadChoice::Mode::one ? 1.0F : float(site.heads));
      plane.high = std::max(plane.high, cell);
    }
  return SplatResult{std::move(plane)};
}

}  // namespace headlight::testing
