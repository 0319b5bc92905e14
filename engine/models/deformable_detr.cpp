#include "engine/models/deformable_detr.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <numbers>
#include <optional>

#include "engine/kernels/linear.h"
#include "engine/models/deformable_layers.h"
#include "engine/models/labels.h"
#include "engine/models/vision.h"
#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

constexpr int pyramid_axis = 0;
constexpr int deformable_queries_axis = 1;
constexpr std::int64_t groups = 32;            // of the projections' normalisation
constexpr std::int64_t most_detections = 100;  // the reference's default

// Inverse of the sigmoid, bounded as the reference bounds it.
at::Tensor bounded_logit(const at::Tensor& x) {
  const auto inside = x.clamp(0, 1);
  return at::log(inside.clamp_min(1e-5) / (1 - inside).clamp_min(1e-5));
}

// Box logits moved to where they look from: [1, queries, 4] of deltas and a reference of 2 or 4 numbers.
at::Tensor moved(const at::Tensor& delta, const at::Tensor& reference) {
  const auto from = bounded_logit(reference);
  if (from.size(-1) == 4) return delta + from;
  return at::cat({delta.narrow(-1, 0, 2) + from, delta.narrow(-1, 2, 2)}, -1);
}

struct Settings {
  DetrConfig detr;
  std::int64_t levels, encoder_points, decoder_points, proposals;
  bool refines, two_stage;

  explicit Settings(const io::Fields& config)
      : detr(config, 1024),
        levels(config.integer_or("num_feature_levels", 4, 1, 64)),
        encoder_points(config.integer_or("encoder_n_points", 4, 1, 1 << 10)),
        decoder_points(config.integer_or("decoder_n_points", 4, 1, 1 << 10)),
        proposals(config.integer_or("two_stage_num_proposals", 300, 1)),
        refines(config.flag_or("with_box_refine", false)),
        two_stage(config.flag_or("two_stage", false)) {
    if (detr.width % groups != 0) throw Failure{config.wrong("d_model", "a multiple of 32")};
    if (detr.decoder.layers == 0) throw Failure{config.wrong("decoder_layers", "an integer ≥ 1")};
    if (two_stage && !refines) throw Failure{config.wrong("with_box_refine", "true where two_stage is true")};
  }
  [[nodiscard]] SamplingShape encoder() const { return {detr.width, detr.encoder.heads, levels, encoder_points}; }
  [[nodiscard]] SamplingShape decoder() const { return {detr.width, detr.decoder.heads, levels, decoder_points}; }
};

// A map brought to the Transformer's width, normalised by groups of channels.
struct Projection {
  at::Tensor weight, bias;
  LayerNorm norm;  // its parameters only
  std::int64_t stride = 1;

  Projection(const Weights& weights, std::int64_t in, std::int64_t width, std::int64_t kernel)
      : weight(weights.get("0.weight", {width, in, kernel, kernel})),
        bias(weights.get("0.bias", {width})),
        norm(weights.select("1"), width, default_epsilon),
        stride(kernel == 1 ? 1 : 2) {}

  [[nodiscard]] at::Tensor operator()(const at::Tensor& map) const { return normalised(convolved(map)); }

  [[nodiscard]] at::Tensor convolved(const at::Tensor& map) const {
    const auto padding = weight.size(2) / 2;
    return at::conv2d(map, weight, bias, {stride, stride}, {padding, padding});
  }
  [[nodiscard]] at::Tensor normalised(const at::Tensor& projected) const {
    return at::group_norm(projected, groups, norm.weight, norm.bias, norm.epsilon);
  }
};

