#include "engine/models/tap/sampling.h"

#include <ATen/Functions.h>

#include <algorithm>

namespace headlight::models::tap {
namespace {

// grid_sampler's −1…1 as 0…1 over the whole map, whose outer pixels' centres or edges −1 and 1 may be.
at::Tensor points_of(const GridCall& call) {
  auto place = (call.grid.to(at::kFloat) + 1) / 2;
  if (!call.align_corners) return place;
  const auto size = at::tensor({call.map.size(3), call.map.size(2)}, at::kFloat);
  return (place * (size - 1) + 0.5) / size;
}

// Layers may take more points from one level than from another: absent ones repeat the last with weight 0.
at::Tensor padded(const at::Tensor& tensor, std::int64_t dimension, std::int64_t points, bool repeat) {
  const auto missing = points - tensor.size(dimension);
  if (missing == 0) return tensor;
  auto last = tensor.narrow(dimension, tensor.size(dimension) - 1, 1);
  auto sizes = last.sizes().vec();
  sizes[static_cast<std::size_t>(dimension)] = missing;
  last = last.expand(sizes);
  return at::cat({tensor, repeat ? last : at::zeros_like(last)}, dimension);
}

}  // namespace

std::optional<FoundSampling> sampling_from(const Samples& samples, const at::Tensor& weights) {
  const auto& first = *samples.calls.front();
  const auto heads = first.grid.size(0), queries = first.grid.size(1);
  std::int64_t total = 0, most = 0;
  for (const auto& call : samples.calls) {
    if (call->grid.size(0) != heads || call->grid.size(1) != queries || call->map.size(1) != first.map.size(1)) return std::nullopt;
    total += call->grid.size(2);
    most = std::max(most, call->grid.size(2));
  }
  if (total == 0 || weights.numel() != heads * queries * total || weights.size(-1) == 0) return std::nullopt;
  const auto rows = weights.to(at::kFloat).reshape({heads, queries, total});
  FoundSampling found;
  std::vector<at::Tensor> points, shares, values;
  std::int64_t at = 0;
  for (const auto& call : samples.calls) {
    const auto count = call->grid.size(2);
    points.push_back(padded(points_of(*call), 2, most, true));
    shares.push_back(padded(rows.narrow(2, at, count), 2, most, false));
    values.push_back(call->map.flatten(2).transpose(1, 2));
    found.levels.push_back({call->map.size(2), call->map.size(3)});
    at += count;
  }
  found.points = at::stack(points, 2).contiguous();
  found.weights = at::stack(shares, 2).contiguous();
  found.value = at::cat(values, 1).contiguous();
  return found;
}

}  // namespace headlight::models::tap
