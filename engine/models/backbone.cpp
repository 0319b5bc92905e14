#include "engine/models/backbone.h"

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/result.h"

namespace headlight::models {
namespace {

std::int64_t cell_along(double place, std::int64_t stride, std::int64_t cells) {
  const auto cell = static_cast<std::int64_t>(std::floor(place / static_cast<double>(stride)));
  return std::clamp<std::int64_t>(cell, 0, cells - 1);
}

// ∂‖f‖ / ∂ map: f / ‖f‖ at the cell, zero elsewhere.
at::Tensor norm_gradient(const at::Tensor& map, BackboneCell cell) {
  auto gradient = at::zeros_like(map);
  const auto feature = map.select(3, cell.column).select(2, cell.row).to(at::kFloat);
  const auto norm = feature.norm();
  if (norm.item<float>() > 0) gradient.select(3, cell.column).select(2, cell.row).copy_(feature / norm);
  return gradient;
}

// The gradient before a step from that after it, with its largest entry brought to 1, so that half precision holds it.
at::Tensor before(const BackboneChain::Step& step, const at::Tensor& input, const at::Tensor& gradient) {
  const at::AutoGradMode enabled(true);
  const auto from = input.detach().requires_grad_(true);
  const auto to = step(from);
  const auto back = torch::autograd::grad({to}, {from}, {gradient}).front();
  const auto largest = back.abs().max();
  return largest.item<float>() > 0 ? back / largest : back;
}

}  // namespace

void BackboneChain::note_map(std::array<std::int64_t, 2> cell, std::string name) {
  maps.push_back({steps.size(), cell, name});
  stride = cell;
  layer = std::move(name);
}

std::vector<std::string> BackboneChain::levels() const {
  if (maps.empty()) return {layer};
  std::vector<std::string> names;
  for (const auto& map : maps) names.push_back(map.layer);
  return names;
}

BackboneChain BackboneChain::up_to(std::size_t level) const {
  auto part = *this;
  if (maps.empty()) return part;
  const auto& end = maps.at(level);
  part.steps.resize(end.steps);
  part.stride = end.stride;
  part.layer = end.layer;
  part.maps.resize(level + 1);
  return part;
}

BackboneCell cell_at(const BackboneChain& chain, const at::Tensor& map, double x, double y) {
  return {cell_along(y, chain.stride[0], map.size(2)), cell_along(x, chain.stride[1], map.size(3))};
}

std::vector<at::Tensor> steps_of(const BackboneChain& chain, const at::Tensor& pixels, const std::stop_token& stop) {
  const at::NoGradGuard no_grad;
  std::vector<at::Tensor> all{pixels.to(at::kFloat)};
  for (const auto& step : chain.steps) {
    if (stop.stop_requested()) throw Failure{cancelled()};
    all.push_back(step(all.back()));
  }
  return all;
}

at::Tensor pixel_gradient(const BackboneChain& chain, std::vector<at::Tensor> inputs, BackboneCell cell,
                          const std::stop_token& stop) {
  auto gradient = norm_gradient(inputs.back(), cell);
  for (auto step = chain.steps.rbegin(); step != chain.steps.rend(); ++step) {
    if (stop.stop_requested()) throw Failure{cancelled()};
    inputs.pop_back();
    gradient = before(*step, inputs.back(), gradient);
  }
  return gradient[0].to(at::kFloat);
}

}  // namespace headlight::models
