#include "engine/models/rt_detr.h"

#include <ATen/Functions.h>

#include <limits>

#include "engine/models/labels.h"
#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

std::int64_t positions_of(const kernels::LevelSizes& levels) {
  std::int64_t sum = 0;
  for (const auto& [rows, columns] : levels) sum += rows * columns;
  return sum;
}

// Boxes before the sigmoid, at every position's centre, of a size that doubles with the level: float32 [1, N, 4], and
// which of them count, bool [1, N, 1]. The others hold the largest number, as in the reference.
struct Anchors {
  at::Tensor boxes, valid;
};

Anchors anchors_of(const kernels::LevelSizes& levels) {
  constexpr double side = 0.05, margin = 1e-2;  // of the image
  std::vector<at::Tensor> all;
  double scale = side;
  for (const auto& [rows, columns] : levels) {
    const auto y = ((at::arange(rows, at::kFloat) + 0.5) / rows).unsqueeze(1).expand({rows, columns});
    const auto x = ((at::arange(columns, at::kFloat) + 0.5) / columns).unsqueeze(0).expand({rows, columns});
    const auto size = at::full({rows, columns}, 1.0F * scale, at::kFloat);
    all.push_back(at::stack({x, y, size, size}, -1).flatten(0, 1));
    scale *= 2;
  }
  const auto shares = at::cat(all, 0).unsqueeze(0);
  const auto valid = (shares.gt(margin) & shares.lt(1 - margin)).all(-1, true);
  const auto outside = at::full({}, std::numeric_limits<float>::max(), at::kFloat);
  return {at::where(valid, at::log(shares / (1 - shares)), outside), valid};
}

}  // namespace

at::Tensor rows_at(const at::Tensor& rows, const at::Tensor& positions) {
  return rows.gather(1, positions.unsqueeze(-1).expand({-1, -1, rows.size(2)}));
}

RtDetrModel::RtDetrModel(const RtDetrConfig& settings, const Weights& weights, const std::optional<Weights>& heads)
    : config(settings),
      backbone(config.backbone, weights.select("backbone.model")),
      encoder(config, weights.select("encoder")),
      selection(weights.select("enc_output.0"), config.width, config.width),
      selection_norm(weights.select("enc_output.1"), config.width, config.norm_epsilon),
      score_head(weights.select("enc_score_head"), config.width, static_cast<std::int64_t>(config.classes.size())),
      box_head(weights.select("enc_bbox_head"), {config.width, config.width, config.width, 4}),
      decoder(config, weights.select("decoder"), heads) {
  constexpr double input_epsilon = 1e-5;  // the reference's default, whatever batch_norm_eps is
  const auto widths = backbone.widths();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const ConvolutionShape shape{widths[i], config.encoder_width, 1, 1};
    encoder_inputs.push_back(rt_detr_projection(weights.select("encoder_input_proj", static_cast<std::int64_t>(i)), shape, input_epsilon));
  }
  for (std::size_t i = 0; i < config.levels; ++i) {
    const bool further = i >= config.decoder_inputs.size();
    const ConvolutionShape shape{config.encoder_width, config.width, further ? 3 : 1, further ? 2 : 1};
    decoder_inputs.push_back(rt_detr_projection(weights.select("decoder_input_proj", static_cast<std::int64_t>(i)), shape, config.batch_norm_epsilon));
  }
  if (config.learned_queries) learned_queries = weights.get("weight_embedding.weight", {config.queries, config.width});
  decoder.first_axis = static_cast<int>(encoder.attending.size());
}

std::vector<std::int64_t> RtDetrModel::strides() const {
  auto all = backbone.strides();
  all.resize(config.levels, 2 * all.back());  // every further level halves the last map itself
  return all;
}

std::vector<at::Tensor> RtDetrModel::encoded(std::vector<at::Tensor> maps, kernels::Context& context) const {
  for (std::size_t i = 0; i < maps.size(); ++i) maps[i] = encoder_inputs[i](maps[i], context);
  maps = encoder(std::move(maps), context);
  std::vector<at::Tensor> levels;
  for (std::size_t i = 0; i < decoder_inputs.size(); ++i)
    levels.push_back(decoder_inputs[i](i < maps.size() ? maps[i] : maps.back(), context));
  return levels;
}

BackboneChain RtDetrModel::chain() const {
  auto made = backbone.chain();
  made.encode = [this](const BackboneChain::Maps& maps, const std::stop_token& stop) {
    kernels::Context context;
    context.stop = stop;
    return encoded(maps, context);
  };
  for (const auto stride : strides()) made.note_encoded({stride, stride});
  return made;
}

RtDetrPyramid RtDetrModel::pyramid(const at::Tensor& pixels, kernels::Context& context) const {
  RtDetrPyramid made;
  std::vector<at::Tensor> sequences;
  for (const auto& level : encoded(backbone(pixels, context), context)) {
    made.levels.push_back({level.size(2), level.size(3)});
    sequences.push_back(level.flatten(2).transpose(1, 2));
  }
  made.memory = at::cat(sequences, 1);
  return made;
}

RtDetrSelection RtDetrModel::select(const RtDetrPyramid& pyramid) const {
  const auto& levels = config.anchor_levels.empty() ? pyramid.levels : config.anchor_levels;
  const auto count = pyramid.memory.size(1);
  if (positions_of(levels) != count || count < config.queries)
    throw Failure{unusable("the image's size does not suit this model", "pixels", std::to_string(count) + " positions",
                           positions_of(levels) != count ? std::to_string(positions_of(levels)) + ", as anchor_image_size has"
                                                         : "at least " + std::to_string(config.queries) + ", one a query")};
  const auto anchors = anchors_of(levels);
  RtDetrSelection made;
  made.states = selection_norm(selection(anchors.valid.to(pyramid.memory.options()) * pyramid.memory));
  made.logits = score_head(made.states);
  made.boxes = box_head(made.states).to(at::kFloat) + trace::to_device(anchors.boxes, pyramid.memory.device());
  made.positions = std::get<1>(at::topk(std::get<0>(made.logits.max(-1)), config.queries, 1));
  return made;
}

RtDetrQueries RtDetrModel::queries(const RtDetrSelection& selected) const {
  const auto content = learned_queries.defined() ? learned_queries.unsqueeze(0).expand({selected.states.size(0), -1, -1})
                                                 : rows_at(selected.states, selected.positions).detach();
  return {content, rows_at(selected.boxes, selected.positions).detach(), {}};
}

RtDetrModel rt_detr_model(const io::Fields& config, const Weights& weights, bool second) {
  const bool bare = weights.has_scope("backbone") || architecture(config).ends_with("Model");
  const auto base = bare && !weights.has_scope("model") ? weights : weights.select("model");
  std::optional<Weights> heads;
  if (!bare) {
    const auto below = base.select("decoder");
    heads = !below.has_scope("class_embed") && weights.has_scope("class_embed") ? weights : below;
  }
  return {RtDetrConfig(config, second), base, heads};
}

}  // namespace headlight::models
