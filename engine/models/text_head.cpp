#include "engine/models/text_head.h"

#include <ATen/Functions.h>

#include <utility>

#include "engine/models/labels.h"

namespace headlight::models {

TextHead logits_head(std::string task, Map map) {
  TextHead head;
  head.task = std::move(task);
  head.apply = [map = std::move(map)](const TextStates& states, ModelOutput& output) {
    output.tensors["logits"] = map(states);
  };
  return head;
}

TextHead class_head(std::string task, const io::Fields& config, Map map) {
  auto head = logits_head(std::move(task), std::move(map));
  head.classes = class_names(config);
  return head;
}

TextHead token_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto classes = static_cast<std::int64_t>(class_names(config).size());
  const Linear classifier(weights.select("classifier"), width, classes);
  return class_head("token-classification", config,
                    [classifier](const TextStates& states) { return classifier(states.hidden); });
}

TextHead choice_head(const Weights& weights, std::int64_t width, Map map) {
  const Linear classifier(weights.select("classifier"), width, 1);
  return logits_head("multiple-choice", [classifier, map = std::move(map)](const TextStates& states) {
    return classifier(map(states));
  });
}

TextHead question_head(const Weights& weights, std::int64_t width) {
  const Linear outputs(weights.select("qa_outputs"), width, 2);
  TextHead head;
  head.task = "question-answering";
  head.apply = [outputs](const TextStates& states, ModelOutput& output) {
    add_span_logits(outputs(states.hidden), output);
  };
  return head;
}

void add_span_logits(const at::Tensor& logits, ModelOutput& output) {
  output.tensors["start_logits"] = logits.select(-1, 0).contiguous();
  output.tensors["end_logits"] = logits.select(-1, 1).contiguous();
}

at::Tensor vocabulary_weight(const io::Fields& config, const Weights& layer, const at::Tensor& table) {
  const bool tied = config.flag_or("tie_word_embeddings", true);
  return tied && !layer.has("weight") ? table : layer.get("weight", table.sizes());
}

at::Tensor vocabulary_bias(const Weights& beside, const Weights& layer, std::int64_t vocabulary) {
  return layer.has("bias") ? layer.get("bias", {vocabulary}) : beside.get("bias", {vocabulary});
}

}  // namespace headlight::models
