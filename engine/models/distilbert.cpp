#include "engine/models/distilbert.h"

#include <ATen/Functions.h>

#include <utility>

#include "engine/models/labels.h"
#include "engine/models/text_encoder.h"

namespace headlight::models {
namespace {

constexpr double fixed_epsilon = 1e-12;  // fixed in this family

const EncoderLayerNames layer_names{.query = "attention.q_lin",
                                    .key = "attention.k_lin",
                                    .value = "attention.v_lin",
                                    .output = "attention.out_lin",
                                    .attention_norm = "sa_layer_norm",
                                    .inner = "ffn.lin1",
                                    .outer = "ffn.lin2",
                                    .output_norm = "output_layer_norm"};

EncoderShape shape_of(const io::Fields& config) {
  EncoderShape shape;
  shape.hidden = config.integer_or("dim", 768, 1);
  shape.heads = config.integer_or("n_heads", 12, 1);
  shape.layers = config.integer_or("n_layers", 6, 1);
  shape.inner = config.integer_or("hidden_dim", 4 * 768, 1);
  shape.epsilon = fixed_epsilon;
  shape.act = activation(config.text_or("activation", "gelu"), config.file() + ", field activation");
  check_heads(config, "n_heads", shape.heads, shape.hidden);
  return shape;
}

TextEmbeddings embeddings_of(const io::Fields& config, const Weights& weights, std::int64_t width) {
  TextEmbeddings embeddings;
  embeddings.words = Embedding(weights.select("word_embeddings"), config.integer_or("vocab_size", 30522, 1), width);
  embeddings.positions =
      Embedding(weights.select("position_embeddings"), config.integer_or("max_position_embeddings", 512, 1), width);
  embeddings.norm = LayerNorm(weights.select("LayerNorm"), width, fixed_epsilon);
  return embeddings;
}

TextHead masked_head(const io::Fields& config, const Weights& weights, const EncoderShape& shape,
                     const at::Tensor& table) {
  const Linear transform(weights.select("vocab_transform"), shape.hidden, shape.hidden);
  const LayerNorm norm(weights.select("vocab_layer_norm"), shape.hidden, fixed_epsilon);
  Linear project;
  project.weight = vocabulary_weight(config, weights.select("vocab_projector"), table);
  project.bias = weights.get("vocab_projector.bias", {table.size(0)});
  return logits_head("masked-lm", [=, act = shape.act](const TextStates& states) {
    return project(norm(act(transform(states.hidden))));
  });
}

// What the heads over a whole text read: the first token, through "pre_classifier" and ReLU.
Map first_token_map(const Weights& weights, std::int64_t width) {
  const Linear before(weights.select("pre_classifier"), width, width);
  return [before](const TextStates& states) { return at::relu(before(states.hidden.select(1, 0))); };
}

TextHead sentence_head(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const Linear classifier(weights.select("classifier"), width, static_cast<std::int64_t>(class_names(config).size()));
  return class_head("classification", config,
                    [classifier, first = first_token_map(weights, width)](const TextStates& states) {
                      return classifier(first(states));
                    });
}

TextHead head_of(const io::Fields& config, const Weights& weights, const EncoderShape& shape, const at::Tensor& table) {
  const auto kind = architecture(config);
  const bool classifies = weights.has_scope("classifier");
  if (kind.ends_with("ForMaskedLM") && weights.has_scope("vocab_transform"))
    return masked_head(config, weights, shape, table);
  if (kind.ends_with("ForSequenceClassification") && classifies) return sentence_head(config, weights, shape.hidden);
  if (kind.ends_with("ForMultipleChoice") && classifies)
    return choice_head(weights, shape.hidden, first_token_map(weights, shape.hidden));
  if (kind.ends_with("ForTokenClassification") && classifies) return token_head(config, weights, shape.hidden);
  if (kind.ends_with("ForQuestionAnswering") && weights.has_scope("qa_outputs"))
    return question_head(weights, shape.hidden);
  return {};
}

}  // namespace

std::unique_ptr<Model> make_distilbert(const io::Fields& config, const Weights& weights) {
  const auto shape = shape_of(config);
  const auto base = bare_model(weights, "distilbert");
  auto embeddings = embeddings_of(config, base.select("embeddings"), shape.hidden);
  auto head = head_of(config, weights, shape, embeddings.words.weight);
  return std::make_unique<TextEncoder>(TextEncoderParts{"distilbert", std::move(embeddings),
                                                        Encoder(base.select("transformer.layer"), shape, layer_names),
                                                        std::nullopt, false, std::move(head)});
}

}  // namespace headlight::models
