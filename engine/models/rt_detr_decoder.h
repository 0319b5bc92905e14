// RT-DETR's decoder: queries attend to each other and sample the pyramid, and every layer refines their boxes.
#pragma once

#include "engine/models/rt_detr_layers.h"

namespace headlight::models {

// The levels' maps as one sequence.
struct RtDetrPyramid {
  at::Tensor memory;           // [B, Σ rows · columns, width]
  kernels::LevelSizes levels;
};

struct RtDetrQueries {
  at::Tensor content;    // [B, Q, width]
  at::Tensor reference;  // float32 [B, Q, 4]: centre and size before the sigmoid
  at::Tensor bias;       // float32 [Q, Q], −inf where a query must not see another (training); undefined: none
};

struct RtDetrSampling {
  Linear offsets, weights, value, output;
  at::Tensor share;            // float32 [total points, 1]: of the box's size, that an offset of 1 moves the point by
  std::int64_t heads = 1;
  bool second = false;
  double offset_scale = 0.5;
  std::vector<std::int64_t> level_points;
  kernels::Sampling sampling = kernels::Sampling::bilinear;
  RtDetrSampling(const Weights& scope, const RtDetrConfig& config);
  // x [B, Q, width], boxes float32 [B, Q, 4] as centre and size, 0…1.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& boxes, const RtDetrPyramid& pyramid,
                                      const trace::SiteLabel& label, kernels::Context& context) const;

 private:
  [[nodiscard]] at::Tensor points(const at::Tensor& x, const at::Tensor& boxes) const;
};

struct RtDetrDecoderLayer {
  RtDetrAttention attention;
  RtDetrSampling sampling;
  LayerNorm attention_norm, sampling_norm, final_norm;
  RtDetrFeedForward feed_forward;
  RtDetrDecoderLayer(const Weights& weights, const RtDetrConfig& config);
};

// Stacked over layers, [B, layers, Q, …]; `boxes` float32, centre and size; `logits` undefined without heads.
struct RtDetrDecoded {
  at::Tensor states, logits, boxes;
};

struct RtDetrDecoder {
  RtDetrConfig config;
  std::vector<RtDetrDecoderLayer> layers;
  RtDetrHead position;
  std::vector<Linear> class_heads;    // one a layer, or none: the bare model
  std::vector<RtDetrHead> box_heads;
  int first_axis = 0;                 // of the pyramid; the queries' follows

  // `heads`: where class_embed and bbox_embed are, or nothing.
  RtDetrDecoder(const RtDetrConfig& settings, const Weights& weights, const std::optional<Weights>& heads);
  [[nodiscard]] RtDetrDecoded operator()(const RtDetrPyramid& pyramid, const RtDetrQueries& queries,
                                         kernels::Context& context) const;

 private:
  [[nodiscard]] at::Tensor run_layer(std::size_t index, const at::Tensor& x, const at::Tensor& boxes,
                                     const RtDetrPyramid& pyramid, const at::Tensor& bias,
                                     kernels::Context& context) const;
};

}  // namespace headlight::models
