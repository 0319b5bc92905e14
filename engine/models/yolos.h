// YOLOS: a ViT whose last tokens, one a query, become boxes.
#pragma once

#include <optional>

#include "engine/models/vit.h"

namespace headlight::models {

// A position table of leading token, grid and detection tokens, for any image size.
struct YolosPositions {
  at::Tensor table;  // [layers, 1 + rows · columns + detections, width]
  Size2 grid{};      // of the table
  std::int64_t detections = 0;
  // Layer `layer`'s rows for a grid of `to` → [1, 1 + rows · columns + detections, width]; the grid's part is resized by
  // bicubic interpolation.
  [[nodiscard]] at::Tensor on(Size2 to, std::int64_t layer) const;
};

// Embeddings and layers: config's `vit.` scope.
struct YolosEncoder {
  VisionConfig config;
  std::int64_t detections = 0;
  at::Tensor cls_token;         // [1, 1, width]
  at::Tensor detection_tokens;  // [1, detections, width]
  PatchEmbedding patches;
  YolosPositions positions;
  std::optional<YolosPositions> middle;  // added after every layer but the last
  std::vector<VitLayer> layers;
  LayerNorm layernorm;

  YolosEncoder(const io::Fields& fields, const Weights& weights);
  // pixels [1, C, H, W] of any size of at least one patch → last hidden state [1, 1 + rows · columns + detections, width].
  [[nodiscard]] at::Tensor operator()(const at::Tensor& pixels, kernels::Context& context) const;
};

// Three linear layers with ReLU between them.
struct YolosHead {
  std::vector<Linear> layers;
  YolosHead(const Weights& weights, std::int64_t width, std::int64_t out);
  [[nodiscard]] at::Tensor operator()(at::Tensor x) const;
};

// YolosForObjectDetection and YolosModel.
std::unique_ptr<Model> make_yolos(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
