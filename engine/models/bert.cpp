#include "engine/models/bert.h"

#include <ATen/Functions.h>

#include <utility>

#include "engine/models/labels.h"
#include "engine/models/text_encoder.h"

namespace headlight::models {
namespace {

// "cls.predictions": dense, activation, normalisation, projection onto the vocabulary.
Map prediction_map(const io::Fields& config, const Weights& weights, const EncoderShape& shape,
                   const at::Tensor& table) {
  const auto scope = weights.select("cls.predictions");
  const Linear dense(scope.select("transform.dense"), shape.hidden, shape.hidden);
  const LayerNorm norm(scope.select("transform.LayerNorm"), shape.hidden, shape.epsilon);
  Linear decoder;
  decoder.weight = vocabulary_weight(config, scope.select("decoder"), table);
  decoder.bias = vocabulary_bias(scope, scope.select("decoder"), table.size(0));
  return [=, act = shape.act](const TextStates& states) { return decoder(norm(act(dense(states.hidden)))); };
}

Map pooled_map(const Linear& layer) {
  return [layer](const TextStates& states) { return layer(states.pooled); };
}

TextHead class_of_pooled(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto count = static_cast<std::int64_t>(class_names(config).size());
  return class_head("classification", config, pooled_map(Linear(weights.select("classifier"), width, count)));
}

// Masked words and "is this the next sentence?" together.
TextHead pretraining_head(Map predict, const Linear& relationship) {
  TextHead head;
  head.task = "masked-lm";
  head.apply = [predict = std::move(predict), relationship](const TextStates& states, ModelOutput& output) {
    output.tensors["logits"] = output.tensors["prediction_logits"] = predict(states);
    output.tensors["seq_relationship_logits"] = relationship(states.pooled);
  };
  return head;
}

// Whether the second sentence follows the first: class 0 says that it does.
TextHead next_sentence_head(const Linear& relationship) {
  auto head = logits_head("next-sentence", pooled_map(relationship));
  head.classes = {"next sentence", "other sentence"};
  return head;
}

struct Head {
  TextHead head;
  bool pooled = false;  // reads the pooler's output
};

Head head_of(const io::Fields& config, const Weights& weights, const EncoderShape& shape, const at::Tensor& table) {
  const auto kind = architecture(config);
  const auto predict = [&] { return prediction_map(config, weights, shape, table); };
  const auto relationship = [&] { return Linear(weights.select("cls.seq_relationship"), shape.hidden, 2); };
  const bool predicts = weights.has_scope("cls.predictions"), classifies = weights.has_scope("classifier");
  if (kind.ends_with("ForMaskedLM") && predicts) return {logits_head("masked-lm", predict())};
  if (kind.ends_with("LMHeadModel") && predicts) return {logits_head("causal-lm", predict())};
  if (kind.ends_with("ForPreTraining") && predicts) return {pretraining_head(predict(), relationship()), true};
  if (kind.ends_with("ForNextSentencePrediction") && weights.has_scope("cls"))
    return {next_sentence_head(relationship()), true};
  if (kind.ends_with("ForSequenceClassification") && classifies)
    return {class_of_pooled(config, weights, shape.hidden), true};
  if (kind.ends_with("ForMultipleChoice") && classifies)
    return {choice_head(weights, shape.hidden, [](const TextStates& states) { return states.pooled; }), true};
  if (kind.ends_with("ForTokenClassification") && classifies) return {token_head(config, weights, shape.hidden)};
  if (kind.ends_with("ForQuestionAnswering") && weights.has_scope("qa_outputs"))
    return {question_head(weights, shape.hidden)};
  return {};
}

}  // namespace

std::unique_ptr<Model> make_bert(const io::Fields& config, const Weights& weights) {
  const auto shape = encoder_shape(config);
  const auto base = bare_model(weights, "bert");
  auto embeddings = text_embeddings(config, base.select("embeddings"), shape.hidden, shape.epsilon);
  auto head = head_of(config, weights, shape, embeddings.words.weight);
  const bool shows_pooled = !head.head.apply && base.has_scope("pooler");
  std::optional<Linear> pooler;
  if (head.pooled || shows_pooled) pooler = Linear(base.select("pooler.dense"), shape.hidden, shape.hidden);
  return std::make_unique<TextEncoder>(
      TextEncoderParts{"bert", std::move(embeddings), Encoder(base.select("encoder.layer"), shape, bert_layer_names()),
                       pooler, shows_pooled, std::move(head.head)});
}

}  // namespace headlight::models
