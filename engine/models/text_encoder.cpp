#include "engine/models/text_encoder.h"

#include <ATen/Functions.h>

#include <utility>

namespace headlight::models {
namespace {

// RoBERTa's: padding tokens stay at `padding`, the others count from padding + 1.
at::Tensor positions_past_padding(const at::Tensor& ids, std::int64_t padding) {
  const auto real = ids.ne(padding).to(at::kLong);
  return at::cumsum(real, 1) * real + padding;
}

}  // namespace

at::Tensor TextEmbeddings::operator()(const TextInput& input) const {
  auto sum = words(input.ids);
  if (types) sum = sum + (*types)(input.type_ids);
  sum = sum + (padding ? positions(positions_past_padding(input.ids, *padding))
                       : positions.weight.narrow(0, 0, input.ids.size(1)));
  const auto normal = norm(sum);
  return project ? (*project)(normal) : normal;
}

TextEncoder::TextEncoder(TextEncoderParts parts) : parts_(std::move(parts)) {}

ModelInfo TextEncoder::describe() const {
  const auto& shape = parts_.encoder.shape();
  ModelInfo info;
  info.family = parts_.family;
  info.task = parts_.head.task;
  info.layers = shape.layers;
  info.heads = shape.heads;
  info.width = shape.hidden;
  info.longest = limits().longest;
  info.takes_text = true;
  return info;
}

TextLimits TextEncoder::limits() const {
  const auto& embeddings = parts_.embeddings;
  TextLimits limits;
  limits.vocabulary = embeddings.words.weight.size(0);
  limits.types = embeddings.types ? embeddings.types->weight.size(0) : 0;
  limits.longest = embeddings.positions.weight.size(0) - (embeddings.padding ? *embeddings.padding + 1 : 0);
  return limits;
}

ModelOutput TextEncoder::run(const ModelInput& input, kernels::Context& context) const {
  const auto text = checked_text(input, limits());
  ModelOutput output;
  TextStates states{text.ids, parts_.encoder(parts_.embeddings(text), text.key_visible, context), {}};
  output.tensors["last_hidden_state"] = states.hidden;
  if (parts_.pooler) states.pooled = at::tanh((*parts_.pooler)(states.hidden.select(1, 0)));
  if (parts_.shows_pooled) output.tensors["pooler_output"] = states.pooled;
  if (parts_.head.apply) parts_.head.apply(states, output);
  return output;
}

void check_heads(const io::Fields& config, const char* heads_field, std::int64_t heads, std::int64_t hidden) {
  if (hidden % heads == 0) return;
  throw Failure{config.wrong(heads_field, "a divisor of the hidden size " + std::to_string(hidden))};
}

EncoderShape encoder_shape(const io::Fields& config) {
  EncoderShape shape;
  shape.hidden = config.integer_or("hidden_size", 768, 1);
  shape.heads = config.integer_or("num_attention_heads", 12, 1);
  shape.layers = config.integer_or("num_hidden_layers", 12, 1);
  shape.inner = config.integer_or("intermediate_size", 3072, 1);
  shape.epsilon = config.number_or("layer_norm_eps", 1e-12, 0, largest_epsilon);
  shape.act = activation(config.text_or("hidden_act", "gelu"), config.file() + ", field hidden_act");
  shape.causal = config.flag_or("is_decoder", false);
  check_heads(config, "num_attention_heads", shape.heads, shape.hidden);
  const auto kind = config.text_or("position_embedding_type", "absolute");
  if (kind != "absolute") throw Failure{config.wrong("position_embedding_type", "absolute")};
  return shape;
}

TextEmbeddings text_embeddings(const io::Fields& config, const Weights& weights, std::int64_t width, double epsilon) {
  TextEmbeddings embeddings;
  embeddings.words = Embedding(weights.select("word_embeddings"), config.integer_or("vocab_size", 30522, 1), width);
  embeddings.positions =
      Embedding(weights.select("position_embeddings"), config.integer_or("max_position_embeddings", 512, 1), width);
  embeddings.types =
      Embedding(weights.select("token_type_embeddings"), config.integer_or("type_vocab_size", 2, 1), width);
  embeddings.norm = LayerNorm(weights.select("LayerNorm"), width, epsilon);
  return embeddings;
}

const EncoderLayerNames& bert_layer_names() {
  static const EncoderLayerNames names{.query = "attention.self.query",
                                       .key = "attention.self.key",
                                       .value = "attention.self.value",
                                       .output = "attention.output.dense",
                                       .attention_norm = "attention.output.LayerNorm",
                                       .inner = "intermediate.dense",
                                       .outer = "output.dense",
                                       .output_norm = "output.LayerNorm"};
  return names;
}

Weights bare_model(const Weights& weights, const std::string& name) {
  return weights.has_scope(name) ? weights.select(name) : weights;
}

}  // namespace headlight::models
