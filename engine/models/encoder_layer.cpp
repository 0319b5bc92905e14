#include "engine/models/encoder_layer.h"

#include <ATen/Functions.h>

#include <cmath>

namespace headlight::models {

EncoderLayer::EncoderLayer(const Weights& weights, const EncoderShape& shape, const EncoderLayerNames& names)
    : query(weights.select(names.query), shape.hidden, shape.hidden),
      key(weights.select(names.key), shape.hidden, shape.hidden),
      value(weights.select(names.value), shape.hidden, shape.hidden),
      output(weights.select(names.output), shape.hidden, shape.hidden),
      attention_norm(weights.select(names.attention_norm), shape.hidden, shape.epsilon),
      inner(weights.select(names.inner), shape.hidden, shape.inner),
      outer(weights.select(names.outer), shape.inner, shape.hidden),
      output_norm(weights.select(names.output_norm), shape.hidden, shape.epsilon) {
  lay_side_by_side(query, key, value);
}

Encoder::Encoder(const Weights& weights, const EncoderShape& shape, const EncoderLayerNames& names) : shape_(shape) {
  for (std::int64_t i = 0; i < shape.layers; ++i) {
    layers_.emplace_back(weights.select(std::to_string(i)), shape, names);
  }
}

at::Tensor Encoder::operator()(at::Tensor x, const at::Tensor& key_visible, kernels::Context& context) const {
  trace::AttentionSpec spec;
  spec.scale = 1 / std::sqrt(static_cast<double>(shape_.hidden / shape_.heads));
  spec.causal = shape_.causal;
  spec.key_visible = key_visible;
  trace::SiteLabel label;
  label.stream = shape_.causal ? "decoder" : "encoder";
  label.kind = shape_.causal ? SiteKind::masked_self : SiteKind::self;
  for (const auto& layer : layers_) {
    x = forward(layer, x, spec, label, context);
    ++label.layer;
    if (context.progress) context.progress(static_cast<double>(label.layer) / static_cast<double>(shape_.layers));
  }
  return x;
}

at::Tensor Encoder::forward(const EncoderLayer& layer, const at::Tensor& x, const trace::AttentionSpec& spec,
                            const trace::SiteLabel& label, kernels::Context& context) const {
  const auto attended =
      kernels::attention(project({x}, layer.query, layer.key, layer.value, shape_.heads), spec, label, context);
  const auto middle = layer.attention_norm(layer.output.plus(merge_heads(attended), x));
  return layer.output_norm(layer.outer.plus(layer.inner(middle, shape_.act), middle));
}

}  // namespace headlight::models
