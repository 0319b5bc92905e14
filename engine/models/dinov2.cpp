#include "engine/models/dinov2.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/models/labels.h"

namespace headlight::models {
namespace {

constexpr std::int64_t most_registers = 1 << 12;

std::string base_name(bool registered) { return registered ? "dinov2_with_registers" : "dinov2"; }

// Width of the feed-forward layer: mlp_ratio times the model's, and for the gated form two thirds of that,
// rounded up to a multiple of 8.
std::int64_t inner_width(const io::Fields& fields, std::int64_t width, bool gated) {
  const auto ratio = fields.number_or("mlp_ratio", 4);
  if (!(ratio > 0 && ratio <= 1024)) throw Failure{fields.wrong("mlp_ratio", "a number above 0 and at most 1024")};
  const auto inner = static_cast<std::int64_t>(static_cast<double>(width) * ratio);
  if (!gated) return inner;
  return (static_cast<std::int64_t>(static_cast<double>(inner * 2) / 3.0) + 7) / 8 * 8;
}

Linear joined(const Linear& first, const Linear& second) {
  Linear both;
  both.weight = at::cat({first.weight, second.weight});
  both.bias = at::cat({first.bias, second.bias});
  return both;
}

class Dinov2Family final : public Model {
 public:
  Dinov2Family(const io::Fields& config, const Weights& weights, bool registered)
      : model_(config, weights, registered) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    AxisPlan plan{AxisSource::patches, {"[CLS]"}, model_.config.patch, {}, {}, model_.config.channels};
    for (std::int64_t i = 0; i + 1 < model_.leading(); ++i) plan.leading.push_back("[REG" + std::to_string(i) + "]");
    return {plan};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    ModelOutput output;
    const auto hidden = model_.encode(pixels_of(input), context, map_keeper(input.pixels, output));
    output.tensors["last_hidden_state"] = hidden;
    output.tensors["pooler_output"] = hidden.select(1, 0);
    if (model_.classifier) output.tensors["logits"] = model_.classify(hidden);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return model_.classes; }
  [[nodiscard]] BackboneChain backbone() const override { return model_.patches.chain(); }

 private:
  // A backbone's maps as outputs feature_maps.0, feature_maps.1 …
  [[nodiscard]] StageSeen map_keeper(const at::Tensor& pixels, ModelOutput& output) const {
    if (!model_.backbone) return {};
    return [this, grid = model_.config.grid({pixels.size(2), pixels.size(3)}), &output, next = 0](
               std::int64_t stage, const at::Tensor& hidden) mutable {
      if (!model_.backbone->wants(stage)) return;
      output.tensors["feature_maps." + std::to_string(next++)] =
          model_.backbone->map(hidden, model_.layernorm, model_.leading(), grid);
    };
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = base_name(model_.registered);
    info.task = model_.classifier ? "classification" : model_.backbone ? "backbone" : "encoder";
    info.layers = model_.config.layers;
    info.heads = model_.config.heads;
    info.width = model_.config.width;
    info.takes_image = true;
    return info;
  }

  Dinov2Model model_;
};

}  // namespace

Dinov2FeedForward::Dinov2FeedForward(const io::Fields& fields, const Weights& weights, const VisionConfig& config)
    : gated(fields.flag_or("use_swiglu_ffn", false)), act(config.act) {
  const auto width = config.width;
  const auto inner = inner_width(fields, width, gated);
  if (!gated) {
    in = Linear(weights.select("fc1"), width, inner);
    out = Linear(weights.select("fc2"), inner, width);
    return;
  }
  act = activation("silu", fields.file());
  const bool apart = weights.has_scope("gate_proj");
  const auto linear = [&](const char* name, std::int64_t to) { return Linear(weights.select(name), width, to); };
  in = apart ? joined(linear("gate_proj", inner), linear("up_proj", inner)) : linear("weights_in", 2 * inner);
  out = Linear(weights.select(apart ? "down_proj" : "weights_out"), inner, width);
}

