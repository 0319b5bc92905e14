// Deformable attention as a layer: a feature pyramid, and points that queries choose on it (Zhu et al. 2020).
#pragma once

#include "engine/kernels/ms_deform_attn.h"
#include "engine/models/detr_parts.h"

namespace headlight::models {

// The image as the Transformer sees it: every level's cells, row by row, one level after the other.
struct Pyramid {
  kernels::LevelSizes levels;
  at::Tensor features, positions;  // [1, cells, width]
  at::Tensor visible;              // bool [1, cells], false = padding; undefined: all are visible
  at::Tensor valid;                // float32 [1, levels, 2]: part of the width and of the height that is image
};

// Where queries look from.
struct Reference {
  at::Tensor levels;  // float32 [1, queries, levels, 2 or 4]: (x, y) or (x, y, width, height) on every level, 0…1
  at::Tensor input;   // float32 [1, queries, 2 or 4]: the same over the model's input
};

// Every cell's middle, for a pyramid that looks at itself.
[[nodiscard]] Reference cell_centres(const Pyramid& pyramid);
// boxes float32 [1, queries, 2 or 4], 0…1 over the visible part.
[[nodiscard]] Reference on_pyramid(const at::Tensor& boxes, const Pyramid& pyramid);

// What config.json says about one deformable layer.
struct SamplingShape {
  std::int64_t width = 0, heads = 1, levels = 1, points = 1;
};

class DeformableAttention {
 public:
  DeformableAttention(const Weights& weights, const SamplingShape& shape);
  // query [1, queries, width], positions included, over the features of the pyramid → [1, queries, width]
  [[nodiscard]] at::Tensor operator()(const at::Tensor& query, const Pyramid& pyramid, const Reference& reference,
                                      const trace::SiteLabel& label, kernels::Context& context) const;

 private:
  [[nodiscard]] at::Tensor points(const at::Tensor& query, const Pyramid& pyramid, const at::Tensor& reference) const;

  SamplingShape shape_;
  Linear sampling_offsets_, attention_weights_, value_proj_, output_proj_;
};

struct DeformableEncoderLayer {
  DeformableAttention self_attn;
  LayerNorm norm;
  DetrFeedForward feed_forward;
  DeformableEncoderLayer(const Weights& weights, const DetrConfig& config, const SamplingShape& shape);
  // → the pyramid's next features
  [[nodiscard]] at::Tensor operator()(const Pyramid& pyramid, const Reference& centres, const trace::SiteLabel& label,
                                      kernels::Context& context) const;
};

// What a decoder layer's objects are, besides their embeddings.
struct Objects {
  at::Tensor positions;  // [1, queries, width]
  Reference reference;
};

struct DeformableDecoderLayer {
  DetrAttention self_attn;
  DeformableAttention encoder_attn;
  LayerNorm self_norm, cross_norm;
  DetrFeedForward feed_forward;
  DeformableDecoderLayer(const Weights& weights, const DetrConfig& config, const SamplingShape& shape);
  // `sites`: labels of the two attentions, self and deformable.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const Objects& objects, const Pyramid& pyramid,
                                      const std::array<trace::SiteLabel, 2>& sites, kernels::Context& context) const;
};

}  // namespace headlight::models
