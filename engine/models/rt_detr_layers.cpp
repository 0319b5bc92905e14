#include "engine/models/rt_detr_layers.h"

#include <ATen/Functions.h>

#include <cmath>

namespace headlight::models {

RtDetrAttention::RtDetrAttention(const Weights& weights, std::int64_t width, std::int64_t head_count)
    : query(weights.select("q_proj"), width, width),
      key(weights.select("k_proj"), width, width),
      value(weights.select("v_proj"), width, width),
      output(weights.select(weights.has_scope("o_proj") ? "o_proj" : "out_proj"), width, width),
      heads(head_count) {}

at::Tensor RtDetrAttention::operator()(const at::Tensor& x, const at::Tensor& position, const at::Tensor& bias,
                                       const trace::SiteLabel& label, kernels::Context& context) const {
  const auto placed = position.defined() ? x + position : x;
  trace::AttentionSpec spec;
  spec.scale = 1 / std::sqrt(static_cast<double>(x.size(-1) / heads));
  spec.bias = bias;
  const auto mixed = kernels::attention(project({placed, placed, x}, query, key, value, heads), spec, label, context);
  return output(merge_heads(mixed));
}

RtDetrFeedForward::RtDetrFeedForward(const Weights& layer, std::int64_t width, std::int64_t inner,
                                     Activation activation)
    : first(layer.select(layer.has_scope("mlp") ? "mlp.fc1" : "fc1"), width, inner),
      second(layer.select(layer.has_scope("mlp") ? "mlp.fc2" : "fc2"), inner, width),
      act(activation) {}

RtDetrHead::RtDetrHead(const Weights& weights, const std::vector<std::int64_t>& sizes) {
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i)
    layers.emplace_back(weights.select("layers", static_cast<std::int64_t>(i)), sizes[i], sizes[i + 1]);
}

at::Tensor RtDetrHead::operator()(const at::Tensor& x) const {
  auto hidden = x;
  for (const auto& layer : layers) hidden = &layer == &layers.back() ? layer(hidden) : at::relu(layer(hidden));
  return hidden;
}

ConvNorm rt_detr_conv(const Weights& weights, const ConvolutionShape& shape, double epsilon, Activation act) {
  return {Convolution(weights.select("conv"), shape), BatchNorm(weights.select("norm"), shape.out, epsilon), act};
}

ConvNorm rt_detr_projection(const Weights& weights, const ConvolutionShape& shape, double epsilon) {
  return {Convolution(weights.select("0"), shape), BatchNorm(weights.select("1"), shape.out, epsilon), nullptr};
}

at::Tensor inverse_sigmoid(const at::Tensor& x) {
  constexpr double least = 1e-5;
  const auto share = x.clamp(0, 1);
  return at::log(share.clamp_min(least) / (1 - share).clamp_min(least));
}

}  // namespace headlight::models
