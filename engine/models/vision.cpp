#include "engine/models/vision.h"

#include <ATen/Functions.h>

#include <cmath>

namespace headlight::models {
namespace {

constexpr std::int64_t most_pixels = 1 << 16;  // along one side

// A field that is one number or a list of two: {height, width}.
Size2 size_field(const io::Fields& config, const std::string& key, std::int64_t fallback) {
  if (!config.has(key) || !config.json().at(key).is_array()) {
    const auto side = config.integer_or(key, fallback, 1, most_pixels);
    return {side, side};
  }
  Size2 size{};
  const auto& list = config.json().at(key);
  const auto wrong = [&] { return Failure{config.wrong(key, "an integer ≥ 1 or a list of two")}; };
  if (list.size() != 2) throw wrong();
  for (std::size_t i = 0; i < 2; ++i) {
    if (!list[i].is_number_integer()) throw wrong();
    size[i] = list[i].get<std::int64_t>();
    if (size[i] < 1 || size[i] > most_pixels) throw wrong();
  }
  return size;
}

std::string text_of(Size2 size) { return std::to_string(size[0]) + "×" + std::to_string(size[1]); }

}  // namespace

VisionConfig::VisionConfig(const io::Fields& config, double default_epsilon, std::int64_t default_patch)
    : width(config.integer_or("hidden_size", 768, 1, 1 << 20)),
      layers(config.integer_or("num_hidden_layers", 12, 0, 1 << 12)),
      heads(config.integer_or("num_attention_heads", 12, 1, 1 << 12)),
      head_width(config.integer_or("head_dim", width / heads, 1, 1 << 20)),
      channels(config.integer_or("num_channels", 3, 1, 1 << 12)),
      image(size_field(config, "image_size", 224)),
      patch(size_field(config, "patch_size", default_patch)),
      epsilon(config.number_or("layer_norm_eps", default_epsilon, 0, largest_epsilon)),
      qkv_bias(config.flag_or("qkv_bias", true)),
      act(activation(config.text_or("hidden_act", "gelu"), config.file() + ", field hidden_act")) {
  if (width < heads) throw Failure{config.wrong("num_attention_heads", "at most hidden_size")};
  if (patch[0] > image[0] || patch[1] > image[1]) throw Failure{config.wrong("patch_size", "at most image_size")};
}

Size2 check_pixels(const at::Tensor& pixels, const VisionConfig& config) {
  if (pixels.dim() != 4 || pixels.size(1) != config.channels) {
    throw Failure{unusable("wrong shape of the image", "pixels", c10::str(pixels.sizes()),
                           "[1, " + std::to_string(config.channels) + ", height, width]")};
  }
  const Size2 size{pixels.size(2), pixels.size(3)};
  if (size[0] < config.patch[0] || size[1] < config.patch[1]) {
    throw Failure{unusable("the image is smaller than one patch", "pixels", text_of(size),
                           "at least " + text_of(config.patch) + " pixels")};
  }
  return size;
}

PatchEmbedding::PatchEmbedding(const Weights& weights, const VisionConfig& config)
    : weight(weights.get("weight", {config.width, config.channels, config.patch[0], config.patch[1]})),
      bias(weights.get("bias", {config.width})) {}

at::Tensor PatchEmbedding::operator()(const at::Tensor& pixels) const {
  const auto stride = weight.sizes().slice(2);
  return at::conv2d(pixels.to(weight.scalar_type()), weight, bias, stride).flatten(2).transpose(1, 2);
}

BackboneChain PatchEmbedding::chain() const {
  BackboneChain made;
  made.steps.emplace_back([this](const at::Tensor& pixels) {
    return at::conv2d(pixels.to(weight.scalar_type()), weight, bias, weight.sizes().slice(2));
  });
  made.stride = {weight.size(2), weight.size(3)};
  made.layer = "patch projection";
  return made;
}

at::Tensor positions_for(const at::Tensor& table, Size2 size, const VisionConfig& config, const PositionRule& rule) {
  const auto grid = config.grid(size);
  const auto rows = table.size(1) - rule.leading;
  if (rule.native_as_is && size == config.image) return table;
  if (size[0] == size[1] && grid[0] * grid[1] == rows) return table;
  const auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(rows)));
  if (side * side != rows) {
    throw Failure{unusable("positions cannot be interpolated to another image size", "pixels", text_of(size),
                           text_of(config.image) + " (the checkpoint's position grid is not square)")};
  }
  auto map = table.slice(1, rule.leading).unflatten(1, {side, side}).permute({0, 3, 1, 2});
  if (rule.in_float32) map = map.to(at::kFloat);
  map = rule.antialias ? at::_upsample_bicubic2d_aa(map, grid, false) : at::upsample_bicubic2d(map, grid, false);
  const auto resized = map.to(table.scalar_type()).permute({0, 2, 3, 1}).flatten(1, 2);
  return at::cat({table.slice(1, 0, rule.leading), resized}, 1);
}

