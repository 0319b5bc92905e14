#include "engine/models/deformable_layers.h"

#include <ATen/Functions.h>

#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

// (columns, rows) of every level, float32 [levels, 2].
at::Tensor sizes_of(const kernels::LevelSizes& levels) {
  std::vector<float> sizes;
  for (const auto& [rows, columns] : levels) {
    sizes.push_back(static_cast<float>(columns));
    sizes.push_back(static_cast<float>(rows));
  }
  return at::tensor(sizes).view({-1, 2});
}

// Middles of a map's cells, in cells: float32 [rows · columns, 2].
at::Tensor middles(std::int64_t rows, std::int64_t columns) {
  const auto y = at::linspace(0.5, static_cast<double>(rows) - 0.5, rows, at::kFloat);
  const auto x = at::linspace(0.5, static_cast<double>(columns) - 0.5, columns, at::kFloat);
  return at::stack({x.unsqueeze(0).expand({rows, -1}), y.unsqueeze(1).expand({-1, columns})}, -1).flatten(0, 1);
}

}  // namespace

Reference cell_centres(const Pyramid& pyramid) {
  std::vector<at::Tensor> over_visible, over_input;
  for (std::size_t level = 0; level < pyramid.levels.size(); ++level) {
    const auto [rows, columns] = pyramid.levels[level];
    const auto size = sizes_of({pyramid.levels[level]}).to(pyramid.valid.device());
    const auto cells = trace::to_device(middles(rows, columns), size.device());
    over_visible.push_back(cells / (pyramid.valid.select(1, static_cast<std::int64_t>(level)) * size));
    over_input.push_back(cells / size);
  }
  const auto visible = at::cat(over_visible).unsqueeze(0);
  return {visible.unsqueeze(2) * pyramid.valid.unsqueeze(1), at::cat(over_input).unsqueeze(0)};
}

Reference on_pyramid(const at::Tensor& boxes, const Pyramid& pyramid) {
  const auto valid = boxes.size(-1) == 4 ? at::cat({pyramid.valid, pyramid.valid}, -1) : pyramid.valid;
  const auto levels = boxes.unsqueeze(2) * valid.unsqueeze(1);
  return {levels, levels.select(2, 0)};
}

DeformableAttention::DeformableAttention(const Weights& weights, const SamplingShape& shape)
    : shape_(shape),
      sampling_offsets_(weights.select("sampling_offsets"), shape.width, shape.heads * shape.levels * shape.points * 2),
      attention_weights_(weights.select("attention_weights"), shape.width, shape.heads * shape.levels * shape.points),
      value_proj_(weights.select("value_proj"), shape.width, shape.width),
      output_proj_(weights.select("output_proj"), shape.width, shape.width) {}

// Offsets from a point are counted in cells, from a box in halves of its size shared by the points.
// Float32 [1, queries, heads, levels, points, 2].
at::Tensor DeformableAttention::points(const at::Tensor& query, const Pyramid& pyramid,
                                       const at::Tensor& reference) const {
  const auto offsets =
      sampling_offsets_(query).to(at::kFloat).unflatten(-1, {shape_.heads, shape_.levels, shape_.points, 2});
  const auto from = reference.unsqueeze(2).unsqueeze(4);  // [1, queries, 1, levels, 1, 2 or 4]
  if (reference.size(-1) == 2) {
    const auto sizes = sizes_of(pyramid.levels).to(query.device()).unsqueeze(1);
    return from + offsets / sizes;
  }
  return from.narrow(-1, 0, 2) + offsets / shape_.points * from.narrow(-1, 2, 2) * 0.5;
}

at::Tensor DeformableAttention::operator()(const at::Tensor& query, const Pyramid& pyramid, const Reference& reference,
                                           const trace::SiteLabel& label, kernels::Context& context) const {
  auto value = value_proj_(pyramid.features);
  if (pyramid.visible.defined()) value = value.masked_fill(pyramid.visible.logical_not().unsqueeze(-1), 0);
  kernels::DeformableInput input;
  input.value = value.unflatten(-1, {shape_.heads, shape_.width / shape_.heads});
  input.points = points(query, pyramid, reference.levels).flatten(3, 4);
  input.weights = at::softmax(
      attention_weights_(query).to(at::kFloat).unflatten(-1, {shape_.heads, shape_.levels * shape_.points}), -1);
  input.levels = pyramid.levels;
  input.level_points.assign(pyramid.levels.size(), shape_.points);
  return output_proj_(
      kernels::deformable_attention(input, kernels::Sampling::bilinear, reference.input, label, context));
}

DeformableEncoderLayer::DeformableEncoderLayer(const Weights& weights, const DetrConfig& config,
                                               const SamplingShape& shape)
    : self_attn(weights.select("self_attn"), shape),
      norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
      feed_forward(weights, config, config.encoder.inner) {}

at::Tensor DeformableEncoderLayer::operator()(const Pyramid& pyramid, const Reference& centres,
                                              const trace::SiteLabel& label, kernels::Context& context) const {
  const auto& x = pyramid.features;
  return feed_forward(norm(x + self_attn(x + pyramid.positions, pyramid, centres, label, context)));
}

DeformableDecoderLayer::DeformableDecoderLayer(const Weights& weights, const DetrConfig& config,
                                               const SamplingShape& shape)
    : self_attn(weights.select("self_attn"), config.width, config.decoder.heads),
      encoder_attn(weights.select("encoder_attn"), shape),
      self_norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
      cross_norm(weights.select("encoder_attn_layer_norm"), config.width, default_epsilon),
      feed_forward(weights, config, config.decoder.inner) {}

at::Tensor DeformableDecoderLayer::operator()(const at::Tensor& x, const Objects& objects, const Pyramid& pyramid,
                                              const std::array<trace::SiteLabel, 2>& sites,
                                              kernels::Context& context) const {
  const auto placed = x + objects.positions;
  const auto heard = self_norm(x + self_attn({placed, placed, x}, {}, sites[0], context));
  const auto looked = encoder_attn(heard + objects.positions, pyramid, objects.reference, sites[1], context);
  return feed_forward(cross_norm(heard + looked));
}

}  // namespace headlight::models
