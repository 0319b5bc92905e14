#include "engine/models/sequence_summary.h"

#include <ATen/Functions.h>

namespace headlight::models {
namespace {

// The field where it is there: an explicit null stands for no activation.
std::string activation_name(const io::Fields& config, const char* fallback) {
  if (config.json().contains("summary_activation")) return config.text_or("summary_activation", "");
  return fallback == nullptr ? "" : fallback;
}

}  // namespace

SequenceSummary::SequenceSummary(const io::Fields& config, const Weights& weights, std::int64_t width,
                                 const SummaryDefaults& defaults) {
  const auto type = config.text_or("summary_type", defaults.type);
  if (type != "first" && type != "last" && type != "mean" && type != "cls_index")
    throw Failure{config.wrong("summary_type", "first, last, mean or cls_index")};
  // cls_index: where no index is given, the last token.
  place_ = type == "first" ? Place::first : type == "mean" ? Place::mean : Place::last;
  if (config.flag_or("summary_use_proj", true)) {
    const bool to_labels = config.flag_or("summary_proj_to_labels", defaults.to_labels);
    project_ = Linear(weights.select("summary"), width, to_labels ? defaults.labels : width);
  }
  const auto act = activation_name(config, defaults.activation);
  if (!act.empty()) act_ = activation(act, config.file() + ", field summary_activation");
}

at::Tensor SequenceSummary::operator()(const at::Tensor& hidden) const {
  const auto state = taken(hidden);
  const auto projected = project_ ? (*project_)(state) : state;
  return act_ != nullptr ? act_(projected) : projected;
}

at::Tensor SequenceSummary::taken(const at::Tensor& hidden) const {
  if (place_ == Place::mean) return hidden.mean(1);
  return hidden.select(1, place_ == Place::first ? 0 : hidden.size(1) - 1);
}

}  // namespace headlight::models
