#include <ATen/Functions.h>

#include <vector>

#include "engine/kernels/ms_deform_attn_shape.h"

namespace headlight::kernels {
namespace {

// Far outside is as good as farther outside, and stays in the range of whole numbers.
constexpr double nearest_outside = -2, farthest_outside = 3;

// One level's map, points and weights with batch and heads as one dimension.
struct Level {
  at::Tensor map;      // [batch · heads, width, rows, columns]
  at::Tensor points;   // [batch · heads, queries, points, 2], bounded
  at::Tensor counted;  // bool [batch · heads, 1, queries, points]: the point is finite
};

// [batch · heads, width, queries, points].
at::Tensor bilinear(const Level& level) {
  constexpr int bilinear_mode = 0, zero_padding = 0;
  return at::grid_sampler_2d(level.map, 2 * level.points - 1, bilinear_mode, zero_padding, false);
}

// The same for the nearest pixel of RT-DETRv2, clamped to the map.
at::Tensor discrete(const Level& level) {
  const auto rows = level.map.size(2), columns = level.map.size(3);
  const auto pixel = [&](int axis, std::int64_t size) {
    return (level.points.select(3, axis) * size + 0.5).floor().clamp(0, static_cast<double>(size - 1)).to(at::kLong);
  };
  const auto flat = (pixel(1, rows) * columns + pixel(0, columns)).flatten(1).unsqueeze(1);
  const auto all = level.map.flatten(2);
  return all.gather(2, flat.expand({-1, all.size(1), -1})).unflatten(2, level.points.sizes().slice(1, 2));
}

Level level_of(const DeformableInput& input, std::size_t number, at::ScalarType exact) {
  std::int64_t position = 0, point = 0;
  for (std::size_t before = 0; before < number; ++before) {
    position += input.levels[before][0] * input.levels[before][1];
    point += input.level_points[before];
  }
  const auto [rows, columns] = input.levels[number];
  auto points = input.points.narrow(3, point, input.level_points[number]).to(exact).transpose(1, 2).flatten(0, 1);
  const auto counted = points.isfinite().all(-1);
  points = at::where(counted.unsqueeze(-1), points, at::zeros_like(points)).clamp(nearest_outside, farthest_outside);
  const auto map = input.value.narrow(1, position, rows * columns).to(exact).permute({0, 2, 3, 1}).flatten(0, 1);
  return {map.unflatten(2, {rows, columns}), points, counted.unsqueeze(1)};
}

}  // namespace

at::Tensor reference_ms_deform_attn(const DeformableInput& input, Sampling sampling) {
  const auto shape = deformable_shape(input);
  const auto exact = input.value.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  const auto weights = input.weights.to(exact).transpose(1, 2).flatten(0, 1).unsqueeze(1);
  auto sum = at::zeros({shape.batch * shape.heads, shape.width, shape.queries}, input.value.options().dtype(exact));
  std::int64_t point = 0;
  for (std::size_t number = 0; number < input.levels.size(); ++number) {
    const auto count = input.level_points[number];
    if (count == 0 || sum.numel() == 0) continue;
    const auto level = level_of(input, number, exact);
    const auto sampled = sampling == Sampling::bilinear ? bilinear(level) : discrete(level);
    const auto weighted = sampled * weights.narrow(3, point, count);
    sum = sum + at::where(level.counted, weighted, at::zeros({}, weighted.options())).sum(-1);
    point += count;
  }
  sum = sum.unflatten(0, {shape.batch, shape.heads}).permute({0, 3, 1, 2});
  return sum.reshape({shape.batch, shape.queries, shape.heads * shape.width}).to(input.value.scalar_type());
}

}  // namespace headlight::kernels
