// What the operators of torch.ops.headlight share.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <string_view>

#include "engine/api/result.h"
#include "engine/kernels/ms_deform_attn.h"

namespace headlight::kernels {

// Runs `body`, turning a Failure into the error that LibTorch shows.
template <typename Body>
at::Tensor checked(Body&& body) {
  try {
    return body();
  } catch (const Failure& failure) {
    TORCH_CHECK(false, failure.error.line());
  }
}

// "bilinear" or "discrete"; an error of LibTorch for anything else.
Sampling parse_sampling(std::string_view text);

DeformableInput deformable_input(const at::Tensor& value, const at::Tensor& points, const at::Tensor& weights,
                                 at::IntArrayRef rows, at::IntArrayRef columns, at::IntArrayRef level_points);

}  // namespace headlight::kernels
