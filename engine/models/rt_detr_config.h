// config.json of RT-DETR (Lv et al. 2023) and RT-DETRv2 (Lv et al. 2024), checked.
#pragma once

#include "engine/kernels/ms_deform_attn.h"
#include "engine/models/rt_detr_backbone.h"

namespace headlight::models {

struct RtDetrConfig {
  bool second = false;  // RT-DETRv2
  RtDetrBackbonePlan backbone;
  std::vector<std::string> classes;
  double norm_epsilon = 1e-5, batch_norm_epsilon = 1e-5;

  // hybrid encoder
  std::int64_t encoder_width = 256, encoder_layers = 1, encoder_inner = 1024, encoder_heads = 8;
  std::vector<std::int64_t> encoded;  // encode_proj_layers: the levels that attend to themselves
  std::int64_t hidden = 256;          // of the blocks of the pyramid
  double temperature = 10000;         // of the sine positions
  bool positions = true;              // false: eval_size is given, and the reference then adds none
  bool normalize_before = false;
  Activation encoder_act = nullptr, act = nullptr;

  // decoder
  std::int64_t width = 256, queries = 300, decoder_layers = 6, decoder_inner = 1024, decoder_heads = 8;
  std::vector<std::int64_t> decoder_inputs;  // channels of the levels that come from the encoder
  std::size_t levels = 3;                    // further ones halve the last map
  std::vector<std::int64_t> level_points;
  kernels::Sampling sampling = kernels::Sampling::bilinear;
  double offset_scale = 0.5;
  bool learned_queries = false;
  Activation decoder_act = nullptr;
  kernels::LevelSizes anchor_levels;         // of anchor_image_size; empty: the image's own

  RtDetrConfig(const io::Fields& fields, bool second_version);
  [[nodiscard]] std::size_t maps() const { return maps_of(backbone); }  // that come from the backbone

 private:
  void check(const io::Fields& fields) const;
};

}  // namespace headlight::models
