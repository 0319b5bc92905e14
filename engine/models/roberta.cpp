#include "engine/models/roberta.h"

#include <ATen/Functions.h>

#include <utility>

#include "engine/models/labels.h"
#include "engine/models/text_encoder.h"

namespace headlight::models {
namespace {

// "lm_head": dense, GELU (whatever hidden_act says), normalisation, projection onto the vocabulary.
Map language_map(const io::Fields& config, const Weights& weights, const EncoderShape& shape, const at::Tensor& table) {
  const auto scope = weights.select("lm_head");
  const Linear dense(scope.select("dense"), shape.hidden, shape.hidden);
  const LayerNorm norm(scope.select("layer_norm"), shape.hidden, shape.epsilon);
  Linear decoder;
  decoder.weight = vocabulary_weight(config, scope.select("decoder"), table);
  decoder.bias = vocabulary_bias(scope, scope.select("decoder"), table.size(0));
  return [=](const TextStates& states) { return decoder(norm(at::gelu(dense(states.hidden)))); };
}

// "classifier" on the first token: dense, tanh, projection onto the classes.
TextHead sentence_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto scope = weights.select("classifier");
  const Linear dense(scope.select("dense"), width, width);
  const Linear project(scope.select("out_proj"), width, static_cast<std::int64_t>(class_names(config).size()));
  return class_head("classification", config,
                    [=](const TextStates& states) { return project(at::tanh(dense(states.hidden.select(1, 0)))); });
}

struct Head {
  TextHead head;
  bool pooled = false;  // reads the pooler's output
};

Head head_of(const io::Fields& config, const Weights& weights, const EncoderShape& shape, const at::Tensor& table) {
  const auto kind = architecture(config);
  const bool predicts = weights.has_scope("lm_head"), classifies = weights.has_scope("classifier");
  if (kind.ends_with("ForMaskedLM") && predicts)
    return {logits_head("masked-lm", language_map(config, weights, shape, table))};
  if (kind.ends_with("ForCausalLM") && predicts)
    return {logits_head("causal-lm", language_map(config, weights, shape, table))};
  if (kind.ends_with("ForSequenceClassification") && classifies) return {sentence_head(config, weights, shape.hidden)};
  if (kind.ends_with("ForMultipleChoice") && classifies)
    return {choice_head(weights, shape.hidden, [](const TextStates& states) { return states.pooled; }), true};
  if (kind.ends_with("ForTokenClassification") && classifies) return {token_head(config, weights, shape.hidden)};
  if (kind.ends_with("ForQuestionAnswering") && weights.has_scope("qa_outputs"))
    return {question_head(weights, shape.hidden)};
  return {};
}

}  // namespace

std::unique_ptr<Model> make_roberta(const io::Fields& config, const Weights& weights) {
  const auto shape = encoder_shape(config);
  const auto base = bare_model(weights, "roberta");
  auto embeddings = text_embeddings(config, base.select("embeddings"), shape.hidden, shape.epsilon);
  embeddings.padding = config.integer_or("pad_token_id", 1, 0);
  if (*embeddings.padding + 2 > embeddings.positions.weight.size(0))
    throw Failure{config.wrong("max_position_embeddings", "more than pad_token_id + 1")};
  auto head = head_of(config, weights, shape, embeddings.words.weight);
  std::optional<Linear> pooler;
  const bool shows_pooled = !head.head.apply && base.has_scope("pooler");
  if (head.pooled || shows_pooled) pooler = Linear(base.select("pooler.dense"), shape.hidden, shape.hidden);
  return std::make_unique<TextEncoder>(TextEncoderParts{
      config.text("model_type"), std::move(embeddings),
      Encoder(base.select("encoder.layer"), shape, bert_layer_names()), pooler, shows_pooled, std::move(head.head)});
}

}  // namespace headlight::models
