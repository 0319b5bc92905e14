// What DETR and Deformable DETR share: backbone, positions on a map, attention of embeddings with positions, heads.
#pragma once

#include <string>
#include <vector>

#include "engine/io/json_file.h"
#include "engine/models/detection.h"
#include "engine/models/layers.h"
#include "engine/models/resnet.h"

namespace headlight::models {

// The fields of config.json that both families have, checked.
struct DetrConfig {
  struct Stack {
    std::int64_t layers = 0, heads = 0, inner = 0;
  };
  std::int64_t width = 0;
  Stack encoder, decoder;
  Activation act = nullptr;
  // `inner`: the family's width of feed-forward layers where the config has none.
  DetrConfig(const io::Fields& config, std::int64_t inner);
};

// Scopes of a detector's checkpoint.
struct DetrScopes {
  Weights heads;  // the detection heads; below "detr" where a segmenter wraps the detector
  Weights base;   // backbone, encoder, decoder; the heads' scope itself in a bare model
  explicit DetrScopes(const Weights& weights);
  // In all spellings: "backbone.model", older "backbone.conv_encoder.model".
  [[nodiscard]] Weights backbone() const;
};

// Positions of a feature map's cells, either sinusoids over the visible part or learned rows and columns.
class MapPositions {
 public:
  // `centred`: sinusoids of a cell's middle (Deformable DETR) and not of its far edge (DETR).
  MapPositions(const io::Fields& config, const Weights& base, bool centred);
  // visible bool [1, rows, columns] → [1, rows · columns, width], float32
  [[nodiscard]] at::Tensor operator()(const at::Tensor& visible) const;

 private:
  [[nodiscard]] at::Tensor sines(const at::Tensor& visible) const;
  [[nodiscard]] at::Tensor learned(std::int64_t rows, std::int64_t columns) const;

  std::int64_t width_ = 0;
  bool centred_ = false;
  at::Tensor rows_, columns_;  // [positions, width / 2] each; undefined: sinusoids
};

// Sines and cosines in turn of values · 2π or of any other angles, as both families arrange them:
// [..., n] → [..., n, features], features even.
[[nodiscard]] at::Tensor turning(const at::Tensor& angles, std::int64_t features);

// What attention mixes: positions are part of queries and keys, not of values.
struct DetrAttentionInput {
  at::Tensor query, key, value;  // [B, N, width]
};

struct DetrAttention {
  Linear q_proj, k_proj, v_proj, out_proj;
  std::int64_t heads = 1;
  DetrAttention(const Weights& weights, std::int64_t width, std::int64_t heads);
  // Fills in spec.scale. → [B, queries, width]
  [[nodiscard]] at::Tensor operator()(const DetrAttentionInput& input, trace::AttentionSpec spec,
                                      const trace::SiteLabel& label, kernels::Context& context) const;
};

// x + fc2(act(fc1(x))), normalised.
struct DetrFeedForward {
  Linear fc1, fc2;
  LayerNorm norm;
  Activation act;
  // Reads mlp.fc1 and mlp.fc2 or older fc1 and fc2, and final_layer_norm.
  DetrFeedForward(const Weights& layer, const DetrConfig& config, std::int64_t inner);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

// Linear layers with ReLU between them; `outputs` numbers at the end.
struct PredictionHead {
  std::vector<Linear> layers;
  PredictionHead(const Weights& weights, std::int64_t width, std::int64_t outputs);
  [[nodiscard]] at::Tensor operator()(at::Tensor x) const;
};

// Throws Failure unless the pixels are one image with the backbone's channels.
const at::Tensor& image_of(const ModelInput& input, const ResNet& backbone);

}  // namespace headlight::models
