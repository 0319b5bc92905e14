#include "engine/training/vision.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/training/model_folder.h"
#include "engine/training/scene_objects.h"

namespace headlight::training {
namespace {

constexpr std::int64_t vision_width = 96, vision_inner = 192, vision_layers = 4, vision_heads = 4, patch = 12;
constexpr double background_weight = 0.5;  // of patches that show none of the objects, in the second task
constexpr double naming_share = 0.25;      // of the class token's task, so that patches mostly say what they show
constexpr std::size_t first_named_layer = 2;  // from its output on, patches have to say what they show
const char* const mask_task = "second_task";

// What lies at the centre of each patch: the nearest object there.
at::Tensor patches_of(const Scene& scene) {
  const std::int64_t side = scene.picture.cols / patch;
  auto kinds = at::full({side, side}, scene_classes, at::kLong);
  auto* values = kinds.mutable_data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < side * side; ++i) {
    const cv::Point2d centre((static_cast<double>(i % side) + 0.5) * patch, (static_cast<double>(i / side) + 0.5) * patch);
    for (const auto& object : scene.objects)  // nearer ones come later
      if (object.box.contains(centre)) values[i] = static_cast<std::int64_t>(object.kind);
  }
  return kinds;
}

// The states after every layer, normalised like the last ones: [B, 1 + patches, width] each. The pixels are of the
// model's own size.
std::vector<at::Tensor> layer_states(const models::VitEncoder& encoder, const at::Tensor& pixels) {
  kernels::Context context;
  auto hidden = at::cat({encoder.cls_token.expand({pixels.size(0), -1, -1}), encoder.patches(pixels)}, 1) +
                encoder.position_embeddings;
  std::vector<at::Tensor> states;
  for (std::size_t i = 0; i < encoder.layers.size(); ++i) {
    hidden = encoder.layers[i](hidden, static_cast<int>(i), encoder.config, context);
    states.push_back(encoder.layernorm(hidden));
  }
  return states;
}

io::Json vision_labels(bool by_id) {
  io::Json labels = io::Json::object();
  for (int i = 0; i < vehicle_classes; ++i) {
    const auto name = to_string(static_cast<SceneClass>(i));
    if (by_id) labels[std::to_string(i)] = name;
    if (!by_id) labels[name] = i;
  }
  return labels;
}

}  // namespace

io::Json classifier_config() {
  return {{"architectures", {"ViTForImageClassification"}},
          {"model_type", "vit"},
          {"image_size", scene_edge},
          {"patch_size", patch},
          {"num_channels", 3},
          {"hidden_size", vision_width},
          {"intermediate_size", vision_inner},
          {"num_hidden_layers", vision_layers},
          {"num_attention_heads", vision_heads},
          {"hidden_act", "gelu"},
          {"layer_norm_eps", 1e-6},
          {"qkv_bias", true},
          {"hidden_dropout_prob", 0.0},
          {"attention_probs_dropout_prob", 0.0},
          {"id2label", vision_labels(true)},
          {"label2id", vision_labels(false)},
          {"dtype", "float32"}};
}

io::Json classifier_processor() {
  return {{"image_processor_type", "ViTImageProcessor"},
          {"do_resize", true},
          {"size", {{"height", scene_edge}, {"width", scene_edge}}},
          {"resample", 2},
          {"do_rescale", true},
          {"rescale_factor", 1.0 / 255},
          {"do_normalize", true},
          {"image_mean", {0.5, 0.5, 0.5}},
          {"image_std", {0.5, 0.5, 0.5}}};
}

SceneBatch scene_batch(std::uint64_t first, std::int64_t count, bool flipped) {
  std::vector<at::Tensor> pixels, patches;
  std::vector<std::int64_t> kinds;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto scene = draw_scene(first + static_cast<std::uint64_t>(i), {scene_edge, 2});
    pixels.push_back(scene_pixels(scene).sub(0.5).div(0.5));
    patches.push_back(patches_of(scene));
    kinds.push_back(static_cast<std::int64_t>(scene.vehicle));
    if (!flipped) continue;
    pixels.push_back(pixels.back().flip(2));
    patches.push_back(patches.back().flip(1));
    kinds.push_back(kinds.back());
  }
  return {at::stack(pixels), at::tensor(kinds, at::kLong), at::stack(patches)};
}

ClassifierTraining::ClassifierTraining(ClassifierOptions options) : options_(options), fresh_(options.seed) {
  const auto weights = models::Weights::fresh(
      [this](const std::string& name, at::IntArrayRef shape) { return fresh_.make(name, shape); });
  model_ = std::make_unique<models::VitModel>(io::Fields(classifier_config(), "config.json"), weights);
  patch_ = models::Linear(weights.select(mask_task), vision_width, scene_classes + 1);
}

Task ClassifierTraining::task() {
  Task task;
  task.parameters = fresh_.parameters();
  task.schedule = {options_.peak, std::min<std::int64_t>(200, options_.steps / 5 + 1), options_.steps};
  task.optimizer.beta2 = 0.99;
  task.optimizer.decay = 0.05;
  task.loss = [this](std::int64_t step) { return loss(step); };
  return task;
}

at::Tensor ClassifierTraining::loss(std::int64_t step) const {
  const auto first = (options_.seed * 10000019 + static_cast<std::uint64_t>(step * options_.scenes)) % training_seeds;
  const auto batch = scene_batch(first, options_.scenes, true);
  const auto states = layer_states(model_->encoder, batch.pixels);
  const auto named = at::cross_entropy_loss((*model_->classifier)(states.back().select(1, 0)), batch.kinds);
  auto seen = at::zeros({});
  for (auto layer = first_named_layer; layer < states.size(); ++layer) seen = seen + patch_loss(states[layer], batch);
  return naming_share * named + seen;
}

at::Tensor ClassifierTraining::patch_loss(const at::Tensor& states, const SceneBatch& batch) const {
  auto weight = at::ones({scene_classes + 1});
  weight[scene_classes] = background_weight;
  return at::cross_entropy_loss(patch_(states.slice(1, 1)).flatten(0, 1), batch.patches.flatten(), weight);
}

Result<Done> ClassifierTraining::save(const std::filesystem::path& folder) const {
  return guarded<Done>([&]() -> Result<Done> {
    std::filesystem::create_directories(folder);
    Parameters own;
    for (const auto& [name, tensor] : fresh_.parameters())
      if (!name.starts_with(mask_task)) own[name] = tensor;
    write_tensors(folder / "model.safetensors", own, at::kHalf, {{"format", "pt"}}).take();
    write_json(folder / "config.json", classifier_config()).take();
    write_json(folder / "preprocessor_config.json", classifier_processor()).take();
    return Done{};
  });
}

}  // namespace headlight::training
