// ResNet-vd (He et al. 2018): a stem of three convolutions, and shortcuts that halve the map by averaging.
#pragma once

#include "engine/io/json_file.h"
#include "engine/models/backbone.h"
#include "engine/models/convolution.h"

namespace headlight::models {

// RT-DETR's backbone_config (model_type rt_detr_resnet).
struct ResNetVdConfig {
  std::int64_t channels = 3, stem = 64;
  std::vector<std::int64_t> widths, depths;  // of the stages
  bool bottleneck = true;
  bool halves_first_stage = false;  // downsample_in_first_stage
  bool halves_early = false;        // downsample_in_bottleneck: in the block's first convolution
  bool frozen = true;               // batch normalisation
  Activation act = nullptr;
  std::vector<std::size_t> outputs;  // rising; 0 is the stem, 1 the first stage

  ResNetVdConfig(const io::Fields& fields, const std::vector<std::int64_t>& default_outputs, bool frozen_norms);
  [[nodiscard]] std::int64_t width(std::size_t output) const;
  [[nodiscard]] std::int64_t stride(std::size_t output) const;
};

struct ResNetVdShortcut {
  bool averages = false;                  // means of 2 × 2 first
  std::optional<ConvNorm> projection;
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

struct ResNetVdBlock {
  std::vector<ConvNorm> layers;
  ResNetVdShortcut shortcut;
  Activation act = nullptr;
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

struct ResNetVd {
  ResNetVdConfig config;
  std::vector<ConvNorm> stem;
  std::vector<std::vector<ResNetVdBlock>> stages;

  ResNetVd(const ResNetVdConfig& settings, const Weights& weights);
  // pixels [B, channels, H, W] → one map for each of config.outputs: [B, width, ⌈H / stride⌉, ⌈W / stride⌉].
  [[nodiscard]] std::vector<at::Tensor> operator()(const at::Tensor& pixels, const kernels::Context& context) const;
  // The same up to the last planned map.
  [[nodiscard]] BackboneChain chain() const;
};

}  // namespace headlight::models
