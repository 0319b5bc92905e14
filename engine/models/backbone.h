// What a model makes of its pixels before attention, as a chain that a gradient goes back through.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace headlight::models {

// pixels float32 [1, channels, H, W] → step by step → the map [1, width, rows, columns] that attention reads. The steps
// are differentiable and refer to the model, which outlives them.
struct BackboneChain {
  using Maps = std::vector<at::Tensor>;
  using Step = std::function<at::Tensor(const at::Tensor&)>;
  std::vector<Step> steps;                    // none: the model has no such map
  std::array<std::int64_t, 2> stride{0, 0};   // height, width of a cell of the map, in pixels
  std::string layer;                          // "backbone stage 4", "patch projection"

  // The maps on the way that attention reads as well, finest first, the chain's own last; empty: that alone.
  struct Map {
    std::size_t steps = 0;  // that lead to it
    std::array<std::int64_t, 2> stride{0, 0};
    std::string layer;
  };
  std::vector<Map> maps;

  // What the encoder makes of them: maps of its own, each of which may have seen the whole picture; empty: not known.
  std::function<Maps(const Maps& maps, const std::stop_token& stop)> encode;
  std::vector<Map> encoded;  // their strides and names
  int ends_in = -1;          // which of them the chain ends in; −1: in the steps' last map

  // The steps so far lead to such a map, the last one until the next is noted.
  void note_map(std::array<std::int64_t, 2> cell, std::string name);
  void note_encoded(std::array<std::int64_t, 2> cell);  // one more map of the encoder's: "encoder level 0", …
  // All maps' layers, then the encoder's.
  [[nodiscard]] std::vector<std::string> levels() const;
  [[nodiscard]] std::size_t backbone_levels() const { return maps.empty() ? 1 : maps.size(); }
  // The chain that ends in one of levels().
  [[nodiscard]] BackboneChain up_to(std::size_t level) const;
};

// One cell of the map.
struct BackboneCell {
  std::int64_t row = 0, column = 0;
};
// The cell that holds the pixel (x, y): cells begin every stride pixels, and the last ones end where the pixels do.
[[nodiscard]] BackboneCell cell_at(const BackboneChain& chain, const at::Tensor& map, double x, double y);

// Every step's input, then its map, then the encoder's where the chain ends there: the forward pass without gradients.
// Throws Failure{cancelled()} between two steps.
[[nodiscard]] std::vector<at::Tensor> steps_of(const BackboneChain& chain, const at::Tensor& pixels, const std::stop_token& stop);

// ∂ Σ f / ∂ pixels for the feature f at `cell`, summed over its channels (the effective receptive field of Luo et al. 2016,
// before the absolute value), up to a positive factor: float32 [channels, H, W]. `inputs` as steps_of gave them, used up
// from the back: one step is differentiated at a time, so memory holds the inputs of the steps and one step's own tensors.
// Throws Failure{cancelled()} between two steps.
[[nodiscard]] at::Tensor pixel_gradient(const BackboneChain& chain, std::vector<at::Tensor> inputs, BackboneCell cell,
                                        const std::stop_token& stop);

}  // namespace headlight::models
