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

// ∂ Σ f / ∂ map: one at the cell, zero elsewhere.
at::Tensor cell_gradient(const at::Tensor& map, BackboneCell cell) {
  auto gradient = at::zeros_like(map);
  gradient.select(3, cell.column).select(2, cell.row).fill_(1);
  return gradient;
}

// A gradient that is `factor` times the one held, whose largest entry is 1, so that half precision holds it.
struct ScaledGradient {
  at::Tensor held;
  double factor = 1;

  void normalise() {
    const auto largest = held.abs().max().item<double>();
    if (!(largest > 0)) return;
    held = held / largest;
    factor *= largest;
  }
  void add(const at::Tensor& more) {
    held = held.defined() ? held + more / factor : more;
    normalise();
  }
  // From after a step to before it.
  void go_back(const BackboneChain::Step& step, const at::Tensor& input) {
    const at::AutoGradMode enabled(true);
    const auto from = input.detach().requires_grad_(true);
    held = torch::autograd::grad({step(from)}, {from}, {held}).front();
    normalise();
  }
};

// Where the maps lie among the inputs of the steps.
std::vector<std::size_t> places_of_maps(const BackboneChain& chain) {
  if (chain.maps.empty()) return {chain.steps.size()};
  std::vector<std::size_t> places;
  for (const auto& map : chain.maps) places.push_back(map.steps);
  return places;
}

BackboneChain::Maps maps_of(const BackboneChain& chain, const std::vector<at::Tensor>& inputs) {
  BackboneChain::Maps maps;
  for (const auto place : places_of_maps(chain)) maps.push_back(inputs.at(place));
  return maps;
}

// The gradient at every input of a step that the encoder reads; undefined where it reads none.
std::vector<at::Tensor> encoder_gradients(const BackboneChain& chain, const std::vector<at::Tensor>& inputs, BackboneCell cell,
                                          const std::stop_token& stop) {
  const at::AutoGradMode enabled(true);
  auto maps = maps_of(chain, inputs);
  for (auto& map : maps) map = map.detach().requires_grad_(true);
  const auto level = chain.encode(maps, stop).at(static_cast<std::size_t>(chain.ends_in));
  const auto back = torch::autograd::grad({level}, maps, {cell_gradient(level, cell)}, std::nullopt, false, true);
  std::vector<at::Tensor> gradients(inputs.size());
  const auto places = places_of_maps(chain);
  for (std::size_t i = 0; i < places.size(); ++i) gradients[places[i]] = back[i];
  return gradients;
}

}  // namespace

void BackboneChain::note_map(std::array<std::int64_t, 2> cell, std::string name) {
  maps.push_back({steps.size(), cell, name});
  stride = cell;
  layer = std::move(name);
}

void BackboneChain::note_encoded(std::array<std::int64_t, 2> cell) {
  encoded.push_back({0, cell, "encoder level " + std::to_string(encoded.size())});
}

std::vector<std::string> BackboneChain::levels() const {
  std::vector<std::string> names;
  if (maps.empty()) names.push_back(layer);
  for (const auto* part : {&maps, &encoded})
    for (const auto& map : *part) names.push_back(map.layer);
  return names;
}

BackboneChain BackboneChain::up_to(std::size_t level) const {
  auto part = *this;
  const bool in_steps = level < backbone_levels();
  if (in_steps && maps.empty()) return part;
  const auto& end = in_steps ? maps[level] : encoded.at(level - backbone_levels());
  part.stride = end.stride;
  part.layer = end.layer;
  part.ends_in = in_steps ? -1 : static_cast<int>(level - backbone_levels());
  if (!in_steps) return part;
  part.steps.resize(end.steps);
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
  if (chain.ends_in >= 0) all.push_back(chain.encode(maps_of(chain, all), stop).at(static_cast<std::size_t>(chain.ends_in)));
  return all;
}

at::Tensor pixel_gradient(const BackboneChain& chain, std::vector<at::Tensor> inputs, BackboneCell cell,
                          const std::stop_token& stop) {
  std::vector<at::Tensor> gradients(inputs.size());
  if (chain.ends_in < 0) gradients.back() = cell_gradient(inputs.back(), cell);
  if (chain.ends_in >= 0) {
    inputs.pop_back();
    gradients = encoder_gradients(chain, inputs, cell, stop);
  }
  ScaledGradient gradient;
  for (auto step = chain.steps.size();; --step) {
    if (gradients[step].defined()) gradient.add(gradients[step]);
    if (step == 0) return gradient.held[0].to(at::kFloat);
    if (stop.stop_requested()) throw Failure{cancelled()};
    inputs.pop_back();
    if (gradient.held.defined()) gradient.go_back(chain.steps[step - 1], inputs.back());
  }
}

}  // namespace headlight::models
