#include "engine/models/rt_detr_config.h"

#include <algorithm>

#include "engine/models/labels.h"

namespace headlight::models {
namespace {

constexpr std::int64_t most_width = 1 << 16, most_layers = 1 << 10, most_queries = 1 << 20, most_levels = 16;

Activation act_of(const io::Fields& fields, const char* key, const char* fallback) {
  return activation(fields.text_or(key, fallback), fields.file() + ", field " + key);
}

// One number for all levels, or a list of one for each.
std::vector<std::int64_t> points_of(const io::Fields& fields, std::size_t levels) {
  constexpr std::int64_t most = 1024;
  if (fields.has("decoder_n_points") && fields.json().at("decoder_n_points").is_array())
    return fields.integers_or("decoder_n_points", {}, 1, most);
  return std::vector<std::int64_t>(levels, fields.integer_or("decoder_n_points", 4, 1, most));
}

kernels::Sampling sampling_of(const io::Fields& fields, bool second) {
  const auto method = second ? fields.text_or("decoder_method", "default") : "default";
  if (method == "default") return kernels::Sampling::bilinear;
  if (method == "discrete") return kernels::Sampling::discrete;
  throw Failure{fields.wrong("decoder_method", "default or discrete")};
}

kernels::LevelSizes anchor_levels_of(const io::Fields& fields) {
  const auto size = fields.integers_or("anchor_image_size", {}, 1, 1 << 16);
  if (size.empty()) return {};
  if (size.size() != 2) throw Failure{fields.wrong("anchor_image_size", "height and width")};
  kernels::LevelSizes levels;
  for (const auto stride : fields.integers_or("feat_strides", {8, 16, 32}, 1, 1 << 16))
    levels.push_back({size[0] / stride, size[1] / stride});
  return levels;
}

}  // namespace

RtDetrConfig::RtDetrConfig(const io::Fields& fields, bool second_version)
    : second(second_version),
      backbone(rt_detr_backbone_plan(fields)),
      classes(class_names(fields)),
      norm_epsilon(fields.number_or("layer_norm_eps", 1e-5, 0, largest_epsilon)),
      batch_norm_epsilon(fields.number_or("batch_norm_eps", 1e-5, 0, largest_epsilon)),
      encoder_width(fields.integer_or("encoder_hidden_dim", 256, 4, most_width)),
      encoder_layers(fields.integer_or("encoder_layers", 1, 0, most_layers)),
      encoder_inner(fields.integer_or("encoder_ffn_dim", 1024, 1, most_width)),
      encoder_heads(fields.integer_or("encoder_attention_heads", 8, 1, most_width)),
      encoded(fields.integers_or("encode_proj_layers", {2}, 0, most_levels)),
      hidden(static_cast<std::int64_t>(static_cast<double>(encoder_width) * fields.number_or("hidden_expansion", 1.0, 1e-6, 1024))),
      temperature(fields.number_or("positional_encoding_temperature", 10000, 1e-6, 1e12)),
      positions(!fields.has("eval_size")),
      normalize_before(fields.flag_or("normalize_before", false)),
      encoder_act(act_of(fields, "encoder_activation_function", "gelu")),
      act(act_of(fields, "activation_function", "silu")),
      width(fields.integer_or("d_model", 256, 1, most_width)),
      queries(fields.integer_or("num_queries", 300, 1, most_queries)),
      decoder_layers(fields.integer_or("decoder_layers", 6, 1, most_layers)),
      decoder_inner(fields.integer_or("decoder_ffn_dim", 1024, 1, most_width)),
      decoder_heads(fields.integer_or("decoder_attention_heads", 8, 1, most_width)),
      decoder_inputs(fields.integers_or("decoder_in_channels", {256, 256, 256}, 1, most_width)),
      levels(static_cast<std::size_t>(fields.integer_or("num_feature_levels", 3, 1, most_levels))),
      level_points(points_of(fields, levels)),
      sampling(sampling_of(fields, second_version)),
      offset_scale(second_version ? fields.number_or("decoder_offset_scale", 0.5, -1e6, 1e6) : 0.5),
      learned_queries(fields.flag_or("learn_initial_query", false)),
      decoder_act(act_of(fields, "decoder_activation_function", "relu")),
      anchor_levels(anchor_levels_of(fields)) {
  check(fields);
}

void RtDetrConfig::check(const io::Fields& fields) const {
  const auto require = [&](bool holds, const char* key, const std::string& expected) {
    if (!holds) throw Failure{fields.wrong(key, expected)};
  };
  require(fields.integers_or("encoder_in_channels", {512, 1024, 2048}, 1, most_width).size() == maps(),
          "encoder_in_channels", "one for each of the backbone's " + std::to_string(maps()) + " maps");
  require(decoder_inputs.size() == maps(), "decoder_in_channels", "one for each of the encoder's maps");
  require(std::ranges::all_of(decoder_inputs, [&](auto channels) { return channels == encoder_width; }),
          "decoder_in_channels", "encoder_hidden_dim, for each map");
  require(levels >= maps(), "num_feature_levels", "at least the number of maps, " + std::to_string(maps()));
  require(levels <= maps() + 1 || width == encoder_width, "d_model", "encoder_hidden_dim, for more than one further level");
  require(level_points.size() == levels, "decoder_n_points", "a number, or one for each level");
  require(!second || fields.integer_or("decoder_n_levels", 3, 1, most_levels) == static_cast<std::int64_t>(levels),
          "decoder_n_levels", "num_feature_levels");
  require(std::ranges::all_of(encoded, [&](auto level) { return level < static_cast<std::int64_t>(maps()); }),
          "encode_proj_layers", "numbers below " + std::to_string(maps()));
  require(encoder_width % encoder_heads == 0, "encoder_attention_heads", "a divisor of encoder_hidden_dim");
  require(encoder_layers == 0 || encoded.empty() || !positions || encoder_width % 4 == 0, "encoder_hidden_dim",
          "a multiple of 4");
  require(width % decoder_heads == 0, "decoder_attention_heads", "a divisor of d_model");
  require(hidden >= 1, "hidden_expansion", "a share that leaves at least one channel");
  require(!classes.empty(), "id2label", "at least one class");
}

}  // namespace headlight::models