// Levels of the pyramid: the backbone's maps, then ever coarser ones made by convolution.
class Levels {
 public:
  Levels(const io::Fields& config, const Settings& settings, const DetrScopes& scopes)
      : backbone_(scopes.backbone(), ResNetPlan(config, settings.levels > 1 ? std::vector<std::int64_t>{2, 3, 4}
                                                                            : std::vector<std::int64_t>{4})),
        positions_(config, scopes.base, true),
        level_embed_(scopes.base.get("level_embed", {settings.levels, settings.detr.width})) {
    const auto& widths = backbone_.widths();
    if (std::ssize(widths) > settings.levels) {
      throw Failure{
          config.wrong("num_feature_levels", "at least the backbone's " + std::to_string(widths.size()) + " maps")};
    }
    auto in = widths.back();
    for (std::int64_t i = 0; i < settings.levels; ++i) {
      const bool given = i < std::ssize(widths);
      projections_.emplace_back(scopes.base.select("input_proj", i), given ? widths[i] : in, settings.detr.width,
                                given ? 1 : 3);
      if (!given) in = settings.detr.width;
    }
  }

  [[nodiscard]] const ResNet& backbone() const { return backbone_; }
  [[nodiscard]] std::vector<std::int64_t> strides() const {
    auto strides = backbone_.strides();
    while (strides.size() < projections_.size()) strides.push_back(2 * strides.back());
    return strides;
  }

  // The backbone's maps, then those that are convolved from its last one, before they are normalised.
  [[nodiscard]] BackboneChain chain() const {
    auto made = backbone_.chain();
    const auto given = backbone_.widths().size(), all = projections_.size();
    for (auto level = given; level < all; ++level) {
      if (level > given)
        made.steps.emplace_back([&before = projections_[level - 1]](const at::Tensor& x) { return before.normalised(x); });
      made.steps.emplace_back([&own = projections_[level]](const at::Tensor& x) { return own.convolved(x); });
      made.note_map({2 * made.stride[0], 2 * made.stride[1]}, "convolved level " + std::to_string(level));
    }
    return made;
  }

  [[nodiscard]] Pyramid operator()(const at::Tensor& pixels, const VisiblePixels& visible,
                                   kernels::Context& context) const {
    const auto maps = backbone_(pixels.to(level_embed_.scalar_type()), context);
    Parts parts;
    at::Tensor last;
    for (std::size_t level = 0; level < projections_.size(); ++level) {
      const auto& source = level < maps.size() ? maps[level] : level == maps.size() ? maps.back() : last;
      last = projections_[level](source);
      add(last, visible, level_embed_[static_cast<std::int64_t>(level)], parts);
    }
    Pyramid pyramid;
    pyramid.levels = std::move(parts.sizes);
    pyramid.features = at::cat(parts.features, 1);
    pyramid.positions = at::cat(parts.positions, 1);
    pyramid.valid = at::stack(parts.valid, 1);
    if (!visible.all()) pyramid.visible = at::cat(parts.visible, 1);
    return pyramid;
  }

 private:
  struct Parts {
    kernels::LevelSizes sizes;
    std::vector<at::Tensor> features, positions, visible, valid;
  };

  void add(const at::Tensor& map, const VisiblePixels& visible, const at::Tensor& embedding, Parts& parts) const {
    const auto rows = map.size(2), columns = map.size(3);
    const auto seen = visible.on(rows, columns);
    parts.sizes.push_back({rows, columns});
    parts.features.push_back(map.flatten(2).transpose(1, 2));
    parts.positions.push_back(positions_(seen).to(map.scalar_type()) + embedding);
    parts.visible.push_back(seen.flatten(1));
    const auto across = seen.select(1, 0).sum(1).to(at::kFloat) / columns;
    const auto down = seen.select(2, 0).sum(1).to(at::kFloat) / rows;
    parts.valid.push_back(at::stack({across, down}, -1));
  }

  ResNet backbone_;
  MapPositions positions_;
  at::Tensor level_embed_;
  std::vector<Projection> projections_;
};

// Class and box heads, one a decoder layer, one more for proposals.
struct DeformableHeads {
  std::vector<Linear> classes;
  std::vector<PredictionHead> boxes;

