#include "engine/models/detr.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <optional>

#include "engine/kernels/linear.h"
#include "engine/models/detr_masks.h"
#include "engine/models/detr_parts.h"
#include "engine/models/labels.h"
#include "engine/models/vision.h"

namespace headlight::models {
namespace {

constexpr int patches_axis = 0;
constexpr int detr_queries_axis = 1;

// The image as the Transformer sees it: one map's cells, row by row.
struct Cells {
  at::Tensor features, positions;  // [1, cells, width]
  trace::AttentionSpec visible;    // its key_visible hides the padding
};

struct EncoderLayer {
  DetrAttention self_attn;
  LayerNorm norm;
  DetrFeedForward feed_forward;

  EncoderLayer(const Weights& weights, const DetrConfig& config)
      : self_attn(weights.select("self_attn"), config.width, config.encoder.heads),
        norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
        feed_forward(weights, config, config.encoder.inner) {}

  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const Cells& cells, int layer,
                                      kernels::Context& context) const {
    const auto placed = x + cells.positions;
    const trace::SiteLabel label{"encoder", layer, SiteKind::self, patches_axis, patches_axis};
    return feed_forward(norm(x + self_attn({placed, placed, x}, cells.visible, label, context)));
  }
};

struct DecoderLayer {
  DetrAttention self_attn, encoder_attn;
  LayerNorm self_norm, cross_norm;
  DetrFeedForward feed_forward;

  DecoderLayer(const Weights& weights, const DetrConfig& config)
      : self_attn(weights.select("self_attn"), config.width, config.decoder.heads),
        encoder_attn(weights.select("encoder_attn"), config.width, config.decoder.heads),
        self_norm(weights.select("self_attn_layer_norm"), config.width, default_epsilon),
        cross_norm(weights.select("encoder_attn_layer_norm"), config.width, default_epsilon),
        feed_forward(weights, config, config.decoder.inner) {}

  // x, queries [1, queries, width]: embeddings and positions of the objects; cells: encoded.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& x, const at::Tensor& queries, const Cells& cells, int layer,
                                      kernels::Context& context) const {
    const trace::SiteLabel self{"decoder", layer, SiteKind::self, detr_queries_axis, detr_queries_axis};
    const auto placed = x + queries;
    const auto heard = self_norm(x + self_attn({placed, placed, x}, {}, self, context));
    const trace::SiteLabel cross{"cross", layer, SiteKind::cross, detr_queries_axis, patches_axis};
    const DetrAttentionInput over{heard + queries, cells.features + cells.positions, cells.features};
    return feed_forward(cross_norm(heard + encoder_attn(over, cells.visible, cross, context)));
  }
};

struct Heads {
  Linear classes;
  PredictionHead boxes;
  Heads(const Weights& weights, std::int64_t width, std::int64_t count)
      : classes(weights.select("class_labels_classifier"), width, count),
        boxes(weights.select("bbox_predictor"), width, 4) {}
};

