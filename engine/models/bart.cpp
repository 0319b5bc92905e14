#include "engine/models/bart.h"

#include <ATen/Functions.h>

#include "engine/models/decoder_only.h"
#include "engine/models/labels.h"
#include "engine/models/text_head.h"

namespace headlight::models {
namespace {

constexpr std::int64_t position_offset = 2;  // the table's first two rows are not positions

std::int64_t vocabulary_of(const io::Fields& config) { return config.integer_or("vocab_size", 50265, 1); }

Weights scope_of(const io::Fields& config, const Weights& weights) {
  return model_scope(weights, architecture(config));
}

// `side`: the scope of the encoder or decoder.
Seq2SeqEmbedding embedding_of(at::Tensor table, const Weights& side, const Seq2SeqConfig& config) {
  Seq2SeqEmbedding embedding;
  embedding.tokens.weight = std::move(table);
  embedding.table = side.get("embed_positions.weight", {config.longest + position_offset, config.width});
  embedding.offset = position_offset;
  embedding.scale = config.embedding_scale;
  embedding.norm.emplace(side.select("layernorm_embedding"), config.width, 1e-5);
  return embedding;
}

Seq2SeqEmbedding embedding_of(const io::Fields& fields, const Weights& weights, const std::string& side,
                              const Seq2SeqConfig& config) {
  const auto other = side == "encoder" ? "decoder" : "encoder";
  const auto own = side + ".embed_tokens.weight";
  std::vector<std::string> names{"shared.weight", std::string(other) + ".embed_tokens.weight"};
  if (weights.has(own)) names.insert(names.begin(), own);
  return embedding_of(tied_table(weights, names, vocabulary_of(fields), config.width), weights.select(side), config);
}

Seq2SeqEncoder encoder_of(const io::Fields& fields, const Weights& weights, const Seq2SeqConfig& config) {
  return {embedding_of(fields, weights, "encoder", config), weights.select("encoder"), config};
}

Seq2SeqDecoder decoder_of(const io::Fields& fields, const Weights& weights, const Seq2SeqConfig& config) {
  return {embedding_of(fields, weights, "decoder", config), weights.select("decoder"), config};
}

bool has_classifier(const io::Fields& fields, const Weights& weights) {
  return weights.has_scope("classification_head") || architecture(fields) == "BartForSequenceClassification";
}

bool answers_questions(const io::Fields& fields, const Weights& weights) {
  return weights.has_scope("qa_outputs") || architecture(fields) == "BartForQuestionAnswering";
}

bool has_language_model(const io::Fields& fields, const Weights& weights) {
  return weights.has("final_logits_bias") || weights.has("lm_head.weight") ||
         architecture(fields) == "BartForConditionalGeneration";
}

class BartFamily final : public Seq2SeqFamily {
 public:
  BartFamily(const io::Fields& config, const Weights& weights)
      : Seq2SeqFamily(read_rules(config, vocabulary_of(config))),
        model_(config, weights),
        end_(read_rules(config, vocabulary_of(config)).eos) {}

  [[nodiscard]] std::vector<std::string> classes() const override {
    return model_.classifier ? model_.classifier->classes : std::vector<std::string>{};
  }

 private:
  [[nodiscard]] const Seq2SeqModel& model() const override { return model_; }

  // The source moved one place to the right behind the start token, as for denoising.
  [[nodiscard]] at::Tensor default_target(const at::Tensor& ids) const override {
    if (!decoder_start()) {
      throw Failure{unusable("a target is needed", "config.json, field decoder_start_token_id", "none", "a token id")};
    }
    return at::cat({at::full({1, 1}, *decoder_start(), ids.options()), ids.slice(1, 0, ids.size(1) - 1)}, 1);
  }

  void add_heads(const ModelInput& input, const at::Tensor& hidden, ModelOutput& output) const override {
    if (model_.classifier) output.tensors["logits"] = (*model_.classifier)(hidden.select(1, last_end(input, hidden)));
    if (model_.qa_outputs) add_span_logits((*model_.qa_outputs)(hidden), output);
  }

