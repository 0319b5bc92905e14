#include "engine/models/vit.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/models/labels.h"

namespace headlight::models {
namespace {

Weights layer_scope(const Weights& weights, std::int64_t index) {
  return weights.select(weights.has_scope("layers") ? "layers" : "encoder.layer", index);
}

bool newer_names(const Weights& layer) { return layer.has_scope("mlp.fc1"); }

bool has_image_classifier(const io::Fields& fields, const Weights& weights) {
  return weights.has_scope("classifier") || architecture(fields) == "ViTForImageClassification";
}

class VitFamily final : public Model {
 public:
  VitFamily(const io::Fields& config, const Weights& weights) : model_(config, weights) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    return {{AxisSource::patches, {"[CLS]"}, model_.encoder.config.patch, {}, {}, model_.encoder.config.channels}};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    ModelOutput output;
    const auto hidden = model_.encode(pixels_of(input), context);
    output.tensors["last_hidden_state"] = hidden;
    if (model_.pooler) output.tensors["pooler_output"] = (*model_.pooler)(hidden);
    if (model_.classifier) output.tensors["logits"] = (*model_.classifier)(hidden.select(1, 0));
    if (model_.decoder)
      output.tensors["reconstruction"] = reconstruction(*model_.decoder, model_.encoder, input, hidden);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return model_.classes; }
  [[nodiscard]] BackboneChain backbone() const override { return model_.encoder.patches.chain(); }

 private:
  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "vit";
    info.task = model_.classifier ? "classification" : model_.decoder ? "masked-image-modeling" : "encoder";
    info.layers = model_.encoder.config.layers;
    info.heads = model_.encoder.config.heads;
    info.width = model_.encoder.config.width;
    info.takes_image = true;
    return info;
  }

  VitModel model_;
};

}  // namespace

VitLayer::VitLayer(const Weights& weights, const VisionConfig& config, std::int64_t inner)
    : attention(weights, config),
      layernorm_before(weights.select("layernorm_before"), config.width, config.epsilon),
      layernorm_after(weights.select("layernorm_after"), config.width, config.epsilon),
      intermediate(weights.select(newer_names(weights) ? "mlp.fc1" : "intermediate.dense"), config.width, inner),
      output(weights.select(newer_names(weights) ? "mlp.fc2" : "output.dense"), inner, config.width) {}

at::Tensor VitLayer::operator()(const at::Tensor& x, int layer, const VisionConfig& config,
                                kernels::Context& context) const {
  const auto attended = x + attention(layernorm_before(x), layer, context);
  return output.plus(intermediate(layernorm_after(attended), config.act), attended);
}

VitEncoder::VitEncoder(const io::Fields& fields, const Weights& weights, bool distilled)
    : config(fields, 1e-12, 16),
      cls_token(weights.get("embeddings.cls_token", {1, 1, config.width})),
      distillation_token(distilled ? weights.get("embeddings.distillation_token", {1, 1, config.width})
                                   : at::Tensor()),
      position_embeddings(
          weights.get("embeddings.position_embeddings", {1, config.positions() + leading(), config.width})),
      patches(weights.select("embeddings.patch_embeddings.projection"), config),
      layernorm(weights.select("layernorm"), config.width, config.epsilon) {
  const auto inner = fields.integer_or("intermediate_size", 3072, 1, 1 << 24);
  for (std::int64_t i = 0; i < config.layers; ++i) layers.emplace_back(layer_scope(weights, i), config, inner);
}

at::Tensor VitEncoder::operator()(const at::Tensor& pixels, kernels::Context& context) const {
  const auto size = check_pixels(pixels, config);
  const auto batch = pixels.size(0);
  std::vector<at::Tensor> tokens{cls_token.expand({batch, -1, -1})};
  if (distillation_token.defined()) tokens.push_back(distillation_token.expand({batch, -1, -1}));
  tokens.push_back(patches(pixels));
  PositionRule rule;
  rule.leading = leading();
  rule.native_as_is = true;
  auto hidden = at::cat(tokens, 1) + positions_for(position_embeddings, size, config, rule);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    hidden = layers[i](hidden, static_cast<int>(i), config, context);
    report_progress(context, static_cast<std::int64_t>(i) + 1, config.layers);
  }
  return layernorm(hidden);
}

VitPooler::VitPooler(const io::Fields& fields, const Weights& weights, std::int64_t width)
    : dense(weights.select("dense"), width, fields.integer_or("pooler_output_size", width, 1, 1 << 20)),
      act(activation(fields.text_or("pooler_act", "tanh"), fields.file() + ", field pooler_act")) {}

at::Tensor VitPooler::operator()(const at::Tensor& hidden) const { return act(dense(hidden.select(1, 0))); }

at::Tensor reconstruction(const PixelDecoder& decoder, const VitEncoder& encoder, const ModelInput& input,
                          const at::Tensor& hidden) {
  const auto grid = encoder.config.grid({input.pixels.size(2), input.pixels.size(3)});
  return decoder(hidden.slice(1, encoder.leading()), grid);
}

VitModel::VitModel(const io::Fields& fields, const Weights& weights)
    : encoder(fields, base_scope(weights, "vit", architecture(fields)), false) {
  const auto base = base_scope(weights, "vit", architecture(fields));
  const auto width = encoder.config.width;
  if (base.has_scope("pooler")) pooler.emplace(fields, base.select("pooler"), width);
  if (weights.has("decoder.0.weight")) decoder.emplace(fields, weights.select("decoder"), encoder.config);
  if (!has_image_classifier(fields, weights)) return;
  classes = class_names(fields);
  if (!classes.empty()) {
    classifier.emplace(weights.select("classifier"), width, static_cast<std::int64_t>(classes.size()));
  }
}

at::Tensor VitModel::logits(const at::Tensor& pixels, kernels::Context& context) const {
  if (!classifier) throw Failure{unusable("no classifier in this checkpoint", "logits")};
  return (*classifier)(encode(pixels, context).select(1, 0));
}

std::unique_ptr<Model> make_vit(const io::Fields& config, const Weights& weights) {
  return std::make_unique<VitFamily>(config, weights);
}

}  // namespace headlight::models
