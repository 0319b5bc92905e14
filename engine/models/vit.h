// ViT (and DINO's ViTs, which use its model_type).
#pragma once

#include <optional>

#include "engine/models/vision.h"

namespace headlight::models {

struct VitLayer {
  VisionAttention attention;
  LayerNorm layernorm_before, layernorm_after;
  Linear intermediate, output;
  VitLayer(const Weights& weights, const VisionConfig& config, std::int64_t inner);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, int layer, const VisionConfig& config,
                                      kernels::Context& context) const;
};

// Embeddings, layers and last normalisation of ViT and DeiT: config's `vit.` or `deit.` scope.
struct VitEncoder {
  VisionConfig config;
  at::Tensor cls_token;           // [1, 1, width]
  at::Tensor distillation_token;  // [1, 1, width], DeiT's second leading token, or undefined
  at::Tensor position_embeddings; // [1, leading + patches, width]
  PatchEmbedding patches;
  std::vector<VitLayer> layers;
  LayerNorm layernorm;

  VitEncoder(const io::Fields& fields, const Weights& weights, bool distilled);
  [[nodiscard]] std::int64_t leading() const { return distillation_token.defined() ? 2 : 1; }
  // pixels [B, C, H, W] of any size of at least one patch → last hidden state [B, leading + rows · columns, width].
  // Differentiable.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& pixels, kernels::Context& context) const;
};

// The picture that a masked-image model makes of the last hidden state [1, leading + patches, width].
[[nodiscard]] at::Tensor reconstruction(const PixelDecoder& decoder, const VitEncoder& encoder,
                                        const ModelInput& input, const at::Tensor& hidden);

// Linear layer and activation over the first token.
struct VitPooler {
  Linear dense;
  Activation act = nullptr;
  VitPooler(const io::Fields& fields, const Weights& weights, std::int64_t width);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& hidden) const;
};

// ViTModel, ViTForImageClassification or ViTForMaskedImageModeling; the head and the pooler are there where the checkpoint has them.
struct VitModel {
  std::vector<std::string> classes;  // empty: no head
  VitEncoder encoder;
  std::optional<VitPooler> pooler;
  std::optional<Linear> classifier;
  std::optional<PixelDecoder> decoder;

  VitModel(const io::Fields& fields, const Weights& weights);
  [[nodiscard]] at::Tensor encode(const at::Tensor& pixels, kernels::Context& context) const {
    return encoder(pixels, context);
  }
  // pixels [B, C, H, W] → [B, classes]. Only with a classifier. Differentiable.
  [[nodiscard]] at::Tensor logits(const at::Tensor& pixels, kernels::Context& context) const;
};

std::unique_ptr<Model> make_vit(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