at::Tensor Dinov2FeedForward::operator()(const at::Tensor& x) const {
  const auto wide = in(x);
  if (!gated) return out(act(wide));
  const auto parts = wide.chunk(2, -1);
  return out(act(parts[0]) * parts[1]);
}

Dinov2Layer::Dinov2Layer(const io::Fields& fields, const Weights& weights, const VisionConfig& config)
    : norm1(weights.select("norm1"), config.width, config.epsilon),
      norm2(weights.select("norm2"), config.width, config.epsilon),
      attention(weights, config),
      layer_scale1(weights.get("layer_scale1.lambda1", {config.width})),
      layer_scale2(weights.get("layer_scale2.lambda1", {config.width})),
      mlp(fields, weights.select("mlp"), config) {}

at::Tensor Dinov2Layer::operator()(const at::Tensor& x, int layer, kernels::Context& context) const {
  const auto attended = x + attention(norm1(x), layer, context) * layer_scale1;
  return attended + mlp(norm2(attended)) * layer_scale2;
}

Dinov2Model::Dinov2Model(const io::Fields& fields, const Weights& weights, bool registered)
    : config(fields, 1e-6, registered ? 16 : 14), registered(registered) {
  const auto base = base_scope(weights, base_name(registered), architecture(fields));
  const auto width = config.width;
  cls_token = base.get("embeddings.cls_token", {1, 1, width});
  if (registered) {
    const auto count = fields.integer_or("num_register_tokens", 4, 0, most_registers);
    register_tokens = base.get("embeddings.register_tokens", {1, count, width});
  }
  position_embeddings = base.get("embeddings.position_embeddings", {1, 1 + config.positions(), width});
  patches = PatchEmbedding(base.select("embeddings.patch_embeddings.projection"), config);
  for (std::int64_t i = 0; i < config.layers; ++i) layers.emplace_back(fields, base.select("encoder.layer", i), config);
  layernorm = LayerNorm(base.select("layernorm"), width, config.epsilon);
  if (architecture(fields).ends_with("Backbone")) backbone.emplace(fields, config.layers);
  if (!weights.has_scope("classifier")) return;
  classes = class_names(fields);
  classifier.emplace(weights.select("classifier"), 2 * width, static_cast<std::int64_t>(classes.size()));
}

at::Tensor Dinov2Model::encode(const at::Tensor& pixels, kernels::Context& context, const StageSeen& seen) const {
  const auto size = check_pixels(pixels, config);
  const auto batch = pixels.size(0);
  PositionRule rule;
  rule.antialias = registered;
  rule.in_float32 = true;
  auto hidden = at::cat({cls_token.expand({batch, -1, -1}), patches(pixels)}, 1) +
                positions_for(position_embeddings, size, config, rule);
  if (registered) {  // registers have no position
    hidden = at::cat({hidden.slice(1, 0, 1), register_tokens.expand({batch, -1, -1}), hidden.slice(1, 1)}, 1);
  }
  if (seen) seen(0, hidden);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    hidden = layers[i](hidden, static_cast<int>(i), context);
    if (seen) seen(static_cast<std::int64_t>(i) + 1, hidden);
    report_progress(context, static_cast<std::int64_t>(i) + 1, config.layers);
  }
  return layernorm(hidden);
}

at::Tensor Dinov2Model::classify(const at::Tensor& hidden) const {
  return (*classifier)(at::cat({hidden.select(1, 0), hidden.slice(1, leading()).mean(1)}, 1));
}

std::unique_ptr<Model> make_dinov2(const io::Fields& config, const Weights& weights) {
  return std::make_unique<Dinov2Family>(config, weights, false);
}

std::unique_ptr<Model> make_dinov2_with_registers(const io::Fields& config, const Weights& weights) {
  return std::make_unique<Dinov2Family>(config, weights, true);
}

}  // namespace headlight::models
