#include "engine/models/electra.h"

#include <ATen/Functions.h>

#include <utility>

#include "engine/models/labels.h"
#include "engine/models/sequence_summary.h"
#include "engine/models/text_encoder.h"

namespace headlight::models {
namespace {

// Generator: dense to the width of the tables, GELU, normalisation, projection onto the vocabulary.
Map generator_map(const io::Fields& config, const Weights& weights, const EncoderShape& shape,
                  const at::Tensor& table) {
  const auto scope = weights.select("generator_predictions");
  const Linear dense(scope.select("dense"), shape.hidden, table.size(1));
  const LayerNorm norm(scope.select("LayerNorm"), table.size(1), shape.epsilon);
  Linear project;
  project.weight = vocabulary_weight(config, weights.select("generator_lm_head"), table);
  project.bias = weights.get("generator_lm_head.bias", {table.size(0)});
  return [=](const TextStates& states) { return project(norm(at::gelu(dense(states.hidden)))); };
}

// Discriminator: one number a token, positive where it takes the token for a replaced one.
TextHead discriminator_head(const Weights& weights, const EncoderShape& shape) {
  const auto scope = weights.select("discriminator_predictions");
  const Linear dense(scope.select("dense"), shape.hidden, shape.hidden);
  const Linear predict(scope.select("dense_prediction"), shape.hidden, 1);
  return logits_head("replaced-token-detection", [=, act = shape.act](const TextStates& states) {
    return predict(act(dense(states.hidden))).squeeze(-1);
  });
}

TextHead sentence_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto scope = weights.select("classifier");
  const Linear dense(scope.select("dense"), width, width);
  const Linear project(scope.select("out_proj"), width, static_cast<std::int64_t>(class_names(config).size()));
  return class_head("classification", config,
                    [=](const TextStates& states) { return project(at::gelu(dense(states.hidden.select(1, 0)))); });
}

TextHead multiple_choice_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const SequenceSummary summary(config, weights.select("sequence_summary"), width, {"first", "gelu"});
  return choice_head(weights, width, [summary](const TextStates& states) { return summary(states.hidden); });
}

TextHead head_of(const io::Fields& config, const Weights& weights, const EncoderShape& shape, const at::Tensor& table) {
  const auto kind = architecture(config);
  const bool predicts = weights.has_scope("generator_predictions"), classifies = weights.has_scope("classifier");
  if (kind.ends_with("ForMaskedLM") && predicts)
    return logits_head("masked-lm", generator_map(config, weights, shape, table));
  if (kind.ends_with("ForCausalLM") && predicts)
    return logits_head("causal-lm", generator_map(config, weights, shape, table));
  if (kind.ends_with("ForPreTraining") && weights.has_scope("discriminator_predictions"))
    return discriminator_head(weights, shape);
  if (kind.ends_with("ForSequenceClassification") && classifies) return sentence_head(config, weights, shape.hidden);
  if (kind.ends_with("ForMultipleChoice") && classifies) return multiple_choice_head(config, weights, shape.hidden);
  if (kind.ends_with("ForTokenClassification") && classifies) return token_head(config, weights, shape.hidden);
  if (kind.ends_with("ForQuestionAnswering") && weights.has_scope("qa_outputs"))
    return question_head(weights, shape.hidden);
  return {};
}

EncoderShape shape_of(const io::Fields& config) {
  auto defaults = config.json();
  for (const auto& [key, value] :
       {std::pair{"hidden_size", 256}, {"num_attention_heads", 4}, {"intermediate_size", 1024}})
    if (!config.has(key)) defaults[key] = value;
  return encoder_shape(io::Fields(std::move(defaults), config.file()));
}

}  // namespace

std::unique_ptr<Model> make_electra(const io::Fields& config, const Weights& weights) {
  const auto shape = shape_of(config);
  const auto width = config.integer_or("embedding_size", 128, 1);
  const auto base = bare_model(weights, "electra");
  auto embeddings = text_embeddings(config, base.select("embeddings"), width, shape.epsilon);
  if (width != shape.hidden) embeddings.project = Linear(base.select("embeddings_project"), width, shape.hidden);
  auto head = head_of(config, weights, shape, embeddings.words.weight);
  return std::make_unique<TextEncoder>(TextEncoderParts{
      "electra", std::move(embeddings), Encoder(base.select("encoder.layer"), shape, bert_layer_names()), std::nullopt,
      false, std::move(head)});
}

}  // namespace headlight::models
