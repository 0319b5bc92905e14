#include "engine/models/tap/vision_operators.h"

#include <ATen/Functions.h>
#include <torch/library.h>

#include <algorithm>
#include <vector>

namespace headlight::models::tap {
namespace {

template <typename Real>
Real area(const Real* box) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

template <typename Real>
Real intersection_over_union(const Real* a, const Real* b) {
  const Real width = std::min(a[2], b[2]) - std::max(a[0], b[0]), height = std::min(a[3], b[3]) - std::max(a[1], b[1]);
  const Real common = std::max<Real>(0, width) * std::max<Real>(0, height);
  return common / (area(a) + area(b) - common);
}

// `order`: rows in falling score.
template <typename Real>
std::vector<std::int64_t> greedy(const Real* boxes, at::ArrayRef<std::int64_t> order, double threshold) {
  std::vector<std::int64_t> kept;
  for (const auto row : order) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](std::int64_t other) {
      return intersection_over_union(boxes + 4 * other, boxes + 4 * row) > threshold;
    });
    if (!covered) kept.push_back(row);
  }
  return kept;
}

}  // namespace

at::Tensor kept_boxes(const at::Tensor& boxes, const at::Tensor& scores, double threshold) {
  TORCH_CHECK(boxes.dim() == 2 && boxes.size(1) == 4, "nms wants boxes of shape [rows, 4], found ", boxes.sizes());
  TORCH_CHECK(scores.dim() == 1 && scores.size(0) == boxes.size(0), "nms wants a score for each of ", boxes.size(0), " boxes");
  const auto sorted = std::get<1>(scores.sort(/*stable=*/true, 0, /*descending=*/true)).contiguous();
  const at::ArrayRef<std::int64_t> order(sorted.const_data_ptr<std::int64_t>(), static_cast<std::size_t>(sorted.numel()));
  const bool twofold = boxes.scalar_type() == at::kDouble;
  const auto corners = boxes.to(twofold ? at::kDouble : at::kFloat).contiguous();
  return at::tensor(twofold ? greedy(corners.const_data_ptr<double>(), order, threshold)
                            : greedy(corners.const_data_ptr<float>(), order, threshold),
                    boxes.options().dtype(at::kLong));
}

void register_vision_operators() {
  static const auto library = [] {
    torch::Library made(torch::Library::FRAGMENT, "torchvision", std::nullopt, __FILE__, __LINE__);
    made.def("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor", kept_boxes);
    return made;
  }();
}

}  // namespace headlight::models::tap
