// A Transformer layer with the normalisation after each residual sum, as BERT and its relatives have it.
#pragma once

#include <string>
#include <vector>

#include "engine/models/layers.h"

namespace headlight::models {

struct EncoderShape {
  std::int64_t hidden = 0, heads = 0, layers = 0, inner = 0;
  double epsilon = 1e-12;
  Activation act = nullptr;
  bool causal = false;  // a decoder: each token sees itself and those before it
};

// Where a family's checkpoint keeps the parts, relative to the layer.
struct EncoderLayerNames {
  const char *query, *key, *value, *output, *attention_norm, *inner, *outer, *output_norm;
};

struct EncoderLayer {
  Linear query, key, value, output;
  LayerNorm attention_norm;
  Linear inner, outer;
  LayerNorm output_norm;

  EncoderLayer(const Weights& weights, const EncoderShape& shape, const EncoderLayerNames& names);
};

class Encoder {
 public:
  // Reads `weights`.0, `weights`.1 …
  Encoder(const Weights& weights, const EncoderShape& shape, const EncoderLayerNames& names);

  // x [1, tokens, hidden] → the same; key_visible as in AttentionSpec.
  [[nodiscard]] at::Tensor operator()(at::Tensor x, const at::Tensor& key_visible, kernels::Context& context) const;
  [[nodiscard]] const EncoderShape& shape() const { return shape_; }

 private:
  [[nodiscard]] at::Tensor forward(const EncoderLayer& layer, const at::Tensor& x, const trace::AttentionSpec& spec,
                                   const trace::SiteLabel& label, kernels::Context& context) const;

  EncoderShape shape_;
  std::vector<EncoderLayer> layers_;
};

}  // namespace headlight::models