VisionAttention::VisionAttention(const Weights& layer, const VisionConfig& config)
    : heads(config.heads), scale(1.0 / std::sqrt(static_cast<double>(config.head_width))) {
  const bool newer = layer.has_scope("attention.q_proj");
  const auto inner = config.heads * config.head_width;
  const auto projection = [&](const char* older_name, const char* newer_name) {
    const auto scope = newer ? layer.select(std::string("attention.") + newer_name)
                             : layer.select(std::string("attention.attention.") + older_name);
    return Linear(scope, config.width, inner, config.qkv_bias);
  };
  query = projection("query", "q_proj");
  key = projection("key", "k_proj");
  value = projection("value", "v_proj");
  lay_side_by_side(query, key, value);
  output = Linear(layer.select(newer ? "attention.o_proj" : "attention.output.dense"), inner, config.width);
}

at::Tensor VisionAttention::operator()(const at::Tensor& x, int layer, kernels::Context& context) const {
  trace::AttentionSpec spec;
  spec.scale = scale;
  trace::SiteLabel label;
  label.layer = layer;
  const auto mixed = kernels::attention(project({x}, query, key, value, heads), spec, label, context);
  return output(merge_heads(mixed));
}

PixelDecoder::PixelDecoder(const io::Fields& fields, const Weights& weights, const VisionConfig& config)
    : stride(fields.integer_or("encoder_stride", 16, 1, 1 << 10)) {
  const auto numbers = stride * stride * config.channels;
  weight = weights.get("0.weight", {numbers, config.width, 1, 1});
  bias = weights.get("0.bias", {numbers});
}

at::Tensor PixelDecoder::operator()(const at::Tensor& patches, Size2 grid) const {
  const auto map = patches.transpose(1, 2).unflatten(2, grid);
  return at::pixel_shuffle(at::conv2d(map, weight, bias), stride);
}

Weights base_scope(const Weights& weights, const std::string& base, const std::string& architecture) {
  if (weights.has_scope(base)) return weights.select(base);
  const bool bare = weights.has_scope("embeddings") || architecture.ends_with("Model");
  return bare ? weights : weights.select(base);
}

const at::Tensor& pixels_of(const ModelInput& input) {
  if (!input.pixels.defined()) throw Failure{unusable("missing input", "pixels", "none", "an image")};
  if (input.pixels.dim() != 4 || input.pixels.size(0) != 1) {
    throw Failure{unusable("wrong shape of the image", "pixels", c10::str(input.pixels.sizes()),
                           "[1, 3, height, width]")};
  }
  return input.pixels;
}

void report_progress(kernels::Context& context, std::int64_t done, std::int64_t total) {
  if (context.progress) context.progress(static_cast<double>(done) / static_cast<double>(total));
}

}  // namespace headlight::models
