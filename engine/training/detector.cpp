#include "engine/training/detector.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <numbers>

#include "engine/training/denoising.h"
#include "engine/training/draw.h"
#include "engine/training/model_folder.h"

namespace headlight::training {
namespace {

constexpr std::int64_t detector_width = 64, inner = 128, heads = 4, queries = 24, decoder_layers = 2, points = 4, levels = 3;
constexpr double offset_scale = 0.4;  // so that points begin well inside the box
constexpr double class_prior = 0.02;
const std::string layer_scope = "model.decoder.layers.";
const char* const noisy_name = "model.denoising_class_embed.weight";

io::Json detector_labels(bool by_id) {
  io::Json labels = io::Json::object();
  for (int i = 0; i < scene_classes; ++i) {
    const auto name = to_string(static_cast<SceneClass>(i));
    if (by_id) labels[std::to_string(i)] = name;
    if (!by_id) labels[name] = i;
  }
  return labels;
}

io::Json backbone_config() {
  return {{"model_type", "rt_detr_resnet"},
          {"num_channels", 3},
          {"embedding_size", 16},
          {"hidden_sizes", {16, 32, 64, 96}},
          {"depths", {1, 1, 2, 1}},
          {"layer_type", "basic"},
          {"hidden_act", "relu"},
          {"downsample_in_first_stage", false},
          {"downsample_in_bottleneck", false},
          {"out_features", {"stage2", "stage3", "stage4"}},
          {"out_indices", {2, 3, 4}}};
}

// Every head looks along its own direction, each of its points a step farther: [heads, levels, points, 2], flat.
at::Tensor first_offsets() {
  auto offsets = at::zeros({heads, levels, points, 2});
  for (std::int64_t head = 0; head < heads; ++head) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(head) / heads;
    const double longest = std::max(std::abs(std::cos(angle)), std::abs(std::sin(angle)));
    for (std::int64_t point = 0; point < points; ++point) {
      const auto place = offsets[head].select(1, point);
      place.select(1, 0).fill_(std::cos(angle) / longest * static_cast<double>(point + 1));
      place.select(1, 1).fill_(std::sin(angle) / longest * static_cast<double>(point + 1));
    }
  }
  return offsets.flatten();
}

// A decoder's output from query `first` on.
at::Tensor part(const at::Tensor& stacked, std::size_t layer, std::int64_t first, std::int64_t count) {
  return stacked.select(1, static_cast<std::int64_t>(layer)).narrow(1, first, count);
}

at::Tensor matched_loss(const at::Tensor& logits, const at::Tensor& boxes, const std::vector<Objects>& objects) {
  return set_loss(logits, boxes, objects, match(logits, boxes, objects));
}

}  // namespace

io::Json detector_config() {
  return {{"architectures", {"RTDetrV2ForObjectDetection"}},
          {"model_type", "rt_detr_v2"},
          {"backbone_config", backbone_config()},
          {"freeze_backbone_batch_norms", true},
          {"encoder_hidden_dim", detector_width},
          {"encoder_in_channels", {32, 64, 96}},
          {"feat_strides", {8, 16, 32}},
          {"encoder_layers", 1},
          {"encoder_ffn_dim", inner},
          {"encoder_attention_heads", heads},
          {"encode_proj_layers", {2}},
          {"hidden_expansion", 0.5},
          {"d_model", detector_width},
          {"num_queries", queries},
          {"decoder_in_channels", {detector_width, detector_width, detector_width}},
          {"decoder_ffn_dim", inner},
          {"num_feature_levels", levels},
          {"decoder_n_levels", levels},
          {"decoder_n_points", points},
          {"decoder_layers", decoder_layers},
          {"decoder_attention_heads", heads},
          {"decoder_method", "default"},
          {"decoder_offset_scale", offset_scale},
          {"num_denoising", 48},
          {"id2label", detector_labels(true)},
          {"label2id", detector_labels(false)},
          {"dtype", "float32"}};
}

io::Json detector_processor() {
  return {{"image_processor_type", "RTDetrImageProcessor"},
          {"do_resize", true},
          {"size", {{"height", detector_edge}, {"width", detector_edge}}},
          {"resample", 2},
          {"do_rescale", true},
          {"rescale_factor", 1.0 / 255},
          {"do_normalize", false},
          {"image_mean", {0.485, 0.456, 0.406}},
          {"image_std", {0.229, 0.224, 0.225}},
          {"do_pad", false}};
}

