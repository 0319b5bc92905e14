#include "engine/views/sample.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>

namespace headlight::views {
namespace {

using Corner = SampleResult::Corner;

constexpr double far = 1e9;  // cells; corners beyond are outside every map and named as if they lay here

void require_point(const SampledSite& site, const SampleRequest& request) {
  require_range("head", request.head, 0, site.heads() - 1);
  require_range("query", request.query, 0, site.queries() - 1);
  require_range("level", request.level, 0, site.levels() - 1);
  require_range("point", request.point, 0, site.points() - 1);
}

// Weights by area of the four cells around a place; cells outside the map stay without a mark.
std::array<Corner, 4> bilinear(const SampleResult& result) {
  const auto row = std::floor(result.cell[0]), column = std::floor(result.cell[1]);
  std::array<Corner, 4> corners;
  for (std::size_t i = 0; i < 4; ++i) {
    const double r = row + static_cast<double>(i / 2), c = column + static_cast<double>(i % 2);
    corners[i].share = (1 - std::abs(result.cell[0] - r)) * (1 - std::abs(result.cell[1] - c));
    corners[i].inside =
        r >= 0 && c >= 0 && r < static_cast<double>(result.grid[0]) && c < static_cast<double>(result.grid[1]);
    corners[i].row = static_cast<std::int64_t>(std::clamp(r, -far, far));
    corners[i].column = static_cast<std::int64_t>(std::clamp(c, -far, far));
  }
  return corners;
}

// The cell that the point falls into, clamped to the map, as the only one; rounded as the model rounds.
std::array<Corner, 4> nearest(const SampledSite::Point& point, const SampleResult& result) {
  const auto at = [](double place, std::int64_t size) {
    const float cell = static_cast<float>(place) * static_cast<float>(size) + 0.5F;
    return static_cast<std::int64_t>(std::clamp(cell, 0.0F, static_cast<float>(size - 1)));
  };
  std::array<Corner, 4> corners;
  corners[0] = {at(point.y, result.grid[0]), at(point.x, result.grid[1]), 1, true, 0};
  return corners;
}

void read_values(const SampledSite& sampled, const SampleRequest& request, SampleResult& result) {
  const auto& value = sampled.site().sampling.value;
  if (!value.defined()) return;
  std::int64_t first = 0;
  for (int level = 0; level < request.level; ++level) {
    const auto& [rows, columns] = sampled.site().info.levels[static_cast<std::size_t>(level)];
    first += rows * columns;
  }
  auto sum = at::zeros({value.size(2)}, at::kFloat);
  for (auto& corner : result.corners) {
    if (!corner.inside) continue;
    const auto cell = value[request.head][first + corner.row * result.grid[1] + corner.column].to(at::kFloat);
    corner.length = at::linalg_vector_norm(cell).item<double>();
    sum.add_(cell, corner.share);
  }
  result.value.assign(sum.const_data_ptr<float>(), sum.const_data_ptr<float>() + sum.numel());
}

}  // namespace

Result<SampleResult> sample(const trace::Trace& trace, const SampleRequest& request, const std::stop_token& /*stop*/) {
  return at_border<SampleResult>([&]() -> Result<SampleResult> {
    const SampledSite sampled(trace, request.site);
    require_point(sampled, request);
    const auto point = sampled.at(request.head, request.query, request.level, request.point);
    if (!std::isfinite(point.x) || !std::isfinite(point.y))
      throw Failure{
          unusable("sampling point is not a number", "points of the trace", "NaN or infinity", "finite values")};
    const auto reference = sampled.reference(request.query);
    SampleResult result;
    result.grid = sampled.site().info.levels[static_cast<std::size_t>(request.level)];
    result.weight = point.weight;
    result.cell = {point.y * static_cast<double>(result.grid[0]) - 0.5,
                   point.x * static_cast<double>(result.grid[1]) - 0.5};
    const auto [x, y] = sampled.on_image(point.x, point.y);
    const auto [from_x, from_y] =
        sampled.has_reference() ? sampled.on_image(reference[0], reference[1]) : std::array{x, y};
    result.x = x;
    result.y = y;
    result.reference_x = from_x;
    result.reference_y = from_y;
    result.offset_x = x - from_x;
    result.offset_y = y - from_y;
    result.corners = sampled.site().info.nearest ? nearest(point, result) : bilinear(result);
    read_values(sampled, request, result);
    return result;
  });
}

}  // namespace headlight::views
