#include "engine/models/resnet_vd.h"

#include <ATen/Functions.h>

#include <algorithm>

namespace headlight::models {
namespace {

constexpr std::int64_t most_channels = 1 << 16, most_blocks = 1 << 10;
constexpr std::int64_t reduction = 4;  // of the channels inside a bottleneck

std::size_t stage_of(const io::Fields& fields, const std::string& name, std::size_t stages) {
  if (name == "stem") return 0;
  for (std::size_t i = 1; i <= stages; ++i)
    if (name == "stage" + std::to_string(i)) return i;
  throw Failure{fields.wrong("out_features", "names of stem, stage1 … stage" + std::to_string(stages))};
}

std::vector<std::size_t> named_outputs(const io::Fields& fields, std::size_t stages) {
  const auto& list = fields.json().at("out_features");
  if (!list.is_array()) throw Failure{fields.wrong("out_features", "a list of names")};
  std::vector<std::size_t> outputs;
  for (const auto& name : list) {
    if (!name.is_string()) throw Failure{fields.wrong("out_features", "a list of names")};
    outputs.push_back(stage_of(fields, name.get<std::string>(), stages));
  }
  return outputs;
}

std::vector<std::size_t> numbered_outputs(const io::Fields& fields, const std::vector<std::int64_t>& fallback,
                                          std::int64_t stages) {
  std::vector<std::size_t> outputs;
  for (const auto index : fields.integers_or("out_indices", fallback, -stages - 1, stages))
    outputs.push_back(static_cast<std::size_t>(index < 0 ? index + stages + 1 : index));
  return outputs;
}

std::vector<std::size_t> outputs_of(const io::Fields& fields, const std::vector<std::int64_t>& fallback,
                                    std::size_t stages) {
  const bool named = fields.has("out_features");
  const auto outputs = named ? named_outputs(fields, stages)
                             : numbered_outputs(fields, fallback, static_cast<std::int64_t>(stages));
  const bool rising = std::adjacent_find(outputs.begin(), outputs.end(), std::greater_equal<>()) == outputs.end();
  if (outputs.empty() || !rising)
    throw Failure{fields.wrong(named ? "out_features" : "out_indices", "at least one stage, in rising order")};
  return outputs;
}

// Where a block stands in the network.
struct Place {
  std::int64_t in = 0, out = 0, stride = 1;
  bool first = false;  // of its stage
};

ConvNorm conv_norm(const Weights& weights, const ConvolutionShape& shape, const ResNetVdConfig& config, Activation act) {
  ConvNorm layer{Convolution(weights.select("convolution"), shape),
                 BatchNorm(weights.select("normalization"), shape.out, default_epsilon), act};
  layer.norm.frozen = config.frozen;
  return layer;
}

std::vector<ConvNorm> block_layers(const Weights& weights, const Place& place, const ResNetVdConfig& config) {
  const auto layer = [&](std::int64_t index, const ConvolutionShape& shape, Activation act) {
    return conv_norm(weights.select("layer", index), shape, config, act);
  };
  const auto relu = activation("relu", "");
  if (!config.bottleneck) {
    return {layer(0, {place.in, place.out, 3, place.stride}, relu), layer(1, {place.out, place.out, 3, 1}, nullptr)};
  }
  const auto inner = place.out / reduction;
  const auto early = config.halves_early ? place.stride : 1, late = config.halves_early ? 1 : place.stride;
  return {layer(0, {place.in, inner, 1, early}, relu), layer(1, {inner, inner, 3, late}, relu),
          layer(2, {inner, place.out, 1, 1}, nullptr)};
}

// Basic blocks project at the start of every stage; averaging goes with a change of width there, and with a stride of
// two in bottlenecks.
ResNetVdShortcut shortcut_of(const Weights& weights, const Place& place, const ResNetVdConfig& config) {
  ResNetVdShortcut shortcut;
  shortcut.averages = config.bottleneck ? place.stride == 2 : place.in != place.out;
  const bool projects = config.bottleneck ? place.in != place.out || place.stride != 1 : place.first;
  if (!projects) return shortcut;
  const auto scope = shortcut.averages ? weights.select("shortcut", 1) : weights.select("shortcut");
  const auto stride = shortcut.averages ? 1 : place.stride;
  shortcut.projection = conv_norm(scope, {place.in, place.out, 1, stride}, config, nullptr);
  return shortcut;
}

std::vector<ResNetVdBlock> stage_of(const Weights& weights, Place place, std::int64_t depth,
                                    const ResNetVdConfig& config) {
  std::vector<ResNetVdBlock> blocks;
  for (std::int64_t i = 0; i < depth; ++i) {
    const auto scope = weights.select("layers", i);
    blocks.push_back({block_layers(scope, place, config), shortcut_of(scope, place, config), config.act});
    place = {place.out, place.out, 1, false};
  }
  return blocks;
}

}  // namespace

ResNetVdConfig::ResNetVdConfig(const io::Fields& fields, const std::vector<std::int64_t>& default_outputs,
                               bool frozen_norms)
    : channels(fields.integer_or("num_channels", 3, 1, most_channels)),
      stem(fields.integer_or("embedding_size", 64, 2, most_channels)),
      widths(fields.integers_or("hidden_sizes", {256, 512, 1024, 2048}, 1, most_channels)),
      depths(fields.integers_or("depths", {3, 4, 6, 3}, 1, most_blocks)),
      halves_first_stage(fields.flag_or("downsample_in_first_stage", false)),
      halves_early(fields.flag_or("downsample_in_bottleneck", false)),
      frozen(frozen_norms),
      act(activation(fields.text_or("hidden_act", "relu"), fields.file() + ", field backbone_config.hidden_act")) {
  const auto type = fields.text_or("layer_type", "bottleneck");
  if (type != "bottleneck" && type != "basic") throw Failure{fields.wrong("layer_type", "basic or bottleneck")};
  bottleneck = type == "bottleneck";
  if (depths.empty() || widths.size() < depths.size())
    throw Failure{fields.wrong("hidden_sizes", "one width for each of depths")};
  outputs = outputs_of(fields, default_outputs, depths.size());
}

std::int64_t ResNetVdConfig::width(std::size_t output) const { return output == 0 ? stem : widths[output - 1]; }

std::int64_t ResNetVdConfig::stride(std::size_t output) const {
  const std::int64_t first = halves_first_stage ? 8 : 4;
  return output == 0 ? 4 : first << (output - 1);
}

at::Tensor ResNetVdShortcut::operator()(const at::Tensor& x, const kernels::Context& context) const {
  const auto smaller = averages ? at::avg_pool2d(x, 2, 2, 0, true) : x;
  return projection ? (*projection)(smaller, context) : smaller;
}

at::Tensor ResNetVdBlock::operator()(const at::Tensor& x, const kernels::Context& context) const {
  auto hidden = x;
  for (const auto& layer : layers) hidden = layer(hidden, context);
  return act(hidden + shortcut(x, context));
}

ResNetVd::ResNetVd(const ResNetVdConfig& settings, const Weights& weights) : config(settings) {
  const auto half = config.stem / 2;
  const ConvolutionShape shapes[] = {{config.channels, half, 3, 2}, {half, half, 3, 1}, {half, config.stem, 3, 1}};
  for (std::int64_t i = 0; i < 3; ++i)
    stem.push_back(conv_norm(weights.select("embedder.embedder", i), shapes[i], config, config.act));
  Place place{config.stem, config.stem, config.halves_first_stage ? 2 : 1, true};
  for (std::size_t i = 0; i < config.depths.size(); ++i) {
    place.out = config.widths[i];
    const auto scope = weights.select("encoder.stages", static_cast<std::int64_t>(i));
    stages.push_back(stage_of(scope, place, config.depths[i], config));
    place = {place.out, place.out, 2, true};
  }
}

std::vector<at::Tensor> ResNetVd::operator()(const at::Tensor& pixels, const kernels::Context& context) const {
  auto hidden = pixels.to(stem[0].convolution.weight.scalar_type());
  for (const auto& layer : stem) hidden = layer(hidden, context);
  hidden = at::max_pool2d(hidden, 3, 2, 1);
  std::vector<at::Tensor> maps;
  const auto keep = [&](std::size_t output) {
    if (std::ranges::find(config.outputs, output) != config.outputs.end()) maps.push_back(hidden);
  };
  keep(0);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    for (const auto& block : stages[i]) hidden = block(hidden, context);
    keep(i + 1);
  }
  return maps;
}

BackboneChain ResNetVd::chain() const {
  BackboneChain made;
  made.steps.emplace_back([this](const at::Tensor& pixels) {
    auto hidden = pixels.to(stem[0].convolution.weight.scalar_type());
    for (const auto& layer : stem) hidden = layer(hidden, {});
    return hidden;
  });
  made.steps.emplace_back([](const at::Tensor& x) { return at::max_pool2d(x, 3, 2, 1); });
  const auto note = [&](std::size_t output) {
    if (std::ranges::find(config.outputs, output) == config.outputs.end()) return;
    made.note_map({config.stride(output), config.stride(output)}, output == 0 ? "backbone stem" : "backbone stage " + std::to_string(output));
  };
  note(0);
  for (std::size_t i = 0; i < config.outputs.back(); ++i) {
    for (const auto& block : stages[i]) made.steps.emplace_back([&block](const at::Tensor& x) { return block(x, {}); });
    note(i + 1);
  }
  return made;
}

}  // namespace headlight::models