  // A checkpoint holds heads at the root (what the model says) and below the decoder (what it goes on with), or in one
  // of these places for both; heads that share their weights stand under the first one's name.
  enum class Place { root, decoder };
  DeformableHeads(const DetrScopes& scopes, Place place, std::int64_t count, std::array<std::int64_t, 2> width_and_labels) {
    const auto [width, labels] = width_and_labels;
    for (std::int64_t i = 0; i < count; ++i) {
      classes.emplace_back(scope(scopes, place, "class_embed", i), width, labels);
      boxes.emplace_back(scope(scopes, place, "bbox_embed", i), width, 4);
    }
  }

  static bool any(const DetrScopes& scopes) {
    return scopes.heads.has_scope("bbox_embed") || scopes.base.has_scope("decoder.bbox_embed");
  }

 private:
  static Weights scope(const DetrScopes& scopes, Place place, const std::string& name, std::int64_t index) {
    std::array<Weights, 2> places{scopes.heads, scopes.base.select("decoder")};
    if (place == Place::decoder) std::swap(places[0], places[1]);
    for (const auto i : {index, std::int64_t{0}}) {
      for (const auto& each : places)
        if (each.has_scope(name + "." + std::to_string(i))) return each.select(name, i);
    }
    return scopes.heads.select(name, index);
  }
};

// What the decoder starts from.
struct Start {
  at::Tensor target, positions;  // [1, queries, width]
  at::Tensor reference;          // float32 [1, queries, 2 or 4]
};

// Learned objects.
struct LearnedQueries {
  Embedding embeddings;
  Linear reference_points;
  LearnedQueries(const Weights& base, std::int64_t count, std::int64_t width)
      : embeddings(base.select("query_position_embeddings"), count, 2 * width),
        reference_points(base.select("reference_points"), width, 2) {}

  [[nodiscard]] Start operator()() const {
    const auto halves = embeddings.weight.unsqueeze(0).chunk(2, -1);
    return {halves[1], halves[0], at::sigmoid(reference_points(halves[0]).to(at::kFloat))};
  }
};

// Objects proposed by the encoder: the cells that the last heads find most like one.
class ProposedQueries {
 public:
  ProposedQueries(const Weights& base, std::int64_t count, std::int64_t width)
      : enc_output_(base.select("enc_output"), width, width),
        pos_trans_(base.select("pos_trans"), 2 * width, 2 * width),
        enc_output_norm_(base.select("enc_output_norm"), width, default_epsilon),
        pos_trans_norm_(base.select("pos_trans_norm"), 2 * width, default_epsilon),
        count_(count),
        width_(width) {}

  [[nodiscard]] Start operator()(const Pyramid& pyramid, const DeformableHeads& heads, ModelOutput& output) const {
    auto proposals = boxes(pyramid);
    const auto valid = proposals.gt(0.01).logical_and(proposals.lt(0.99)).all(-1, true);
    const auto usable = pyramid.visible.defined() ? valid.logical_and(pyramid.visible.unsqueeze(-1)) : valid;
    const auto unusable_cells = usable.logical_not();
    proposals = at::log(proposals / (1 - proposals)).masked_fill(unusable_cells, INFINITY);
    const auto cells = enc_output_norm_(enc_output_(pyramid.features.masked_fill(unusable_cells, 0)));
    const auto classes = heads.classes.back()(cells);
    const auto coordinates = heads.boxes.back()(cells).to(at::kFloat) + proposals;
    output.tensors["enc_outputs_class"] = classes;
    output.tensors["enc_outputs_coord_logits"] = coordinates;
    return start(classes.select(-1, 0), coordinates, pyramid.features.scalar_type());
  }

