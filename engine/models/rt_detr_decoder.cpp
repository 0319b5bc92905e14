#include "engine/models/rt_detr_decoder.h"

#include <ATen/Functions.h>

#include <numeric>

#include "engine/models/vision.h"

namespace headlight::models {
namespace {

std::int64_t total(const std::vector<std::int64_t>& level_points) {
  return std::accumulate(level_points.begin(), level_points.end(), std::int64_t{0});
}

// 1 / points of its level, for every point; a checkpoint of the second version keeps them as a tensor.
at::Tensor shares_of(const Weights& scope, const RtDetrConfig& config) {
  const auto points = total(config.level_points);
  if (config.second && scope.has("n_points_scale"))
    return scope.get("n_points_scale", {points}).to(at::kFloat).unsqueeze(1);
  std::vector<float> shares;
  for (const auto count : config.level_points) shares.insert(shares.end(), static_cast<std::size_t>(count), 1.0F / static_cast<float>(count));
  return at::tensor(shares).unsqueeze(1);
}

}  // namespace

RtDetrSampling::RtDetrSampling(const Weights& scope, const RtDetrConfig& config)
    : offsets(scope.select("sampling_offsets"), config.width, config.decoder_heads * total(config.level_points) * 2),
      weights(scope.select("attention_weights"), config.width, config.decoder_heads * total(config.level_points)),
      value(scope.select("value_proj"), config.width, config.width),
      output(scope.select("output_proj"), config.width, config.width),
      share(shares_of(scope, config)),
      heads(config.decoder_heads),
      second(config.second),
      offset_scale(config.offset_scale),
      level_points(config.level_points),
      sampling(config.sampling) {}

// Lv et al. 2023: the box's centre, and offsets in shares of its size. [B, Q, heads, points, 2], float32.
at::Tensor RtDetrSampling::points(const at::Tensor& x, const at::Tensor& boxes) const {
  const auto moved = offsets(x).to(at::kFloat).unflatten(-1, {heads, share.size(0), 2});
  const auto box = boxes.unsqueeze(2).unsqueeze(2);
  return box.slice(-1, 0, 2) + moved * share.to(moved.device()) * box.slice(-1, 2, 4) * offset_scale;
}

at::Tensor RtDetrSampling::operator()(const at::Tensor& x, const at::Tensor& boxes, const RtDetrPyramid& pyramid,
                                      const trace::SiteLabel& label, kernels::Context& context) const {
  kernels::DeformableInput input;
  input.value = value(pyramid.memory).unflatten(-1, {heads, -1});
  input.points = points(x, boxes);
  input.weights = at::softmax(weights(x).to(at::kFloat).unflatten(-1, {heads, -1}), -1);
  input.levels = pyramid.levels;
  input.level_points = level_points;
  return output(kernels::deformable_attention(input, sampling, boxes, label, context));
}

RtDetrDecoderLayer::RtDetrDecoderLayer(const Weights& weights, const RtDetrConfig& config)
    : attention(weights.select("self_attn"), config.width, config.decoder_heads),
      sampling(weights.select("encoder_attn"), config),
      attention_norm(weights.select("self_attn_layer_norm"), config.width, config.norm_epsilon),
      sampling_norm(weights.select("encoder_attn_layer_norm"), config.width, config.norm_epsilon),
      final_norm(weights.select("final_layer_norm"), config.width, config.norm_epsilon),
      feed_forward(weights, config.width, config.decoder_inner, config.decoder_act) {}

RtDetrDecoder::RtDetrDecoder(const RtDetrConfig& settings, const Weights& weights, const std::optional<Weights>& heads)
    : config(settings), position(weights.select("query_pos_head"), {4, 2 * settings.width, settings.width}) {
  const auto width = config.width;
  for (std::int64_t i = 0; i < config.decoder_layers; ++i) {
    layers.emplace_back(weights.select("layers", i), config);
    if (!heads) continue;
    class_heads.emplace_back(heads->select("class_embed", i), width, static_cast<std::int64_t>(config.classes.size()));
    box_heads.emplace_back(heads->select("bbox_embed", i), std::vector<std::int64_t>{width, width, width, 4});
  }
}

at::Tensor RtDetrDecoder::run_layer(std::size_t index, const at::Tensor& x, const at::Tensor& boxes,
                                    const RtDetrPyramid& pyramid, const at::Tensor& bias,
                                    kernels::Context& context) const {
  const auto& layer = layers[index];
  const auto placed = position(boxes.to(x.scalar_type()));
  const int axis = first_axis + 1, number = static_cast<int>(index);
  const trace::SiteLabel among{"decoder", number, SiteKind::self, axis, axis};
  const trace::SiteLabel across{"deformable_decoder", number, SiteKind::deformable, axis, first_axis};
  auto hidden = layer.attention_norm(x + layer.attention(x, placed, bias, among, context));
  hidden = layer.sampling_norm(hidden + layer.sampling(hidden + placed, boxes, pyramid, across, context));
  return layer.final_norm(hidden + layer.feed_forward(hidden));
}

RtDetrDecoded RtDetrDecoder::operator()(const RtDetrPyramid& pyramid, const RtDetrQueries& queries,
                                        kernels::Context& context) const {
  std::vector<at::Tensor> states, logits, boxes;
  auto hidden = queries.content;
  auto reference = at::sigmoid(queries.reference);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    hidden = run_layer(i, hidden, reference, pyramid, queries.bias, context);
    states.push_back(hidden);
    boxes.push_back(reference);
    if (!box_heads.empty()) {
      boxes.back() = at::sigmoid(box_heads[i](hidden).to(at::kFloat) + inverse_sigmoid(reference));
      reference = boxes.back().detach();
      logits.push_back(class_heads[i](hidden));
    }
    report_progress(context, static_cast<std::int64_t>(i) + 1, config.decoder_layers);
  }
  return {at::stack(states, 1), logits.empty() ? at::Tensor() : at::stack(logits, 1), at::stack(boxes, 1)};
}

}  // namespace headlight::models
