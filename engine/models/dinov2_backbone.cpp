#include "engine/models/dinov2_backbone.h"

#include <algorithm>

namespace headlight::models {
namespace {

// "stem" is stage 0, "stage3" stage 3; −1 for any other name.
std::int64_t stage_named(const std::string& name, std::int64_t layers) {
  if (name == "stem") return 0;
  for (std::int64_t stage = 1; stage <= layers; ++stage)
    if (name == "stage" + std::to_string(stage)) return stage;
  return -1;
}

std::int64_t stage_of(const io::Json& entry, std::int64_t layers) {
  if (entry.is_string()) return stage_named(entry.get<std::string>(), layers);
  if (!entry.is_number_integer()) return -1;
  const auto index = entry.get<std::int64_t>();
  return index < 0 ? index + layers + 1 : index;  // counted from the end
}

std::vector<std::int64_t> stages_of(const io::Fields& fields, const std::string& key, std::int64_t layers) {
  const auto refuse = [&] {
    return Failure{fields.wrong(key, "stages from stem to stage" + std::to_string(layers) + ", in order")};
  };
  const auto& list = fields.json().at(key);
  if (!list.is_array() || list.empty()) throw refuse();
  std::vector<std::int64_t> stages;
  for (const auto& entry : list) {
    const auto stage = stage_of(entry, layers);
    if (stage < 0 || stage > layers || (!stages.empty() && stage <= stages.back())) throw refuse();
    stages.push_back(stage);
  }
  return stages;
}

}  // namespace

Dinov2Backbone::Dinov2Backbone(const io::Fields& fields, std::int64_t layers)
    : stages{layers},
      normalised(fields.flag_or("apply_layernorm", true)),
      laid_out(fields.flag_or("reshape_hidden_states", true)) {
  if (fields.has("out_indices")) {
    stages = stages_of(fields, "out_indices", layers);
  } else if (fields.has("out_features")) {
    stages = stages_of(fields, "out_features", layers);
  }
}

bool Dinov2Backbone::wants(std::int64_t stage) const {
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

at::Tensor Dinov2Backbone::map(const at::Tensor& hidden, const LayerNorm& norm, std::int64_t leading,
                               Size2 grid) const {
  const auto states = normalised ? norm(hidden) : hidden;
  return laid_out ? states.slice(1, leading).transpose(1, 2).unflatten(2, grid).contiguous() : states;
}

}  // namespace headlight::models
