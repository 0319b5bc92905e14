// RT-DETR and RT-DETRv2: backbone, hybrid encoder, query selection, decoder.
#pragma once

#include "engine/models/model.h"
#include "engine/models/rt_detr_decoder.h"
#include "engine/models/rt_detr_encoder.h"

namespace headlight::models {

// What the encoder says about every position of the pyramid, and the positions chosen as queries.
struct RtDetrSelection {
  at::Tensor states;    // [B, N, width]
  at::Tensor logits;    // [B, N, classes]
  at::Tensor boxes;     // float32 [B, N, 4]: centre and size before the sigmoid
  at::Tensor positions; // int64 [B, Q], falling score
};

struct RtDetrModel {
  RtDetrConfig config;
  RtDetrBackbone backbone;
  std::vector<ConvNorm> encoder_inputs, decoder_inputs;
  RtDetrEncoder encoder;
  Linear selection;
  LayerNorm selection_norm;
  Linear score_head;
  RtDetrHead box_head;
  at::Tensor learned_queries;      // [queries, width], or undefined
  RtDetrDecoder decoder;

  RtDetrModel(const RtDetrConfig& settings, const Weights& weights, const std::optional<Weights>& heads);

  [[nodiscard]] std::vector<std::int64_t> strides() const;  // of all levels, in input pixels

  // From the pixels to every level that the decoder reads.
  [[nodiscard]] BackboneChain chain() const;

  // The steps of a forward pass, each differentiable. pixels [B, channels, H, W].
  [[nodiscard]] RtDetrPyramid pyramid(const at::Tensor& pixels, kernels::Context& context) const;
  [[nodiscard]] RtDetrSelection select(const RtDetrPyramid& pyramid) const;
  // No gradient flows back into the selection.
  [[nodiscard]] RtDetrQueries queries(const RtDetrSelection& selected) const;

 private:
  // The backbone's maps → the levels.
  [[nodiscard]] std::vector<at::Tensor> encoded(std::vector<at::Tensor> maps, kernels::Context& context) const;
};

// RTDetrForObjectDetection or the bare RTDetrModel (`second`: the same of RTDetrV2), wherever the checkpoint keeps its parts.
RtDetrModel rt_detr_model(const io::Fields& config, const Weights& weights, bool second);

// rows [B, N, width] at positions int64 [B, Q] → [B, Q, width]
[[nodiscard]] at::Tensor rows_at(const at::Tensor& rows, const at::Tensor& positions);

std::unique_ptr<Model> make_rt_detr(const io::Fields& config, const Weights& weights);
std::unique_ptr<Model> make_rt_detr_v2(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
