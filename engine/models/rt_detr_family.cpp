#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/kernels/linear.h"
#include "engine/models/detection.h"
#include "engine/models/rt_detr.h"
#include "engine/models/vision.h"

namespace headlight::models {
namespace {

class RtDetrFamily final : public Model {
 public:
  RtDetrFamily(const io::Fields& config, const Weights& weights, bool second)
      : model_(rt_detr_model(config, weights, second)), focal_(config.flag_or("use_focal_loss", true)) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    const auto strides = model_.strides();
    const auto channels = model_.backbone.channels();
    std::vector<AxisPlan> plans;
    for (std::size_t i = 0; i < model_.encoder.attending.size(); ++i)
      plans.push_back({AxisSource::patches, {}, {}, {strides[static_cast<std::size_t>(model_.config.encoded[i])]}, {}, channels});
    plans.push_back({AxisSource::patches, {}, {}, strides, {}, channels});
    plans.push_back({AxisSource::queries, {}, {}, {}});
    return plans;
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    const kernels::NearProducts near_products;
    const auto& pixels = pixels_of(input);
    if (pixels.size(1) != model_.backbone.channels())
      throw Failure{unusable("wrong shape of the image", "pixels", c10::str(pixels.sizes()),
                             "[1, " + std::to_string(model_.backbone.channels()) + ", height, width]")};
    const auto pyramid = model_.pyramid(pixels, context);
    const auto selected = model_.select(pyramid);
    const auto queries = model_.queries(selected);
    const auto decoded = model_.decoder(pyramid, queries, context);
    ModelOutput output;
    name_outputs(selected, queries, decoded, output);
    output.queries = read(selected, decoded);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return model_.config.classes; }
  [[nodiscard]] BackboneChain backbone() const override { return model_.chain(); }

 private:
  // As transformers names them, but its pred_boxes, which are "boxes" for every detector.
  static void name_outputs(const RtDetrSelection& selected, const RtDetrQueries& queries, const RtDetrDecoded& decoded,
                           ModelOutput& output) {
    auto& tensors = output.tensors;
    tensors["last_hidden_state"] = decoded.states.select(1, -1);
    tensors["intermediate_hidden_states"] = decoded.states;
    tensors["intermediate_reference_points"] = decoded.boxes;
    tensors["init_reference_points"] = queries.reference;
    tensors["enc_outputs_class"] = selected.logits;
    tensors["enc_outputs_coord_logits"] = selected.boxes;
    tensors["enc_topk_logits"] = rows_at(selected.logits, selected.positions);
    tensors["enc_topk_bboxes"] = at::sigmoid(queries.reference);
    if (!decoded.logits.defined()) return;
    tensors["intermediate_logits"] = decoded.logits;
    tensors["logits"] = decoded.logits.select(1, -1);
    tensors["boxes"] = decoded.boxes.select(1, -1);
  }

  // The bare model has no heads but the encoder's: its boxes are the ones that the queries began with. The model takes
  // no notice of padding, so boxes are over the whole input.
  [[nodiscard]] QueryReading read(const RtDetrSelection& selected, const RtDetrDecoded& decoded) const {
    const VisiblePixels everything{ModelInput{}};
    const auto boxes = decoded.boxes.select(1, -1);
    const bool bare = !decoded.logits.defined();
    const auto logits = bare ? rows_at(selected.logits, selected.positions) : decoded.logits.select(1, -1);
    auto reading = focal_ ? read_sigmoid(logits, boxes, everything, logits.size(1)) : read_softmax(logits, boxes, everything);
    if (bare) reading.detections.clear();
    return reading;
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = model_.config.second ? "rt_detr_v2" : "rt_detr";
    info.task = model_.decoder.class_heads.empty() ? "encoder-decoder" : "detection";
    info.layers = model_.config.encoder_layers * static_cast<std::int64_t>(model_.config.encoded.size());
    info.heads = model_.config.encoder_heads;
    info.decoder_layers = model_.config.decoder_layers;
    info.decoder_heads = model_.config.decoder_heads;
    info.width = model_.config.width;
    info.takes_image = true;
    return info;
  }

  RtDetrModel model_;
  bool focal_ = true;
};

}  // namespace

std::unique_ptr<Model> make_rt_detr(const io::Fields& config, const Weights& weights) {
  return std::make_unique<RtDetrFamily>(config, weights, false);
}

std::unique_ptr<Model> make_rt_detr_v2(const io::Fields& config, const Weights& weights) {
  return std::make_unique<RtDetrFamily>(config, weights, true);
}

}  // namespace headlight::models
