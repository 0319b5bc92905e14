#include "engine/models/convolution.h"

#include <ATen/Functions.h>

namespace headlight::models {
namespace {

constexpr double momentum = 0.1;  // of the running statistics in training

at::Tensor as_channels(const at::Tensor& values) { return values.view({1, -1, 1, 1}); }

}  // namespace

Convolution::Convolution(const Weights& weights, const ConvolutionShape& shape)
    : weight(weights.get("weight", {shape.out, shape.in, shape.kernel, shape.kernel})), stride(shape.stride) {}

at::Tensor Convolution::operator()(const at::Tensor& x) const {
  return at::conv2d(x, weight, {}, stride, weight.size(2) / 2);
}

BatchNorm::BatchNorm(const Weights& weights, std::int64_t channels, double norm_epsilon)
    : weight(weights.get("weight", {channels})),
      bias(weights.get("bias", {channels})),
      running_mean(weights.get("running_mean", {channels})),
      running_var(weights.get("running_var", {channels})),
      epsilon(norm_epsilon) {}

at::Tensor BatchNorm::operator()(const at::Tensor& x, const kernels::Context& context) const {
  if (context.batch_statistics || !frozen) {
    return at::batch_norm(x, weight, bias, running_mean, running_var, context.batch_statistics, momentum, epsilon, true);
  }
  const auto scale = weight * (running_var + epsilon).rsqrt();
  return x * as_channels(scale) + as_channels(bias - running_mean * scale);
}

at::Tensor ConvNorm::operator()(const at::Tensor& x, const kernels::Context& context) const {
  const auto normed = norm(convolution(x), context);
  return act == nullptr ? normed : act(normed);
}

}  // namespace headlight::models