class Detr final : public Model {
 public:
  Detr(const io::Fields& fields, const Weights& weights) : Detr(fields, DetrScopes(weights)) {
    if (weights.has_scope("mask_head")) masks_.emplace(weights, config_, backbone_.widths());
  }

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    AxisPlan cells, queries;
    cells.source = AxisSource::patches;
    cells.strides = {backbone_.strides().back()};
    cells.channels = backbone_.channels();
    queries.source = AxisSource::queries;
    return {cells, queries};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    const kernels::NearProducts near_products;
    const auto& pixels = image_of(input, backbone_);
    const VisiblePixels visible(input);
    const auto maps = backbone_(pixels.to(query_positions_.weight.scalar_type()), context);
    const auto projected = at::conv2d(maps.back(), projection_, projection_bias_);
    const auto seen = visible.on(projected.size(2), projected.size(3));
    auto cells = cells_of(projected, seen);
    cells.features = encode(cells, context);
    ModelOutput output;
    const auto hidden = decode(cells, output, context);
    output.tensors["encoder_last_hidden_state"] = cells.features;
    output.tensors["last_hidden_state"] = hidden;
    if (heads_) detect(hidden, visible, output);
    if (masks_) {
      output.tensors["pred_masks"] =
          (*masks_)({hidden, cells.features, projected, seen, {maps[2], maps[1], maps[0]}}, context);
    }
    if (!heads_) output.queries = read_places(everywhere(hidden.size(1)), visible);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return classes_; }
  // The masks read the finer maps, the attention does not.
  [[nodiscard]] BackboneChain backbone() const override {
    auto chain = backbone_.chain();
    chain.maps = {chain.maps.back()};
    return chain;
  }

 private:
  Detr(const io::Fields& fields, const DetrScopes& scopes)
      : config_(fields, 2048),
        backbone_(scopes.backbone(), ResNetPlan(fields, {1, 2, 3, 4})),
        positions_(fields, scopes.base, false),
        query_positions_(scopes.base.select("query_position_embeddings"), fields.integer_or("num_queries", 100, 1),
                         config_.width),
        projection_(scopes.base.get("input_projection.weight", {config_.width, backbone_.widths().back(), 1, 1})),
        projection_bias_(scopes.base.get("input_projection.bias", {config_.width})),
        norm_(scopes.base.select("decoder.layernorm"), config_.width, default_epsilon),
        normed_between_(fields.flag_or("auxiliary_loss", false)) {
    for (std::int64_t i = 0; i < config_.encoder.layers; ++i)
      encoder_.emplace_back(scopes.base.select("encoder.layers", i), config_);
    for (std::int64_t i = 0; i < config_.decoder.layers; ++i)
      decoder_.emplace_back(scopes.base.select("decoder.layers", i), config_);
    if (architecture(fields) == "DetrModel" && !scopes.heads.has_scope("class_labels_classifier")) return;
    classes_ = class_names(fields);
    heads_.emplace(scopes.heads, config_.width, static_cast<std::int64_t>(classes_.size()) + 1);
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "detr";
    info.task = heads_ ? "detection" : "encoder";
    info.layers = config_.encoder.layers;
    info.heads = config_.encoder.heads;
    info.decoder_layers = config_.decoder.layers;
    info.decoder_heads = config_.decoder.heads;
    info.width = config_.width;
    info.takes_image = true;
    return info;
  }

  [[nodiscard]] Cells cells_of(const at::Tensor& map, const at::Tensor& seen) const {
    Cells cells;
    cells.features = map.flatten(2).transpose(1, 2);
    cells.positions = positions_(seen).to(map.scalar_type());
    cells.visible.key_visible = visible_from_mask(seen.flatten(1));
    return cells;
  }

  [[nodiscard]] at::Tensor encode(const Cells& cells, kernels::Context& context) const {
    auto hidden = cells.features;
    for (std::size_t i = 0; i < encoder_.size(); ++i) {
      hidden = encoder_[i](hidden, cells, static_cast<int>(i), context);
      report_progress(context, static_cast<std::int64_t>(i) + 1, config_.encoder.layers + config_.decoder.layers);
    }
    return hidden;
  }

  // Models made with auxiliary losses normalise between the layers as well; the bare one puts those states out.
  [[nodiscard]] at::Tensor decode(const Cells& cells, ModelOutput& output, kernels::Context& context) const {
    const auto queries = query_positions_.weight.unsqueeze(0);
    auto hidden = at::zeros_like(queries);
    std::vector<at::Tensor> between;
    for (std::size_t i = 0; i < decoder_.size(); ++i) {
      hidden = decoder_[i](hidden, queries, cells, static_cast<int>(i), context);
      if (normed_between_) between.push_back(hidden = norm_(hidden));
      report_progress(context, config_.encoder.layers + static_cast<std::int64_t>(i) + 1,
                      config_.encoder.layers + config_.decoder.layers);
    }
    if (!heads_ && !between.empty()) output.tensors["intermediate_hidden_states"] = at::stack(between);
    return norm_(hidden);
  }

  // Boxes of queries that nothing says the place of.
  [[nodiscard]] static at::Tensor everywhere(std::int64_t queries) {
    return at::tensor({0.5F, 0.5F, 1.0F, 1.0F}).expand({1, queries, 4});
  }

  void detect(const at::Tensor& hidden, const VisiblePixels& visible, ModelOutput& output) const {
    const auto logits = heads_->classes(hidden);
    const auto boxes = at::sigmoid(heads_->boxes(hidden));
    output.tensors["logits"] = logits;
    output.tensors["boxes"] = boxes;
    output.queries = read_softmax(logits, boxes, visible);
  }

  DetrConfig config_;
  ResNet backbone_;
  MapPositions positions_;
  Embedding query_positions_;
  at::Tensor projection_, projection_bias_;  // [width, width of the map, 1, 1], [width]
  LayerNorm norm_;
  bool normed_between_;
  std::vector<EncoderLayer> encoder_;
  std::vector<DecoderLayer> decoder_;
  std::optional<Heads> heads_;
  std::optional<MaskHead> masks_;  // a segmenter's
  std::vector<std::string> classes_;
};

}  // namespace

std::unique_ptr<Model> make_detr(const io::Fields& config, const Weights& weights) {
  return std::make_unique<Detr>(config, weights);
}

}  // namespace headlight::models