DetectorTraining::DetectorTraining(DetectorOptions options) : options_(options), fresh_(options.seed) {
  const auto weights = models::Weights::fresh(
      [this](const std::string& name, at::IntArrayRef shape) { return make(name, shape); });
  model_ = std::make_unique<models::RtDetrModel>(
      models::rt_detr_model(io::Fields(detector_config(), "config.json"), weights, true));
  noisy_classes_ = weights.get(noisy_name, {scene_classes + 1, detector_width});
  start();
}

at::Tensor DetectorTraining::make(const std::string& name, at::IntArrayRef shape) {
  const bool variance = name.ends_with("running_var");
  if (!variance && !name.ends_with("running_mean")) return fresh_.make(name, shape);
  return buffers_[name] = variance ? at::ones(shape) : at::zeros(shape);
}

// Points spread over the box with equal weights, heads that change no box and expect to see nothing.
void DetectorTraining::start() const {
  const c10::NoGradGuard no_grad;
  for (auto [name, tensor] : fresh_.parameters()) {
    const auto about = [&](const char* part) { return name.find(part) != std::string::npos; };
    const bool box_head = about("bbox_embed") || about("enc_bbox_head");
    if (about("sampling_offsets.weight") || about("attention_weights.weight")) tensor.zero_();
    if (about("sampling_offsets.bias")) tensor.copy_(first_offsets());
    if (box_head && about("layers.2.weight")) tensor.zero_();
    if ((about("class_embed") && !about("denoising") && name.ends_with("bias")) || about("enc_score_head.bias"))
      tensor.fill_(-std::log((1 - class_prior) / class_prior));
  }
}

Task DetectorTraining::task() {
  Task task;
  task.parameters = fresh_.parameters();
  task.buffers = buffers_;
  task.schedule = {options_.peak, std::min<std::int64_t>(150, options_.steps / 5 + 1), options_.steps};
  task.optimizer.beta2 = 0.99;
  task.optimizer.decay = 0.02;
  task.optimizer.longest_gradient = 5;
  task.loss = [this](std::int64_t step) { return loss(step); };
  return task;
}

at::Tensor DetectorTraining::loss(std::int64_t step) const {
  const auto number = static_cast<std::uint64_t>(step * options_.scenes);
  const auto batch = detection_batch((options_.seed * 10000019 + number) % training_seeds, options_.scenes, detector_edge, true);
  kernels::Context context;
  context.batch_statistics = true;
  const auto pyramid = model_->pyramid(batch.pixels, context);
  const auto selected = model_->select(pyramid);
  Draw draw(options_.seed * 1000003 + static_cast<std::uint64_t>(step));
  const auto noisy = with_noise(model_->queries(selected), batch.objects, noisy_classes_, options_.denoising, draw);
  const auto decoded = model_->decoder(pyramid, noisy.queries, context);
  auto sum = matched_loss(models::rows_at(selected.logits, selected.positions),
                          at::sigmoid(models::rows_at(selected.boxes, selected.positions)), batch.objects);
  for (std::size_t layer = 0; layer < decoder_layers; ++layer) {
    sum = sum + matched_loss(part(decoded.logits, layer, noisy.noisy, queries), part(decoded.boxes, layer, noisy.noisy, queries),
                             batch.objects);
    sum = sum + set_loss(part(decoded.logits, layer, 0, noisy.noisy), part(decoded.boxes, layer, 0, noisy.noisy), batch.objects,
                         noisy.matches, static_cast<double>(noisy.groups));
  }
  return sum;
}

// Everything that transformers' module of this family keeps, under its names.
Parameters DetectorTraining::tensors() const {
  auto own = fresh_.parameters();
  own.insert(buffers_.begin(), buffers_.end());
  for (const auto& [name, tensor] : buffers_)
    if (const auto end = name.find("running_mean"); end != std::string::npos && !name.starts_with("model.backbone"))
      own[name.substr(0, end) + "num_batches_tracked"] = at::full({}, options_.steps, at::kLong);
  for (std::size_t layer = 0; layer < decoder_layers; ++layer) {
    const std::string scope = layer_scope + std::to_string(layer);
    own[scope + ".encoder_attn.n_points_scale"] = model_->decoder.layers[layer].sampling.share.flatten();
  }
  return own;
}

Result<Done> DetectorTraining::save(const std::filesystem::path& folder) const {
  return guarded<Done>([&]() -> Result<Done> {
    std::filesystem::create_directories(folder);
    write_tensors(folder / "model.safetensors", tensors(), at::kHalf, {{"format", "pt"}}).take();
    write_json(folder / "config.json", detector_config()).take();
    write_json(folder / "preprocessor_config.json", detector_processor()).take();
    return Done{};
  });
}

}  // namespace headlight::training
