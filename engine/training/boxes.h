// Boxes as tensors of four numbers.
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::training {

// Centre and size ↔ corners, [..., 4].
[[nodiscard]] at::Tensor to_corners(const at::Tensor& boxes);
[[nodiscard]] at::Tensor to_centres(const at::Tensor& corners);

// Of corners that broadcast against each other, [..., 4] → [...]: the share of the union that both cover, and its
// generalisation to boxes apart (Rezatofighi et al. 2019). Differentiable.
struct Overlap {
  at::Tensor iou, giou;
};
[[nodiscard]] Overlap overlap(const at::Tensor& a, const at::Tensor& b);

}  // namespace headlight::training
