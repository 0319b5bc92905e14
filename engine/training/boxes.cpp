#include "engine/training/boxes.h"

#include <ATen/Functions.h>

namespace headlight::training {
namespace {

constexpr double least_area = 1e-9;

at::Tensor area(const at::Tensor& low, const at::Tensor& high) { return (high - low).clamp_min(0).prod(-1); }

}  // namespace

at::Tensor to_corners(const at::Tensor& boxes) {
  const auto centre = boxes.slice(-1, 0, 2), half = 0.5 * boxes.slice(-1, 2, 4);
  return at::cat({centre - half, centre + half}, -1);
}

at::Tensor to_centres(const at::Tensor& corners) {
  const auto low = corners.slice(-1, 0, 2), high = corners.slice(-1, 2, 4);
  return at::cat({0.5 * (low + high), high - low}, -1);
}

Overlap overlap(const at::Tensor& a, const at::Tensor& b) {
  const auto a0 = a.slice(-1, 0, 2), a1 = a.slice(-1, 2, 4), b0 = b.slice(-1, 0, 2), b1 = b.slice(-1, 2, 4);
  const auto common = area(at::maximum(a0, b0), at::minimum(a1, b1));
  const auto joint = (area(a0, a1) + area(b0, b1) - common).clamp_min(least_area);
  const auto hull = area(at::minimum(a0, b0), at::maximum(a1, b1)).clamp_min(least_area);
  const auto iou = common / joint;
  return {iou, iou - (hull - joint) / hull};
}

}  // namespace headlight::training
