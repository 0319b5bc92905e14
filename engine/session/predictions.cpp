#include "engine/session/predictions.h"

#include <ATen/Functions.h>

#include "engine/session/detections.h"

namespace headlight::session {
namespace {

constexpr std::int64_t shown = 5;

std::string token_name(const LoadedModel& loaded, std::int64_t id) {
  const auto token = loaded.tokenizer != nullptr ? loaded.tokenizer->token(id) : std::string{};
  return token.empty() ? "id " + std::to_string(id) : loaded.tokenizer->readable(token);
}

// The likeliest entries of one row of logits.
template <typename Name>
void add_best(const at::Tensor& logits, std::int64_t position, Name name, std::vector<Prediction>& out) {
  const auto probabilities = at::softmax(logits.to(at::kFloat), -1);
  auto [best, index] = at::topk(probabilities, std::min(shown, probabilities.size(0)));
  for (std::int64_t i = 0; i < best.size(0); ++i)
    out.push_back({name(index[i].item<std::int64_t>()), best[i].item<double>(), position});
}

std::vector<std::int64_t> masked_positions(const LoadedModel& loaded, const Axis& axis) {
  std::vector<std::int64_t> found;
  if (loaded.tokenizer == nullptr) return found;
  std::optional<std::int64_t> mask;
  for (const auto* name : {"[MASK]", "<mask>"})
    if (!mask) mask = loaded.tokenizer->id(name);
  for (std::size_t i = 0; mask && i < axis.ids.size(); ++i)
    if (axis.ids[i] == *mask) found.push_back(static_cast<std::int64_t>(i));
  return found;
}

}  // namespace

std::vector<Prediction> predictions(const LoadedModel& loaded, const models::ModelOutput& output,
                                    const std::vector<Axis>& axes) {
  std::vector<Prediction> out;
  const auto logits = output.tensors.find("logits");
  if (logits == output.tensors.end()) return out;
  const auto& values = logits->second;
  const auto& task = loaded.info.task;
  const auto classes = loaded.model->classes();
  const auto as_class = [&](std::int64_t index) { return class_name(classes, index); };
  const auto as_token = [&](std::int64_t index) { return token_name(loaded, index); };
  // One number is a regression's or a choice's score, not a probability.
  const bool classifies = task == "classification" || task == "next-sentence";
  if (classifies && values.dim() == 2 && values.size(1) > 1) add_best(values[0], -1, as_class, out);
  if (task == "causal-lm" && values.dim() == 3) add_best(values[0][-1], values.size(1) - 1, as_token, out);
  if (task == "masked-lm" && values.dim() == 3)
    for (const auto position : masked_positions(loaded, axes[0])) add_best(values[0][position], position, as_token, out);
  return out;
}

void finish_causal_axis(const LoadedModel& loaded, const models::ModelOutput& output, std::vector<Axis>& axes) {
  const auto logits = output.tensors.find("logits");
  if (loaded.info.task != "causal-lm" || logits == output.tensors.end() || axes.empty()) return;
  auto& axis = axes[0];
  axis.writes.assign(axis.labels.begin() + 1, axis.labels.end());
  if (!axis.shown.empty()) axis.writes_shown.assign(axis.shown.begin() + 1, axis.shown.end());
  const auto next = logits->second[0][-1].argmax().item<std::int64_t>();
  const auto token = loaded.tokenizer != nullptr ? loaded.tokenizer->token(next) : std::string{};
  axis.writes.push_back(token.empty() ? std::to_string(next) : token);
  if (!axis.shown.empty()) axis.writes_shown.push_back(token.empty() ? axis.writes.back() : loaded.tokenizer->readable(token));
}

}  // namespace headlight::session
