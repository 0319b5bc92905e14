#include "engine/models/deit.h"

#include <c10/core/GradMode.h>

#include "engine/models/labels.h"

namespace headlight::models {
namespace {

class DeitFamily final : public Model {
 public:
  DeitFamily(const io::Fields& config, const Weights& weights) : model_(config, weights) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    return {{AxisSource::patches, {"[CLS]", "[DIST]"}, model_.encoder.config.patch, {}, {}, model_.encoder.config.channels}};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    ModelOutput output;
    const auto hidden = model_.encoder(pixels_of(input), context);
    output.tensors["last_hidden_state"] = hidden;
    if (model_.pooler) output.tensors["pooler_output"] = (*model_.pooler)(hidden);
    if (model_.classifier) output.tensors["logits"] = (*model_.classifier)(hidden.select(1, 0));
    if (model_.decoder)
      output.tensors["reconstruction"] = reconstruction(*model_.decoder, model_.encoder, input, hidden);
    if (model_.cls_classifier) classify_with_teacher(hidden, output);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return model_.classes; }
  [[nodiscard]] BackboneChain backbone() const override { return model_.encoder.patches.chain(); }

 private:
  // The prediction is the mean of the class token's and the distillation token's.
  void classify_with_teacher(const at::Tensor& hidden, ModelOutput& output) const {
    const auto by_class = (*model_.cls_classifier)(hidden.select(1, 0));
    const auto by_distillation = (*model_.distillation_classifier)(hidden.select(1, 1));
    output.tensors["cls_logits"] = by_class;
    output.tensors["distillation_logits"] = by_distillation;
    output.tensors["logits"] = (by_class + by_distillation) / 2;
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "deit";
    info.task = model_.decoder ? "masked-image-modeling" : model_.classes.empty() ? "encoder" : "classification";
    info.layers = model_.encoder.config.layers;
    info.heads = model_.encoder.config.heads;
    info.width = model_.encoder.config.width;
    info.takes_image = true;
    return info;
  }

  DeitModel model_;
};

}  // namespace

DeitModel::DeitModel(const io::Fields& fields, const Weights& weights)
    : encoder(fields, base_scope(weights, "deit", architecture(fields)), true) {
  const auto base = base_scope(weights, "deit", architecture(fields));
  const auto width = encoder.config.width;
  if (base.has_scope("pooler")) pooler.emplace(fields, base.select("pooler"), width);
  if (weights.has("decoder.0.weight")) decoder.emplace(fields, weights.select("decoder"), encoder.config);
  const bool taught = weights.has_scope("cls_classifier");
  if (!taught && !weights.has_scope("classifier")) return;
  classes = class_names(fields);
  const auto count = static_cast<std::int64_t>(classes.size());
  if (taught) {
    cls_classifier.emplace(weights.select("cls_classifier"), width, count);
    distillation_classifier.emplace(weights.select("distillation_classifier"), width, count);
  } else {
    classifier.emplace(weights.select("classifier"), width, count);
  }
}

std::unique_ptr<Model> make_deit(const io::Fields& config, const Weights& weights) {
  return std::make_unique<DeitFamily>(config, weights);
}

}  // namespace headlight::models
