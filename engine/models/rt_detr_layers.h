// What RT-DETR's encoder and decoder are made of.
#pragma once

#include "engine/models/rt_detr_config.h"

namespace headlight::models {

// Self-attention whose queries and keys, but not values, carry positions.
struct RtDetrAttention {
  Linear query, key, value, output;
  std::int64_t heads = 1;
  RtDetrAttention() = default;
  RtDetrAttention(const Weights& weights, std::int64_t width, std::int64_t heads);
  // x and position [B, N, width] (position may be undefined) → [B, N, width]. `bias`: AttentionSpec's, or undefined.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& position, const at::Tensor& bias,
                                      const trace::SiteLabel& label, kernels::Context& context) const;
};

// Two linear layers with an activation between them.
struct RtDetrFeedForward {
  Linear first, second;
  Activation act = nullptr;
  RtDetrFeedForward() = default;
  RtDetrFeedForward(const Weights& layer, std::int64_t width, std::int64_t inner, Activation activation);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const { return second(act(first(x))); }
};

// Linear layers with ReLU between them: `sizes` are the widths from the input to the output.
struct RtDetrHead {
  std::vector<Linear> layers;
  RtDetrHead() = default;
  RtDetrHead(const Weights& weights, const std::vector<std::int64_t>& sizes);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

// A convolution and its batch normalisation, named `conv` and `norm`, or by number.
ConvNorm rt_detr_conv(const Weights& weights, const ConvolutionShape& shape, double epsilon, Activation act);
ConvNorm rt_detr_projection(const Weights& weights, const ConvolutionShape& shape, double epsilon);

// log(x / (1 − x)) with both clamped to at least 1e-5.
[[nodiscard]] at::Tensor inverse_sigmoid(const at::Tensor& x);

}  // namespace headlight::models
