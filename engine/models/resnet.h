// Residual convolutional backbones, in both spellings that occur in checkpoints: transformers' own
// (embedder.embedder.convolution, encoder.stages.N.layers.M.layer.K …) and timm's (conv1, bn1, layerN.M.convK …).
#pragma once

#include <vector>

#include "engine/io/json_file.h"
#include "engine/kernels/attention.h"
#include "engine/models/backbone.h"
#include "engine/models/layers.h"

namespace headlight::models {

// A convolution without bias and its frozen batch normalisation, y = scale · (w ∗ x) + shift.
struct NormedConvolution {
  at::Tensor weight;        // [out, in of a group, k, k]
  at::Tensor scale, shift;  // [1, out, 1, 1], running dtype
  std::int64_t stride = 1, dilation = 1, groups = 1;

  NormedConvolution() = default;
  // Reads `convolution`.weight and `norm`.{weight,bias,running_mean,running_var} for `in` channels.
  NormedConvolution(const Weights& weights, const std::string& convolution, const std::string& norm, std::int64_t in);
  // x [B, in, H, W] → [B, out, ⌈H / stride⌉, ⌈W / stride⌉] for odd k
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
  [[nodiscard]] std::int64_t out() const { return weight.size(0); }
};

// act(last(… relu(first(x))) + shortcut(x)): two convolutions (basic) or three (bottleneck).
struct ResNetLayer {
  std::vector<NormedConvolution> layer;
  std::vector<NormedConvolution> shortcut;  // one, or none: x itself
  std::int64_t pooled = 1;                  // > 1: the shortcut averages 2 × 2 pixels with this stride first
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, Activation act) const;
};

// What config.json says about a backbone. Depths, widths and kinds of layers are read off the weights.
struct ResNetPlan {
  std::vector<std::int64_t> outputs;  // indices of the maps, rising: 0 the stem, 1 the first stage …
  std::int64_t channels = 3;          // of the image
  std::int64_t output_stride = 32;    // stages beyond it widen their kernels' reach instead of striding (timm)
  bool downsample_in_first_stage = false, downsample_in_bottleneck = false;
  Activation act = nullptr;

  // Of a detector's config: backbone_config, or the older use_timm_backbone, backbone, backbone_kwargs, dilation.
  // `usual`: the maps that the family takes from a backbone that is only named. Throws Failure for other backbones.
  ResNetPlan(const io::Fields& detector, std::vector<std::int64_t> usual);
};

class ResNet {
 public:
  // Reads the backbone below `weights`, in the spelling that it finds.
  ResNet(const Weights& weights, const ResNetPlan& plan);

  // pixels [B, channels, H, W] in the running dtype → the planned maps [B, width, ⌈H / stride⌉, ⌈W / stride⌉].
  [[nodiscard]] std::vector<at::Tensor> operator()(const at::Tensor& pixels, kernels::Context& context) const;
  // The same up to the last planned map.
  [[nodiscard]] BackboneChain chain() const;
  [[nodiscard]] const std::vector<std::int64_t>& widths() const { return widths_; }    // of the planned maps
  [[nodiscard]] const std::vector<std::int64_t>& strides() const { return strides_; }  // in pixels
  [[nodiscard]] std::int64_t channels() const { return stem_.front().weight.size(1); }

 private:
  void read_stages(const Weights& weights, const ResNetPlan& plan, bool timm);

  std::vector<NormedConvolution> stem_;
  std::vector<std::vector<ResNetLayer>> stages_;
  std::vector<std::int64_t> outputs_, widths_, strides_;
  bool pooled_stem_first_ = false;  // map 0 is the pooled stem (transformers) and not the one before it (timm)
  Activation act_;
};

}  // namespace headlight::models
