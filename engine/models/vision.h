// What the vision Transformers share: geometry, patch embedding, interpolated positions, self-attention.
#pragma once

#include <array>

#include "engine/io/json_file.h"
#include "engine/models/layers.h"
#include "engine/models/model.h"

namespace headlight::models {

// {height, width}
using Size2 = std::array<std::int64_t, 2>;

// The fields of config.json that every vision family has, checked.
struct VisionConfig {
  std::int64_t width = 0, layers = 0, heads = 0, head_width = 0;
  std::int64_t channels = 3;
  Size2 image{}, patch{};
  double epsilon = 0;
  bool qkv_bias = true;
  Activation act = nullptr;

  // `default_epsilon`, `default_patch`: what the family assumes for fields that are missing.
  VisionConfig(const io::Fields& config, double default_epsilon, std::int64_t default_patch);

  // Patches of an image of `size`: a rest at the right or bottom edge is left out.
  [[nodiscard]] Size2 grid(Size2 size) const { return {size[0] / patch[0], size[1] / patch[1]}; }
  [[nodiscard]] std::int64_t positions() const { return grid(image)[0] * grid(image)[1]; }
};

// Throws Failure unless pixels are [batch, channels, H, W] with at least one patch; returns {H, W}.
Size2 check_pixels(const at::Tensor& pixels, const VisionConfig& config);

// Non-overlapping patches, projected. pixels [B, C, H, W] → [B, rows · columns, width], row-major.
struct PatchEmbedding {
  at::Tensor weight;  // [width, channels, patch height, patch width]
  at::Tensor bias;    // [width]
  PatchEmbedding() = default;
  PatchEmbedding(const Weights& weights, const VisionConfig& config);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& pixels) const;
  [[nodiscard]] BackboneChain chain() const;  // the projection as a map
};

// How a learned position table is brought to another grid.
struct PositionRule {
  std::int64_t leading = 1;     // rows of the table before the grid's
  bool native_as_is = false;    // the configured image size takes the table as it stands, whatever its shape
  bool antialias = false;
  bool in_float32 = false;      // interpolate half-precision tables in float32
};

// Rows for an image of `size`: table [1, leading + n, width] → [1, leading + rows · columns, width].
// A square image with n patches takes the table as it stands; any other resizes its √n × √n grid by bicubic
// interpolation, as the reference does with interpolate_pos_encoding. Throws Failure when n is not a square.
at::Tensor positions_for(const at::Tensor& table, Size2 size, const VisionConfig& config, const PositionRule& rule);

// Multi-head self-attention with separate projections; both spellings of the checkpoints are read
// (attention.attention.query … attention.output.dense, and attention.q_proj … attention.o_proj).
struct VisionAttention {
  Linear query, key, value, output;
  std::int64_t heads = 1;
  double scale = 1;
  VisionAttention() = default;
  VisionAttention(const Weights& layer, const VisionConfig& config);
  // x [B, N, width] → the same shape.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, int layer, kernels::Context& context) const;
};

// What masked image modelling reconstructs: a 1 × 1 convolution to stride² · channels numbers a patch (`decoder.0`),
// laid out as stride × stride pixels each (config.json, encoder_stride).
struct PixelDecoder {
  at::Tensor weight;  // [stride² · channels, width, 1, 1]
  at::Tensor bias;    // [stride² · channels]
  std::int64_t stride = 16;
  PixelDecoder(const io::Fields& fields, const Weights& weights, const VisionConfig& config);
  // patches [B, rows · columns, width] → [B, channels, rows · stride, columns · stride]
  [[nodiscard]] at::Tensor operator()(const at::Tensor& patches, Size2 grid) const;
};

// The model's own scope: `base` where the store has it, the root where it has the embeddings,
// and for a store without tensors the root exactly for the bare architecture ("…Model").
Weights base_scope(const Weights& weights, const std::string& base, const std::string& architecture);

// Pixels of a run: checked for presence and batch 1. Throws Failure.
const at::Tensor& pixels_of(const ModelInput& input);

void report_progress(kernels::Context& context, std::int64_t done, std::int64_t total);

}  // namespace headlight::models
