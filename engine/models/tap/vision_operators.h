// Operators of torchvision that exported detectors call and LibTorch does not have.
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::models::tap {

// Makes `torchvision::nms` known to TorchScript; further calls do nothing.
void register_vision_operators();

// Rows of boxes [rows, 4] (corners) that greedy suppression keeps, int64, in falling score: none of them overlaps a kept
// one of a higher score by more than `threshold` of their union. In the boxes' own precision, float32 at least. Throws
// c10::Error for other shapes.
[[nodiscard]] at::Tensor kept_boxes(const at::Tensor& boxes, const at::Tensor& scores, double threshold);

}  // namespace headlight::models::tap
