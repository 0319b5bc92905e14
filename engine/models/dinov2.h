// DINOv2, with and without register tokens.
#pragma once

#include <optional>

#include "engine/models/dinov2_backbone.h"

namespace headlight::models {

// Two linear layers, or the gated form: down(silu(gate(x)) · up(x)), whose gate and up a checkpoint keeps either
// as one matrix (weights_in, weights_out) or apart (gate_proj, up_proj, down_proj).
struct Dinov2FeedForward {
  Linear in, out;     // gated: `in` has the gate's rows, then up's
  bool gated = false;
  Activation act = nullptr;
  Dinov2FeedForward(const io::Fields& fields, const Weights& weights, const VisionConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

struct Dinov2Layer {
  LayerNorm norm1, norm2;
  VisionAttention attention;
  at::Tensor layer_scale1, layer_scale2;  // [width]
  Dinov2FeedForward mlp;
  Dinov2Layer(const io::Fields& fields, const Weights& weights, const VisionConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, int layer, kernels::Context& context) const;
};

// The bare model, and the classifier over class token and mean patch where the checkpoint has it, or a backbone.
struct Dinov2Model {
  VisionConfig config;
  bool registered = false;
  at::Tensor cls_token;            // [1, 1, width]
  at::Tensor register_tokens;      // [1, registers, width], undefined without
  at::Tensor position_embeddings;  // [1, 1 + patches, width]
  PatchEmbedding patches;
  std::vector<Dinov2Layer> layers;
  LayerNorm layernorm;
  std::vector<std::string> classes;  // empty: no head
  std::optional<Linear> classifier;
  std::optional<Dinov2Backbone> backbone;

  // `registered`: dinov2_with_registers.
  Dinov2Model(const io::Fields& fields, const Weights& weights, bool registered);
  // Class token and registers.
  [[nodiscard]] std::int64_t leading() const { return 1 + (registered ? register_tokens.size(1) : 0); }
  // pixels [B, C, H, W] → last hidden state [B, leading + rows · columns, width]; `seen` may be empty.
  [[nodiscard]] at::Tensor encode(const at::Tensor& pixels, kernels::Context& context,
                                  const StageSeen& seen = {}) const;
  // last hidden state → [B, classes]. Only with a classifier.
  [[nodiscard]] at::Tensor classify(const at::Tensor& hidden) const;
};

std::unique_ptr<Model> make_dinov2(const io::Fields& config, const Weights& weights);
std::unique_ptr<Model> make_dinov2_with_registers(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
