#include "engine/models/detr_parts.h"

#include <ATen/Functions.h>

#include <cmath>
#include <numbers>

#include "engine/models/vision.h"

namespace headlight::models {
namespace {

constexpr double temperature = 10000;
constexpr std::int64_t learned_positions = 50;

DetrConfig::Stack stack_of(const io::Fields& config, const std::string& side, std::int64_t inner) {
  return {config.integer_or(side + "_layers", 6, 0, 1 << 12),
          config.integer_or(side + "_attention_heads", 8, 1, 1 << 12),
          config.integer_or(side + "_ffn_dim", inner, 1, 1 << 24)};
}

}  // namespace

DetrConfig::DetrConfig(const io::Fields& config, std::int64_t inner)
    : width(config.integer_or("d_model", 256, 4, 1 << 20)),
      encoder(stack_of(config, "encoder", inner)),
      decoder(stack_of(config, "decoder", inner)),
      act(activation(config.text_or("activation_function", "relu"), config.file() + ", field activation_function")) {
  if (width % 4 != 0) throw Failure{config.wrong("d_model", "a multiple of 4")};
  for (const auto& [side, stack] : {std::pair{"encoder", encoder}, {"decoder", decoder}}) {
    if (width % stack.heads == 0) continue;
    throw Failure{config.wrong(std::string(side) + "_attention_heads", "a divisor of d_model")};
  }
}

DetrScopes::DetrScopes(const Weights& weights)
    : heads(weights.has_scope("detr") ? weights.select("detr") : weights),
      base(heads.has_scope("model") ? heads.select("model") : heads) {}

Weights DetrScopes::backbone() const {
  auto scope = base.select(base.has_scope("backbone.conv_encoder") ? "backbone.conv_encoder.model" : "backbone.model");
  return scope.has_scope("_backbone") ? scope.select("_backbone") : scope;
}

MapPositions::MapPositions(const io::Fields& config, const Weights& base, bool centred)
    : width_(config.integer_or("d_model", 256, 4, 1 << 20)), centred_(centred) {
  const auto kind = config.text_or("position_embedding_type", "sine");
  if (kind == "sine") return;
  if (kind != "learned") throw Failure{config.wrong("position_embedding_type", "sine or learned")};
  const auto scope =
      base.select(base.has_scope("position_embedding") ? "position_embedding" : "backbone.position_embedding");
  rows_ = scope.get("row_embeddings.weight", {learned_positions, width_ / 2});
  columns_ = scope.get("column_embeddings.weight", {learned_positions, width_ / 2});
}

at::Tensor MapPositions::operator()(const at::Tensor& visible) const {
  return rows_.defined() ? learned(visible.size(1), visible.size(2)) : sines(visible);
}

// Float32 throughout and in the reference's order: beyond the image its angles are in the millions.
at::Tensor MapPositions::sines(const at::Tensor& visible) const {
  const auto angle = [&](std::int64_t axis) {
    const auto count = visible.to(at::kFloat).cumsum(axis);
    const auto last = count.narrow(axis, count.size(axis) - 1, 1);
    return (centred_ ? count - 0.5 : count) / (last + 1e-6) * (2 * std::numbers::pi);
  };
  return at::cat({turning(angle(1), width_ / 2), turning(angle(2), width_ / 2)}, -1).flatten(1, 2);
}

at::Tensor MapPositions::learned(std::int64_t rows, std::int64_t columns) const {
  if (rows > learned_positions || columns > learned_positions) {
    throw Failure{unusable("the image is too large for learned positions", "pixels",
                           std::to_string(rows) + "×" + std::to_string(columns) + " cells", "at most 50×50")};
  }
  const auto across = columns_.slice(0, 0, columns).unsqueeze(0).expand({rows, -1, -1});
  const auto down = rows_.slice(0, 0, rows).unsqueeze(1).expand({-1, columns, -1});
  return at::cat({across, down}, -1).flatten(0, 1).unsqueeze(0).to(at::kFloat);
}

at::Tensor turning(const at::Tensor& angles, std::int64_t features) {
  const auto index = at::arange(features, at::kLong).to(at::kFloat);
  const auto pair = at::div(index, 2, "floor");
  const auto slowness = at::pow(temperature, 2 * pair / features);
  const auto turned = angles.unsqueeze(-1) / slowness.to(angles.device());
  return at::stack({turned.slice(-1, 0, features, 2).sin(), turned.slice(-1, 1, features, 2).cos()}, -1).flatten(-2);
}

DetrAttention::DetrAttention(const Weights& weights, std::int64_t width, std::int64_t heads)
    : q_proj(weights.select("q_proj"), width, width),
      k_proj(weights.select("k_proj"), width, width),
      v_proj(weights.select("v_proj"), width, width),
      out_proj(weights.select(weights.has_scope("o_proj") ? "o_proj" : "out_proj"), width, width),
      heads(heads) {}

at::Tensor DetrAttention::operator()(const DetrAttentionInput& input, trace::AttentionSpec spec,
                                     const trace::SiteLabel& label, kernels::Context& context) const {
  spec.scale = 1.0 / std::sqrt(static_cast<double>(input.query.size(2) / heads));
  const auto attended =
      kernels::attention(project({input.query, input.key, input.value}, q_proj, k_proj, v_proj, heads), spec, label, context);
  return out_proj(merge_heads(attended));
}

DetrFeedForward::DetrFeedForward(const Weights& layer, const DetrConfig& config, std::int64_t inner)
    : fc1(layer.select(layer.has_scope("mlp.fc1") ? "mlp.fc1" : "fc1"), config.width, inner),
      fc2(layer.select(layer.has_scope("mlp.fc2") ? "mlp.fc2" : "fc2"), inner, config.width),
      norm(layer.select("final_layer_norm"), config.width, default_epsilon),
      act(config.act) {}

at::Tensor DetrFeedForward::operator()(const at::Tensor& x) const { return norm(x + fc2(act(fc1(x)))); }

PredictionHead::PredictionHead(const Weights& weights, std::int64_t width, std::int64_t outputs) {
  constexpr std::int64_t depth = 3;
  for (std::int64_t i = 0; i < depth; ++i)
    layers.emplace_back(weights.select("layers", i), width, i + 1 < depth ? width : outputs);
}

at::Tensor PredictionHead::operator()(at::Tensor x) const {
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) x = at::relu(layers[i](x));
  return layers.back()(x);
}

const at::Tensor& image_of(const ModelInput& input, const ResNet& backbone) {
  const auto& pixels = pixels_of(input);
  if (pixels.size(1) != backbone.channels() || pixels.size(2) < 1 || pixels.size(3) < 1) {
    throw Failure{unusable("wrong shape of the image", "pixels", c10::str(pixels.sizes()),
                           "[1, " + std::to_string(backbone.channels()) + ", height, width]")};
  }
  return pixels;
}

}  // namespace headlight::models