 private:
  // A box around every cell, over the visible part, twice as large on each coarser level: float32 [1, cells, 4].
  [[nodiscard]] static at::Tensor boxes(const Pyramid& pyramid) {
    std::vector<at::Tensor> made;
    double side = 0.05;
    for (std::size_t level = 0; level < pyramid.levels.size(); ++level, side *= 2) {
      const auto [rows, columns] = pyramid.levels[level];
      const auto size = at::tensor({static_cast<float>(columns), static_cast<float>(rows)}).to(pyramid.valid.device());
      const auto visible = pyramid.valid.select(1, static_cast<std::int64_t>(level)) * size;
      const auto y = at::arange(rows, at::kFloat).unsqueeze(1).expand({-1, columns});
      const auto x = at::arange(columns, at::kFloat).unsqueeze(0).expand({rows, -1});
      const auto centres = (trace::to_device(at::stack({x, y}, -1).flatten(0, 1), size.device()) + 0.5) / visible.round();
      made.push_back(at::cat({centres, at::full_like(centres, side)}, -1));
    }
    return at::cat(made).unsqueeze(0);
  }

  [[nodiscard]] Start start(const at::Tensor& scores, const at::Tensor& coordinates, at::ScalarType dtype) const {
    if (scores.size(1) < count_) {
      throw Failure{unusable("the image is too small for the model's proposals", "pixels",
                             std::to_string(scores.size(1)) + " cells", "at least " + std::to_string(count_))};
    }
    const auto best = std::get<1>(at::topk(scores, count_, 1));
    const auto chosen = coordinates.gather(1, best.unsqueeze(-1).expand({-1, -1, 4}));
    const auto reference = at::sigmoid(chosen);
    const auto embedded = turning(reference * (2 * std::numbers::pi), width_ / 2).flatten(2).to(dtype);
    const auto halves = pos_trans_norm_(pos_trans_(embedded)).chunk(2, -1);
    return {halves[1], halves[0], reference};
  }

  Linear enc_output_, pos_trans_;
  LayerNorm enc_output_norm_, pos_trans_norm_;
  std::int64_t count_, width_;
};

class DeformableDetr final : public Model {
 public:
  DeformableDetr(const io::Fields& fields, const Weights& weights) : DeformableDetr(fields, DetrScopes(weights)) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override {
    AxisPlan pyramid, queries;
    pyramid.source = AxisSource::patches;
    pyramid.strides = levels_.strides();
    pyramid.channels = levels_.backbone().channels();
    queries.source = AxisSource::queries;
    return {pyramid, queries};
  }

  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override {
    const c10::NoGradGuard no_grad;
    const kernels::NearProducts near_products;
    const auto& pixels = image_of(input, levels_.backbone());
    const VisiblePixels visible(input);
    auto pyramid = levels_(pixels, visible, context);
    encode(pyramid, context);
    ModelOutput output;
    output.tensors["encoder_last_hidden_state"] = pyramid.features;
    const auto start = learned_ ? (*learned_)() : (*proposed_)(pyramid, *inner_, output);
    output.tensors["init_reference_points"] = start.reference;
    decode(start, pyramid, output, context);
    output.queries = heads_ ? read_sigmoid(output.tensors["logits"], output.tensors["boxes"], visible, most_detections)
                            : read_places(at::cat({start.reference, at::zeros_like(start.reference)}, -1), visible);
    return output;
  }

  [[nodiscard]] std::vector<std::string> classes() const override { return classes_; }
  [[nodiscard]] BackboneChain backbone() const override { return levels_.chain(); }

