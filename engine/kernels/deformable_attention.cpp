#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/result.h"
#include "engine/kernels/intervention.h"
#include "engine/kernels/ms_deform_attn_shape.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

bool wants_gradient(const DeformableInput& input) {
  return at::GradMode::is_enabled() &&
         (input.value.requires_grad() || input.points.requires_grad() || input.weights.requires_grad());
}

// [heads, queries, levels, most points, …] from [queries, heads, total points, …]; places that a level has no point
// for take `filling`, which is broadcast over them.
at::Tensor by_level(const at::Tensor& flat, const std::vector<std::int64_t>& level_points, const at::Tensor& filling) {
  const auto most = *std::max_element(level_points.begin(), level_points.end());
  std::vector<at::Tensor> levels;
  std::int64_t first = 0;
  for (const auto count : level_points) {
    auto part = flat.narrow(2, first, count);
    if (count < most) {
      auto shape = part.sizes().vec();
      shape[2] = most - count;
      part = at::cat({part, filling.expand(shape)}, 2);
    }
    levels.push_back(part.transpose(0, 1));
    first += count;
  }
  return at::stack(levels, 2);
}

trace::SamplingRecord record_of(const DeformableInput& input, Sampling sampling, const at::Tensor& reference) {
  const auto centre = reference[0].to(at::kFloat);
  trace::SamplingRecord record;
  record.points = by_level(input.points[0], input.level_points, centre.narrow(1, 0, 2).unsqueeze(1).unsqueeze(1));
  record.weights = by_level(input.weights[0].to(at::kFloat), input.level_points, at::zeros({}, input.points.options()));
  record.value = input.value[0].transpose(0, 1);
  record.reference = centre;
  record.nearest = sampling == Sampling::discrete;
  for (auto* tensor : {&record.points, &record.weights, &record.value, &record.reference}) *tensor = trace::to_host(*tensor);
  return record;
}

// Points, weights and reference points in float32, as they are recorded.
std::int64_t dumped_bytes(const DeformableInput& input, const at::Tensor& reference) {
  const auto most = *std::max_element(input.level_points.begin(), input.level_points.end());
  const auto levels = static_cast<std::int64_t>(input.level_points.size());
  const auto numbers = input.points.size(1) * input.points.size(2) * levels * most * 3 + reference[0].numel();
  return trace::times(numbers, sizeof(float));
}

void require_reference(const at::Tensor& reference, const DeformableShape& shape) {
  const bool fits = reference.defined() && reference.dim() == 3 && reference.size(0) == shape.batch &&
                    reference.size(1) == shape.queries && (reference.size(2) == 2 || reference.size(2) == 4);
  if (!fits)
    throw Failure{unusable("deformable attention cannot be recorded", "reference", "another shape",
                           "[batch, queries, 2 or 4] with " + std::to_string(shape.queries) + " queries")};
  if (shape.batch != 1)
    throw Failure{unusable("deformable attention cannot be recorded", "batch", std::to_string(shape.batch), "1")};
}

}  // namespace

at::Tensor deformable_attention(const DeformableInput& given, Sampling sampling, const at::Tensor& reference,
                                const trace::SiteLabel& label, Context& context) {
  if (context.stop.stop_requested()) throw Failure{cancelled()};
  auto input = given;
  input.points = moved_points(given.points, given.level_points, label, context);
  if (context.recorder != nullptr) {
    const at::NoGradGuard no_gradient;
    require_reference(reference, deformable_shape(input));
    if (context.maps != nullptr) context.maps->add(dumped_bytes(input, reference));
    context.recorder->add(label, record_of(input, sampling, reference), input.levels);
  }
  const auto output = wants_gradient(input) ? reference_ms_deform_attn(input, sampling) : ms_deform_attn(input, sampling);
  if (context.interventions.empty()) return output;
  const auto by_head = output.view({output.size(0), output.size(1), input.value.size(2), input.value.size(3)});
  return with_heads_switched(by_head.transpose(1, 2), label, context).transpose(1, 2).reshape(output.sizes());
}

}  // namespace headlight::kernels
