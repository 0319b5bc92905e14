#include "engine/models/resnet.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>

namespace headlight::models {
namespace {

constexpr double batch_epsilon = 1e-5;  // of the frozen batch normalisation
constexpr std::int64_t most_stages = 16;

// The shape [out, in of a group, k, k] of a convolution for `in` channels, checked.
std::vector<std::int64_t> kernel_shape(const Weights& weights, const std::string& name, std::int64_t in) {
  auto shape = weights.shape_of(name);
  const bool square = shape.size() == 4 && shape[2] == shape[3] && shape[2] % 2 == 1;
  if (square && shape[0] >= 1 && shape[1] >= 1 && in % shape[1] == 0) return shape;
  (void)weights.get(name, {1, in, 1, 1});  // names the tensor, its shape and the channels
  throw Failure{unusable("wrong shape of a convolution", weights.place(name), c10::str(at::IntArrayRef(shape)), "[out, in, n, n], n odd")};
}

std::vector<std::int64_t> indices(const io::Fields& config, std::int64_t stages) {
  const auto& list = config.json().at("out_indices");
  const auto wrong = [&] { return Failure{config.wrong("out_indices", "a list of numbers of the backbone's stages")}; };
  if (!list.is_array() || list.empty()) throw wrong();
  std::vector<std::int64_t> found;
  for (const auto& entry : list) {
    if (!entry.is_number_integer()) throw wrong();
    const auto index = entry.get<std::int64_t>();
    if (index < -stages - 1 || index > stages) throw wrong();
    found.push_back(index < 0 ? index + stages + 1 : index);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::int64_t> named_stages(const io::Fields& config, std::int64_t stages) {
  const auto& list = config.json().at("out_features");
  std::vector<std::int64_t> found;
  for (std::int64_t stage = 0; stage <= stages && list.is_array(); ++stage) {
    const auto name = stage == 0 ? "stem" : "stage" + std::to_string(stage);
    if (std::find(list.begin(), list.end(), name) != list.end()) found.push_back(stage);
  }
  if (found.empty() || found.size() != list.size())
    throw Failure{config.wrong("out_features", "a list of stem, stage1 … stage" + std::to_string(stages))};
  return found;
}

// Variants whose layers smooth before they stride have the same weights as those that do not.
void refuse_smoothing(const io::Fields& config) {
  const auto name = config.text_or("backbone", "resnet50");
  if (name.find("resne") != std::string::npos && name.find("aa") == std::string::npos &&
      name.find("blur") == std::string::npos)
    return;
  throw Failure{config.wrong("backbone", "a ResNet without anti-aliasing (resnet18, resnet50, resnet101 …)")};
}

// Parts of other relatives, which would be left out without a word.
void refuse_others(const Weights& weights) {
  for (const char* scope : {"maxpool", "layer1.0.se", "layer2.0.se", "layer1.0.aa"}) {
    if (!weights.has_scope(scope)) continue;
    throw Failure{unusable("unknown kind of ResNet", weights.place(scope), "a part of it",
                           "stem, stages of basic or bottleneck layers")};
  }
}

struct Spelling {
  bool timm;
  [[nodiscard]] std::string stage(std::int64_t index) const {
    return timm ? "layer" + std::to_string(index + 1) : "encoder.stages." + std::to_string(index) + ".layers";
  }
  [[nodiscard]] std::string convolution(int index) const {
    return timm ? "conv" + std::to_string(index + 1) : "layer." + std::to_string(index) + ".convolution";
  }
  [[nodiscard]] std::string norm(int index) const {
    return timm ? "bn" + std::to_string(index + 1) : "layer." + std::to_string(index) + ".normalization";
  }
};

// How one stage's layers step over the map.
struct Steps {
  std::int64_t stride = 1, first_dilation = 1, dilation = 1;
  bool early = false;  // a bottleneck strides in its first convolution
};

void read_shortcut(ResNetLayer& made, const Weights& weights, bool timm, std::int64_t in, const Steps& steps) {
  const std::string scope = timm ? "downsample" : "shortcut";
  if (!weights.has_scope(scope)) return;
  if (timm && weights.shape_of("downsample.1.weight").size() == 4) {
    if (steps.dilation > 1)
      throw Failure{unusable("a dilated stage with averaging shortcuts is not supported", weights.place(scope), "dilation", "none")};
    made.shortcut.emplace_back(weights, "downsample.1", "downsample.2", in);
    made.pooled = steps.stride;
    return;
  }
  made.shortcut.emplace_back(weights, timm ? "downsample.0" : "shortcut.convolution",
                             timm ? "downsample.1" : "shortcut.normalization", in);
  made.shortcut.front().stride = steps.stride;
}

ResNetLayer read_layer(const Weights& weights, const Spelling& names, std::int64_t in, const Steps& steps) {
  ResNetLayer made;
  const int count = weights.has(names.convolution(2) + ".weight") ? 3 : 2;
  auto width = in;
  for (int i = 0; i < count; ++i) {
    width = made.layer.emplace_back(weights, names.convolution(i), names.norm(i), width).out();
  }
  const std::size_t striding = count == 3 && !steps.early ? 1 : 0;
  made.layer[striding].stride = steps.stride;
  const std::size_t reaching = count == 3 ? 1 : 0;
  made.layer[reaching].dilation = steps.first_dilation;
  if (count == 2) made.layer[1].dilation = steps.dilation;
  read_shortcut(made, weights, names.timm, in, steps);
  const auto kept = made.shortcut.empty() ? in : made.shortcut.front().out();
  if (kept != width) {
    throw Failure{unusable("wrong width of a residual layer", weights.place(),
                           std::to_string(kept) + " channels beside it", std::to_string(width))};
  }
  return made;
}

}  // namespace

NormedConvolution::NormedConvolution(const Weights& weights, const std::string& convolution, const std::string& norm,
                                     std::int64_t in) {
  const auto shape = kernel_shape(weights, convolution + ".weight", in);
  weight = weights.get(convolution + ".weight", shape);
  groups = in / shape[1];
  const auto read = [&](const char* part) { return weights.get(norm + "." + part, {shape[0]}).to(at::kFloat); };
  const auto gain = read("weight") * at::rsqrt(read("running_var") + batch_epsilon);
  scale = gain.view({1, -1, 1, 1}).to(weight.scalar_type());
  shift = (read("bias") - read("running_mean") * gain).view({1, -1, 1, 1}).to(weight.scalar_type());
}

at::Tensor NormedConvolution::operator()(const at::Tensor& x) const {
  const auto padding = dilation * (weight.size(2) / 2);
  auto map = at::conv2d(x, weight, {}, {stride, stride}, {padding, padding}, {dilation, dilation}, groups);
  return map.mul_(scale).add_(shift);
}

at::Tensor ResNetLayer::operator()(const at::Tensor& x, Activation act) const {
  auto inner = layer.front()(x);
  for (std::size_t i = 1; i < layer.size(); ++i) inner = layer[i](at::relu(inner));
  auto beside = pooled > 1 ? at::avg_pool2d(x, {2, 2}, {pooled, pooled}, 0, true, false) : x;
  if (!shortcut.empty()) beside = shortcut.front()(beside);
  return act(inner + beside);
}

ResNetPlan::ResNetPlan(const io::Fields& detector, std::vector<std::int64_t> usual)
    : channels(detector.integer_or("num_channels", 3, 1, 1 << 12)), act(activation("relu", {})) {
  const bool described = detector.has("backbone_config");
  const auto own = detector.object_or_empty(described ? "backbone_config" : "backbone_kwargs");
  const auto kind = own.text_or("model_type", detector.flag_or("use_timm_backbone", true) ? "timm_backbone" : "resnet");
  channels = own.integer_or("num_channels", channels, 1, 1 << 12);
  if (kind == "timm_backbone") {
    refuse_smoothing(described ? own : detector);
    outputs = own.has("out_indices") ? indices(own, 4) : described ? std::vector<std::int64_t>{4} : std::move(usual);
    const bool dilated = own.json().empty() && detector.flag_or("dilation", false);
    output_stride = own.integer_or("output_stride", dilated ? 16 : 32, 8, 32);
    return;
  }
  if (kind != "resnet") throw Failure{own.wrong("model_type", "resnet or timm_backbone")};
  const bool listed = own.has("depths") && own.json().at("depths").is_array();
  const auto stages = listed ? static_cast<std::int64_t>(own.json().at("depths").size()) : 4;
  if (stages < 1 || stages > most_stages) throw Failure{own.wrong("depths", "1 to 16 stages")};
  outputs = {stages};
  if (own.has("out_features"))
    outputs = named_stages(own, stages);
  else if (own.has("out_indices"))
    outputs = indices(own, stages);
  output_stride = std::numeric_limits<std::int64_t>::max();
  downsample_in_first_stage = own.flag_or("downsample_in_first_stage", false);
  downsample_in_bottleneck = own.flag_or("downsample_in_bottleneck", false);
  act = activation(own.text_or("hidden_act", "relu"), own.file() + ", field backbone_config.hidden_act");
}

ResNet::ResNet(const Weights& weights, const ResNetPlan& plan) : outputs_(plan.outputs), act_(plan.act) {
  const bool timm = weights.has_scope("conv1");
  pooled_stem_first_ = !timm;
  if (timm) refuse_others(weights);
  if (timm && weights.has("conv1.0.weight")) {
    stem_.emplace_back(weights, "conv1.0", "conv1.1", plan.channels);
    stem_.emplace_back(weights, "conv1.3", "conv1.4", stem_.back().out());
    stem_.emplace_back(weights, "conv1.6", "bn1", stem_.back().out());
  } else {
    stem_.emplace_back(weights, timm ? "conv1" : "embedder.embedder.convolution",
                       timm ? "bn1" : "embedder.embedder.normalization", plan.channels);
  }
  stem_.front().stride = 2;
  read_stages(weights, plan, timm);
}

void ResNet::read_stages(const Weights& weights, const ResNetPlan& plan, bool timm) {
  const auto planned = [&](std::int64_t map) {
    return std::find(outputs_.begin(), outputs_.end(), map) != outputs_.end();
  };
  const auto note = [&](std::int64_t map, std::int64_t width, std::int64_t stride) {
    if (!planned(map)) return;
    widths_.push_back(width);
    strides_.push_back(stride);
  };
  auto width = stem_.back().out();
  note(0, width, pooled_stem_first_ ? 4 : 2);
  const Spelling names{timm};
  Steps steps;
  steps.early = plan.downsample_in_bottleneck;
  std::int64_t reached = 4;
  for (std::int64_t stage = 0; stage < outputs_.back(); ++stage) {
    steps.stride = stage == 0 && !plan.downsample_in_first_stage ? 1 : 2;
    steps.first_dilation = steps.dilation;
    if (reached >= plan.output_stride) {
      steps.dilation *= steps.stride;
      steps.stride = 1;
    }
    reached *= steps.stride;
    auto& layers = stages_.emplace_back();
    for (std::int64_t i = 0; i == 0 || weights.has_scope(names.stage(stage) + "." + std::to_string(i)); ++i) {
      layers.push_back(read_layer(weights.select(names.stage(stage), i), names, width, steps));
      width = layers.back().layer.back().out();
      steps.stride = 1;
      steps.first_dilation = steps.dilation;
    }
    note(stage + 1, width, reached);
  }
}

std::vector<at::Tensor> ResNet::operator()(const at::Tensor& pixels, kernels::Context& context) const {
  std::vector<at::Tensor> maps;
  const auto keep = [&](std::int64_t index, const at::Tensor& map) {
    if (std::find(outputs_.begin(), outputs_.end(), index) != outputs_.end()) maps.push_back(map);
  };
  auto x = pixels;
  for (const auto& convolution : stem_) x = act_(convolution(x));
  if (!pooled_stem_first_) keep(0, x);
  x = at::max_pool2d(x, {3, 3}, {2, 2}, {1, 1});
  if (pooled_stem_first_) keep(0, x);
  for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
    for (const auto& layer : stages_[stage]) {
      if (context.stop.stop_requested()) throw Failure{cancelled()};
      x = layer(x, act_);
    }
    keep(static_cast<std::int64_t>(stage) + 1, x);
  }
  return maps;
}

BackboneChain ResNet::chain() const {
  BackboneChain made;
  const auto dtype = stem_.front().weight.scalar_type();
  made.steps.emplace_back([this, dtype](const at::Tensor& pixels) {
    auto x = pixels.to(dtype);
    for (const auto& convolution : stem_) x = act_(convolution(x));
    return x;
  });
  const auto note = [&](std::int64_t map) {
    const auto found = std::find(outputs_.begin(), outputs_.end(), map);
    if (found == outputs_.end()) return;
    const auto stride = strides_[static_cast<std::size_t>(found - outputs_.begin())];
    made.note_map({stride, stride}, map == 0 ? "backbone stem" : "backbone stage " + std::to_string(map));
  };
  if (!pooled_stem_first_) note(0);
  const bool pooled = pooled_stem_first_ || outputs_.back() > 0;
  if (pooled) made.steps.emplace_back([](const at::Tensor& x) { return at::max_pool2d(x, {3, 3}, {2, 2}, {1, 1}); });
  if (pooled_stem_first_) note(0);
  for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
    for (const auto& layer : stages_[stage]) made.steps.emplace_back([this, &layer](const at::Tensor& x) { return layer(x, act_); });
    note(static_cast<std::int64_t>(stage) + 1);
  }
  return made;
}

}  // namespace headlight::models