  // Where the source has its last end-of-sequence token; the decoder's row there stands for the whole text.
  [[nodiscard]] std::int64_t last_end(const ModelInput& input, const at::Tensor& hidden) const {
    const auto end = end_.empty() ? -1 : end_.front();
    const auto places = input.ids[0].eq(end).nonzero();
    if (places.size(0) == 0 || input.ids.size(1) != hidden.size(1)) {
      throw Failure{unusable("the classifier needs an end-of-sequence token and a target as long as the source", "ids",
                             std::to_string(places.size(0)) + " such tokens, " + std::to_string(hidden.size(1)) +
                                 " targets",
                             "id " + std::to_string(end) + ", " + std::to_string(input.ids.size(1)) + " targets")};
    }
    return places[-1][0].item<std::int64_t>();
  }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "bart";
    info.generates = model_.lm_head.defined();
    info.task = task();
    info.layers = model_.config.encoder.layers;
    info.heads = model_.config.encoder.heads;
    info.decoder_layers = model_.config.decoder.layers;
    info.decoder_heads = model_.config.decoder.heads;
    info.width = model_.config.width;
    info.longest = model_.config.longest;
    info.takes_text = true;
    return info;
  }

  [[nodiscard]] const char* task() const {
    if (model_.classifier) return "classification";
    if (model_.qa_outputs) return "question-answering";
    return model_.lm_head.defined() ? "text-to-text" : "encoder-decoder";
  }

  BartModel model_;
  TokenIds end_;
};

std::unique_ptr<Model> make_decoder(const io::Fields& fields, const Weights& weights) {
  const Seq2SeqConfig config(fields);
  const auto side = lone_decoder_scope(weights).select("decoder");
  auto table = lone_decoder_table(fields, weights, vocabulary_of(fields), config.width);
  Seq2SeqDecoder decoder(embedding_of(std::move(table), side, config), side, config);
  auto head = output_table(fields, weights, decoder.embedding.tokens.weight);
  return std::make_unique<DecoderOnly>(DecoderOnlyParts{"bart", config, std::move(decoder), std::move(head)});
}

}  // namespace

BartClassifier::BartClassifier(const io::Fields& config, const Weights& weights, std::int64_t width)
    : dense(weights.select("dense"), width, width),
      classes(class_names(config)) {
  out_proj = Linear(weights.select("out_proj"), width, static_cast<std::int64_t>(classes.size()));
}

at::Tensor BartClassifier::operator()(const at::Tensor& state) const { return out_proj(at::tanh(dense(state))); }

BartModel::BartModel(const io::Fields& fields, const Weights& weights)
    : Seq2SeqModel{Seq2SeqConfig(fields),
                   vocabulary_of(fields),
                   vocabulary_of(fields),
                   encoder_of(fields, scope_of(fields, weights), Seq2SeqConfig(fields)),
                   decoder_of(fields, scope_of(fields, weights), Seq2SeqConfig(fields)),
                   {},
                   {}} {
  if (has_classifier(fields, weights)) {
    classifier.emplace(fields, weights.select("classification_head"), config.width);
  } else if (answers_questions(fields, weights)) {
    qa_outputs = Linear(weights.select("qa_outputs"), config.width, 2);
  } else if (has_language_model(fields, weights)) {
    lm_head = output_table(fields, weights, decoder.embedding.tokens.weight);
    final_logits_bias = weights.get_optional("final_logits_bias", {1, target_vocabulary});
  }
}

std::unique_ptr<Model> make_bart(const io::Fields& config, const Weights& weights) {
  if (is_decoder_only(config)) return make_decoder(config, weights);
  return std::make_unique<BartFamily>(
      with_defaults(config, {{"decoder_start_token_id", 2}, {"eos_token_id", 2}, {"forced_eos_token_id", 2},
                             {"num_labels", 3}}),
      weights);
}

}  // namespace headlight::models
