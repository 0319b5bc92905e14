// Feature maps of a DINOv2 that serves as a backbone (architecture "…Backbone").
#pragma once

#include <functional>
#include <vector>

#include "engine/models/vision.h"

namespace headlight::models {

// Called with every stage's hidden state [B, leading + rows · columns, width]: 0 is the embeddings, i the i-th layer.
using StageSeen = std::function<void(std::int64_t stage, const at::Tensor& hidden)>;

struct Dinov2Backbone {
  std::vector<std::int64_t> stages;  // rising: out_indices, else out_features, else the last one
  bool normalised = true;            // apply_layernorm
  bool laid_out = true;              // reshape_hidden_states

  // Throws Failure for stages that the model does not have.
  Dinov2Backbone(const io::Fields& fields, std::int64_t layers);
  [[nodiscard]] bool wants(std::int64_t stage) const;
  // One stage as a map: [B, width, rows, columns], or the hidden state as it is unless laid_out.
  [[nodiscard]] at::Tensor map(const at::Tensor& hidden, const LayerNorm& norm, std::int64_t leading, Size2 grid) const;
};

}  // namespace headlight::models
