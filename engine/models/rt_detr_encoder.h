// RT-DETR's hybrid encoder: self-attention on the chosen levels (AIFI), then a pyramid fused top-down and bottom-up by
// convolutions (CCFM).
#pragma once

#include "engine/models/rt_detr_layers.h"

namespace headlight::models {

struct RtDetrEncoderLayer {
  RtDetrAttention attention;
  LayerNorm attention_norm, final_norm;
  RtDetrFeedForward feed_forward;
  bool normalize_before = false;
  RtDetrEncoderLayer(const Weights& weights, const RtDetrConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& position, const trace::SiteLabel& label,
                                      kernels::Context& context) const;
};

// A 3 × 3 and a 1 × 1 convolution side by side.
struct RtDetrRepVgg {
  ConvNorm wide, narrow;
  Activation act = nullptr;
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

// Two branches of a fused map, one of them through three RepVGG blocks.
struct RtDetrFusion {
  ConvNorm first, second;
  std::vector<RtDetrRepVgg> blocks;
  std::optional<ConvNorm> last;  // where the branches have another width
  RtDetrFusion(const Weights& weights, const RtDetrConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

struct RtDetrEncoder {
  RtDetrConfig config;
  std::vector<std::vector<RtDetrEncoderLayer>> attending;  // for each of config.encoded
  std::vector<ConvNorm> lateral, halving;
  std::vector<RtDetrFusion> top_down, bottom_up;

  RtDetrEncoder(const RtDetrConfig& settings, const Weights& weights);
  // Maps [B, width, rows, columns] of falling size → as many, fused. Axis i of the sites is the i-th encoded level's.
  // Throws Failure unless every map is twice as large as the next.
  [[nodiscard]] std::vector<at::Tensor> operator()(std::vector<at::Tensor> maps, kernels::Context& context) const;

 private:
  [[nodiscard]] at::Tensor attend(const at::Tensor& map, std::size_t which, kernels::Context& context) const;
};

// Sines and cosines of row and column, float32 [1, rows · columns, width].
[[nodiscard]] at::Tensor sine_positions(std::int64_t rows, std::int64_t columns, std::int64_t width, double temperature);

}  // namespace headlight::models
