#include "engine/training/detection_loss.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/training/assignment.h"
#include "engine/training/boxes.h"

namespace headlight::training {
namespace {

constexpr double class_cost = 2, l1_cost = 5, giou_cost = 2, cost_alpha = 0.25, gamma = 2;
constexpr double l1_weight = 5, giou_weight = 2, class_alpha = 0.75;

// Focal costs (Lin et al. 2017) of saying each object's class: [Q, objects].
at::Tensor class_costs(const at::Tensor& logits, const at::Tensor& labels) {
  constexpr double least = 1e-8;
  const auto chance = at::sigmoid(logits).index_select(1, labels);
  const auto yes = cost_alpha * (1 - chance).pow(gamma) * -at::log(chance + least);
  const auto no = (1 - cost_alpha) * chance.pow(gamma) * -at::log(1 - chance + least);
  return yes - no;
}

// [objects, Q], float64.
at::Tensor costs_of(const at::Tensor& logits, const at::Tensor& boxes, const Objects& objects) {
  const auto found = boxes.unsqueeze(1), wanted = objects.boxes.unsqueeze(0);
  const auto apart = (found - wanted).abs().sum(-1);
  const auto giou = overlap(to_corners(found), to_corners(wanted)).giou;
  const auto costs = class_cost * class_costs(logits, objects.labels) + l1_cost * apart - giou_cost * giou;
  return costs.t().to(at::kDouble).contiguous();
}

// Of every match: the object's label and box.
Objects wanted_of(const std::vector<Objects>& objects, const Matches& matches) {
  std::vector<at::Tensor> labels, boxes;
  std::vector<std::int64_t> offsets;
  std::int64_t offset = 0;
  for (const auto& each : objects) {
    offsets.push_back(offset);
    offset += each.labels.size(0);
    labels.push_back(each.labels);
    boxes.push_back(each.boxes);
  }
  const auto rows = at::tensor(offsets, at::kLong).index_select(0, matches.batch) + matches.object;
  return {at::cat(labels).index_select(0, rows), at::cat(boxes).index_select(0, rows)};
}

at::Tensor class_loss(const at::Tensor& logits, const at::Tensor& places, const at::Tensor& quality) {
  const auto wanted = at::zeros_like(logits).flatten().index_fill(0, places, 1).view_as(logits);
  const auto target = at::zeros_like(logits).flatten().index_copy(0, places, quality).view_as(logits);
  const auto weight = class_alpha * at::sigmoid(logits.detach()).pow(gamma) * (1 - wanted) + target;
  return at::binary_cross_entropy_with_logits(logits, target, weight, {}, at::Reduction::Sum);
}

}  // namespace

Matches match(const at::Tensor& logits, const at::Tensor& boxes, const std::vector<Objects>& objects) {
  const c10::NoGradGuard no_grad;
  std::vector<std::int64_t> batch, query, object;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    const auto costs = costs_of(logits[row], boxes[row], objects[i]);
    const std::vector<double> values(costs.const_data_ptr<double>(), costs.const_data_ptr<double>() + costs.numel());
    const auto chosen = assign(values, costs.size(0), costs.size(1));
    for (std::size_t each = 0; each < chosen.size(); ++each) {
      batch.push_back(row);
      query.push_back(chosen[each]);
      object.push_back(static_cast<std::int64_t>(each));
    }
  }
  return {at::tensor(batch, at::kLong), at::tensor(query, at::kLong), at::tensor(object, at::kLong)};
}

at::Tensor set_loss(const at::Tensor& logits, const at::Tensor& boxes, const std::vector<Objects>& objects,
                    const Matches& matches, double copies) {
  double count = 0;
  for (const auto& each : objects) count += static_cast<double>(each.labels.size(0));
  const double share = 1 / std::max(1.0, count * copies);
  const auto queries = logits.size(1), classes = logits.size(2);
  const auto rows = matches.batch * queries + matches.query;
  const auto wanted = wanted_of(objects, matches);
  const auto found = boxes.flatten(0, 1).index_select(0, rows);
  const auto near = overlap(to_corners(found), to_corners(wanted.boxes));
  const auto named = class_loss(logits, rows * classes + wanted.labels, near.iou.detach().clamp_min(0));
  return share * (named + l1_weight * (found - wanted.boxes).abs().sum() + giou_weight * (1 - near.giou).sum());
}

}  // namespace headlight::training
