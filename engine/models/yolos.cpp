#include "engine/models/yolos.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/models/detection.h"
#include "engine/models/labels.h"

namespace headlight::models {
namespace {

constexpr std::int64_t most_detection_tokens = 1 << 14;

// YOLOS' own image size where config.json has none.
io::Fields with_size(const io::Fields& fields) {
  auto json = fields.json();
  if (!fields.has("image_size")) json["image_size"] = {512, 864};
  return {std::move(json), fields.file()};
}

std::string middle_name(const Weights& weights) {
  const std::string older = "encoder.mid_position_embeddings", newer = "encoder.interpolation.mid_position_embeddings";
  return weights.has(newer) ? newer : older;
}

class YolosFamily final : public Model {
 public:
  YolosFamily(const io::Fields& config, const Weights& weights)
      : encoder_(with_size(config), base_scope(weights, "vit", architecture(config))) {
    const auto base = base_scope(weights, "vit", architecture(config));
    const auto width = encoder_.config.width;
    if (base.has_scope("pooler")) pooler_ = Linear(base.select("pooler.dense"), width, width);
    if (!weights.has_scope("class_labels_classifier") && architecture(config) != "YolosForObjectDetection") return;
    classes_ = class_names(config);
    classifier_.emplace(weights.select("class_labels_classifier"), width, static_cast<std::int64_t>(classes_.size()) + 1);
    boxes_.emplace(weights.select("bbox_predictor"), width, 4);
  }

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    AxisPlan plan{AxisSource::patches, {"[CLS]"}, encoder_.config.patch, {}, {}, encoder_.config.channels};
    for (std::int64_t i = 0; i < encoder_.detections; ++i) plan.trailing.push_back("[DET" + std::to_string(i) + "]");
    if (!classifier_) return {plan};
    AxisPlan queries;
    queries.source = AxisSource::queries;
    return {plan, queries};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    ModelOutput output;
    const auto hidden = encoder_(pixels_of(input), context);
    output.tensors["last_hidden_state"] = hidden;
    if (pooler_.weight.defined()) output.tensors["pooler_output"] = at::tanh(pooler_(hidden.select(1, 0)));
    if (!classifier_) return output;
    const auto queries = hidden.slice(1, hidden.size(1) - encoder_.detections);
    const auto logits = (*classifier_)(queries), boxes = at::sigmoid((*boxes_)(queries));
    output.queries = read_softmax(logits, boxes, VisiblePixels(input));
    output.tensors["logits"] = logits;
    output.tensors["boxes"] = boxes;
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return classes_; }
  [[nodiscard]] BackboneChain backbone() const override { return encoder_.patches.chain(); }

 private:
  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "yolos";
    info.task = classifier_ ? "detection" : "encoder";
    info.layers = encoder_.config.layers;
    info.heads = encoder_.config.heads;
    info.width = encoder_.config.width;
    info.takes_image = true;
    return info;
  }

  YolosEncoder encoder_;
  Linear pooler_;
  std::vector<std::string> classes_;
  std::optional<YolosHead> classifier_, boxes_;
};

}  // namespace

at::Tensor YolosPositions::on(Size2 to, std::int64_t layer) const {
  const auto rows = table.narrow(0, layer, 1);
  const auto map = rows.slice(1, 1, 1 + grid[0] * grid[1]).unflatten(1, grid).permute({0, 3, 1, 2});
  const auto resized = at::upsample_bicubic2d(map, to, false).permute({0, 2, 3, 1}).flatten(1, 2);
  return at::cat({rows.slice(1, 0, 1), resized, rows.slice(1, rows.size(1) - detections)}, 1);
}

YolosEncoder::YolosEncoder(const io::Fields& fields, const Weights& weights)
    : config(fields, 1e-12, 16),
      detections(fields.integer_or("num_detection_tokens", 100, 1, most_detection_tokens)),
      cls_token(weights.get("embeddings.cls_token", {1, 1, config.width})),
      detection_tokens(weights.get("embeddings.detection_tokens", {1, detections, config.width})),
      patches(weights.select("embeddings.patch_embeddings.projection"), config),
      layernorm(weights.select("layernorm"), config.width, config.epsilon) {
  const auto rows = 1 + config.positions() + detections;
  const auto grid = config.grid(config.image);
  positions = {weights.get("embeddings.position_embeddings", {1, rows, config.width}), grid, detections};
  if (fields.flag_or("use_mid_position_embeddings", true) && config.layers > 1) {
    const auto table = weights.get(middle_name(weights), {config.layers - 1, 1, rows, config.width});
    middle = YolosPositions{table.squeeze(1), grid, detections};
  }
  const auto inner = fields.integer_or("intermediate_size", 3072, 1, 1 << 24);
  const auto scope = weights.has_scope("layers") ? "layers" : "encoder.layer";
  for (std::int64_t i = 0; i < config.layers; ++i) layers.emplace_back(weights.select(scope, i), config, inner);
}

at::Tensor YolosEncoder::operator()(const at::Tensor& pixels, kernels::Context& context) const {
  const auto grid = config.grid(check_pixels(pixels, config));
  auto hidden = at::cat({cls_token, patches(pixels), detection_tokens}, 1) + positions.on(grid, 0);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    hidden = layers[i](hidden, static_cast<int>(i), config, context);
    if (middle && i + 1 < layers.size()) hidden = hidden + middle->on(grid, static_cast<std::int64_t>(i));
    report_progress(context, static_cast<std::int64_t>(i) + 1, config.layers);
  }
  return layernorm(hidden);
}

YolosHead::YolosHead(const Weights& weights, std::int64_t width, std::int64_t out) {
  for (std::int64_t i = 0; i < 3; ++i) layers.emplace_back(weights.select("layers", i), width, i < 2 ? width : out);
}

at::Tensor YolosHead::operator()(at::Tensor x) const {
  for (std::size_t i = 0; i < layers.size(); ++i) x = i == 0 ? layers[i](x) : layers[i](at::relu(x));
  return x;
}

std::unique_ptr<Model> make_yolos(const io::Fields& config, const Weights& weights) {
  return std::make_unique<YolosFamily>(config, weights);
}

}  // namespace headlight::models