 private:
  DeformableDetr(const io::Fields& fields, const DetrScopes& scopes)
      : settings_(fields), levels_(fields, settings_, scopes) {
    const auto& detr = settings_.detr;
    for (std::int64_t i = 0; i < detr.encoder.layers; ++i)
      encoder_.emplace_back(scopes.base.select("encoder.layers", i), detr, settings_.encoder());
    for (std::int64_t i = 0; i < detr.decoder.layers; ++i)
      decoder_.emplace_back(scopes.base.select("decoder.layers", i), detr, settings_.decoder());
    if (!settings_.two_stage) learned_.emplace(scopes.base, fields.integer_or("num_queries", 300, 1), detr.width);
    if (settings_.two_stage) proposed_.emplace(scopes.base, settings_.proposals, detr.width);
    if (!settings_.two_stage && architecture(fields) == "DeformableDetrModel" && !DeformableHeads::any(scopes)) return;
    classes_ = class_names(fields);
    const auto count = detr.decoder.layers + (settings_.two_stage ? 1 : 0);
    heads_.emplace(scopes, DeformableHeads::Place::root, count, std::array{detr.width, std::int64_t{std::ssize(classes_)}});
    inner_.emplace(scopes, DeformableHeads::Place::decoder, count, std::array{detr.width, std::int64_t{std::ssize(classes_)}});
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "deformable_detr";
    info.task = heads_ ? "detection" : "encoder";
    info.layers = settings_.detr.encoder.layers;
    info.heads = settings_.detr.encoder.heads;
    info.decoder_layers = settings_.detr.decoder.layers;
    info.decoder_heads = settings_.detr.decoder.heads;
    info.width = settings_.detr.width;
    info.takes_image = true;
    return info;
  }

  void encode(Pyramid& pyramid, kernels::Context& context) const {
    const auto centres = cell_centres(pyramid);
    trace::SiteLabel label{"deformable_encoder", 0, SiteKind::deformable, pyramid_axis, pyramid_axis};
    for (const auto& layer : encoder_) {
      pyramid.features = layer(pyramid, centres, label, context);
      ++label.layer;
      report_progress(context, label.layer, std::ssize(encoder_) + std::ssize(decoder_));
    }
  }

  // Fills in the decoder's outputs and, where there are heads, logits and boxes of the last layer.
  void decode(const Start& start, const Pyramid& pyramid, ModelOutput& output, kernels::Context& context) const {
    auto hidden = start.target, reference = start.reference;
    std::vector<at::Tensor> states, references;
    for (std::size_t i = 0; i < decoder_.size(); ++i) {
      const int layer = static_cast<int>(i);
      const std::array<trace::SiteLabel, 2> sites{
          {{"decoder", layer, SiteKind::self, deformable_queries_axis, deformable_queries_axis},
           {"deformable_decoder", layer, SiteKind::deformable, deformable_queries_axis, pyramid_axis}}};
      hidden = decoder_[i](hidden, {start.positions, on_pyramid(reference, pyramid)}, pyramid, sites, context);
      const auto from = reference;
      if (inner_ && settings_.refines) reference = boxes(inner_->boxes[i], hidden, from);
      if (heads_ && i + 1 == decoder_.size()) {
        output.tensors["logits"] = heads_->classes[i](hidden);
        output.tensors["boxes"] = boxes(heads_->boxes[i], hidden, from);
      }
      states.push_back(hidden);
      references.push_back(reference);
      report_progress(context, std::ssize(encoder_) + layer + 1, std::ssize(encoder_) + std::ssize(decoder_));
    }
    output.tensors["last_hidden_state"] = hidden;
    output.tensors["intermediate_hidden_states"] = at::stack(states, 1);
    output.tensors["intermediate_reference_points"] = at::stack(references, 1);
  }

  [[nodiscard]] static at::Tensor boxes(const PredictionHead& head, const at::Tensor& hidden, const at::Tensor& from) {
    return at::sigmoid(moved(head(hidden).to(at::kFloat), from));
  }

  Settings settings_;
  Levels levels_;
  std::vector<DeformableEncoderLayer> encoder_;
  std::vector<DeformableDecoderLayer> decoder_;
  std::optional<LearnedQueries> learned_;
  std::optional<ProposedQueries> proposed_;
  std::optional<DeformableHeads> heads_, inner_;
  std::vector<std::string> classes_;
};

}  // namespace

std::unique_ptr<Model> make_deformable_detr(const io::Fields& config, const Weights& weights) {
  return std::make_unique<DeformableDetr>(config, weights);
}

}  // namespace headlight::models
