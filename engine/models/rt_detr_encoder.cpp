#include "engine/models/rt_detr_encoder.h"

#include <ATen/Functions.h>

namespace headlight::models {
namespace {

constexpr std::int64_t blocks_of_a_fusion = 3;

std::string size_text(const at::Tensor& map) {
  return std::to_string(map.size(2)) + "×" + std::to_string(map.size(3));
}

void check_halves(const std::vector<at::Tensor>& maps) {
  for (std::size_t i = 0; i + 1 < maps.size(); ++i) {
    const bool twice = maps[i].size(2) == 2 * maps[i + 1].size(2) && maps[i].size(3) == 2 * maps[i + 1].size(3);
    if (!twice)
      throw Failure{unusable("the image's size does not suit this model", "pixels",
                             "maps of " + size_text(maps[i]) + " and " + size_text(maps[i + 1]),
                             "each map twice as large as the next (sides that are multiples of the last stride)")};
  }
}

}  // namespace

at::Tensor sine_positions(std::int64_t rows, std::int64_t columns, std::int64_t width, double temperature) {
  const auto options = at::TensorOptions().dtype(at::kDouble);
  const auto quarter = width / 4;
  const auto omega = 1.0 / at::pow(temperature, at::arange(quarter, options) / quarter);
  const auto y = at::arange(rows, options).repeat_interleave(columns).outer(omega);
  const auto x = at::arange(columns, options).repeat({rows}).outer(omega);
  return at::cat({y.sin(), y.cos(), x.sin(), x.cos()}, 1).to(at::kFloat).unsqueeze(0);
}

RtDetrEncoderLayer::RtDetrEncoderLayer(const Weights& weights, const RtDetrConfig& config)
    : attention(weights.select("self_attn"), config.encoder_width, config.encoder_heads),
      attention_norm(weights.select("self_attn_layer_norm"), config.encoder_width, config.norm_epsilon),
      final_norm(weights.select("final_layer_norm"), config.encoder_width, config.norm_epsilon),
      feed_forward(weights, config.encoder_width, config.encoder_inner, config.encoder_act),
      normalize_before(config.normalize_before) {}

at::Tensor RtDetrEncoderLayer::operator()(const at::Tensor& x, const at::Tensor& position,
                                          const trace::SiteLabel& label, kernels::Context& context) const {
  const auto attended = x + attention(normalize_before ? attention_norm(x) : x, position, {}, label, context);
  // The reference normalises before the second residual is taken, in both orders.
  const auto between = normalize_before ? final_norm(attended) : attention_norm(attended);
  const auto mixed = between + feed_forward(between);
  return normalize_before ? mixed : final_norm(mixed);
}

at::Tensor RtDetrRepVgg::operator()(const at::Tensor& x, const kernels::Context& context) const {
  return act(wide(x, context) + narrow(x, context));
}

RtDetrFusion::RtDetrFusion(const Weights& weights, const RtDetrConfig& config) {
  const auto hidden = config.hidden, out = config.encoder_width;
  const auto conv = [&](const Weights& scope, const ConvolutionShape& shape, Activation act) {
    return rt_detr_conv(scope, shape, config.batch_norm_epsilon, act);
  };
  first = conv(weights.select("conv1"), {2 * out, hidden, 1, 1}, config.act);
  second = conv(weights.select("conv2"), {2 * out, hidden, 1, 1}, config.act);
  for (std::int64_t i = 0; i < blocks_of_a_fusion; ++i) {
    const auto scope = weights.select("bottlenecks", i);
    blocks.push_back({conv(scope.select("conv1"), {hidden, hidden, 3, 1}, nullptr),
                      conv(scope.select("conv2"), {hidden, hidden, 1, 1}, nullptr), config.act});
  }
  if (hidden != out) last = conv(weights.select("conv3"), {hidden, out, 1, 1}, config.act);
}

at::Tensor RtDetrFusion::operator()(const at::Tensor& x, const kernels::Context& context) const {
  auto deep = first(x, context);
  for (const auto& block : blocks) deep = block(deep, context);
  const auto sum = deep + second(x, context);
  return last ? (*last)(sum, context) : sum;
}

RtDetrEncoder::RtDetrEncoder(const RtDetrConfig& settings, const Weights& weights) : config(settings) {
  const auto width = config.encoder_width;
  const char* const scope = weights.has_scope("aifi") ? "aifi" : "encoder";
  for (std::size_t i = 0; i < config.encoded.size() && config.encoder_layers > 0; ++i) {
    auto& layers = attending.emplace_back();
    for (std::int64_t layer = 0; layer < config.encoder_layers; ++layer)
      layers.emplace_back(weights.select(scope, static_cast<std::int64_t>(i)).select("layers", layer), config);
  }
  const auto steps = static_cast<std::int64_t>(config.maps()) - 1;
  for (std::int64_t i = 0; i < steps; ++i) {
    lateral.push_back(rt_detr_conv(weights.select("lateral_convs", i), {width, width, 1, 1},
                                   config.batch_norm_epsilon, config.act));
    top_down.emplace_back(weights.select("fpn_blocks", i), config);
    halving.push_back(rt_detr_conv(weights.select("downsample_convs", i), {width, width, 3, 2},
                                   config.batch_norm_epsilon, config.act));
    bottom_up.emplace_back(weights.select("pan_blocks", i), config);
  }
}

at::Tensor RtDetrEncoder::attend(const at::Tensor& map, std::size_t which, kernels::Context& context) const {
  const auto rows = map.size(2), columns = map.size(3);
  auto hidden = map.flatten(2).transpose(1, 2);
  at::Tensor position;
  if (config.positions)
    position = sine_positions(rows, columns, config.encoder_width, config.temperature).to(map.options());
  trace::SiteLabel label;
  label.query_axis = label.key_axis = static_cast<int>(which);
  label.layer = static_cast<int>(which) * static_cast<int>(config.encoder_layers);
  for (const auto& layer : attending[which]) {
    hidden = layer(hidden, position, label, context);
    ++label.layer;
  }
  return hidden.transpose(1, 2).unflatten(2, {rows, columns}).contiguous();
}

std::vector<at::Tensor> RtDetrEncoder::operator()(std::vector<at::Tensor> maps, kernels::Context& context) const {
  check_halves(maps);
  for (std::size_t i = 0; i < attending.size(); ++i) {
    auto& map = maps[static_cast<std::size_t>(config.encoded[i])];
    map = attend(map, i, context);
  }
  const auto last = maps.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    auto& coarse = maps[last - i];
    auto& fine = maps[last - i - 1];
    coarse = lateral[i](coarse, context);
    fine = top_down[i](at::cat({at::upsample_nearest2d(coarse, fine.sizes().slice(2)), fine}, 1), context);
  }
  for (std::size_t i = 0; i < last; ++i)
    maps[i + 1] = bottom_up[i](at::cat({halving[i](maps[i], context), maps[i + 1]}, 1), context);
  return maps;
}

}  // namespace headlight::models
