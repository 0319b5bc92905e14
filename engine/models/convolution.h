// Convolutions and batch normalisation, as detectors' backbones use them.
#pragma once

#include <optional>

#include "engine/models/layers.h"

namespace headlight::models {

struct ConvolutionShape {
  std::int64_t in = 0, out = 0, kernel = 1, stride = 1;
};

// A square convolution without bias, padded by half its kernel. [B, in, H, W] → [B, out, ⌈H / stride⌉, ⌈W / stride⌉]
// for odd kernels.
struct Convolution {
  at::Tensor weight;  // [out, in, kernel, kernel]
  std::int64_t stride = 1;
  Convolution() = default;
  Convolution(const Weights& weights, const ConvolutionShape& shape);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
};

// Batch normalisation by the checkpoint's running statistics, or the batch's own where the context asks for them.
struct BatchNorm {
  at::Tensor weight, bias, running_mean, running_var;  // [channels]
  double epsilon = 1e-5;
  bool frozen = false;  // written as one scale and one shift, as the reference's frozen normalisation is
  BatchNorm() = default;
  BatchNorm(const Weights& weights, std::int64_t channels, double epsilon);
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

// Convolution, batch normalisation, activation.
struct ConvNorm {
  Convolution convolution;
  BatchNorm norm;
  Activation act = nullptr;  // null: none
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const kernels::Context& context) const;
};

}  // namespace headlight::models
