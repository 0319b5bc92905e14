#include "engine/models/marian.h"

#include "engine/models/decoder_only.h"
#include "engine/models/labels.h"

namespace headlight::models {
namespace {

const char* const encoder_table = "encoder.embed_tokens.weight";
const char* const decoder_table = "decoder.embed_tokens.weight";
const char* const shared_table = "shared.weight";

bool shares_tables(const io::Fields& config) { return config.flag_or("share_encoder_decoder_embeddings", true); }

std::int64_t source_vocabulary_of(const io::Fields& config) { return config.integer_or("vocab_size", 58101, 1); }

std::int64_t target_vocabulary_of(const io::Fields& config) {
  const auto source = source_vocabulary_of(config);
  return shares_tables(config) ? source : config.integer_or("decoder_vocab_size", source, 1);
}

Weights scope_of(const io::Fields& config, const Weights& weights) {
  return model_scope(weights, architecture(config));
}

at::Tensor source_table(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto count = source_vocabulary_of(config);
  if (!shares_tables(config)) return weights.get(encoder_table, {count, width});
  if (weights.has(encoder_table)) return weights.get(encoder_table, {count, width});
  return tied_table(weights, {shared_table, decoder_table}, count, width);
}

at::Tensor target_table(const io::Fields& config, const Weights& weights, std::int64_t width) {
  const auto count = target_vocabulary_of(config);
  if (!shares_tables(config)) return weights.get(decoder_table, {count, width});
  if (weights.has(decoder_table)) return weights.get(decoder_table, {count, width});
  return tied_table(weights, {shared_table, encoder_table}, count, width);
}

Seq2SeqEmbedding embedding_of(at::Tensor table, const Weights& side, const Seq2SeqConfig& config) {
  Seq2SeqEmbedding embedding;
  embedding.tokens.weight = std::move(table);
  embedding.table = side.get_optional("embed_positions.weight", {config.longest, config.width});
  embedding.scale = config.embedding_scale;
  return embedding;
}

Seq2SeqEncoder encoder_of(const io::Fields& fields, const Weights& weights, const Seq2SeqConfig& config) {
  const auto side = weights.select("encoder");
  return {embedding_of(source_table(fields, weights, config.width), side, config), side, config};
}

Seq2SeqDecoder decoder_of(const io::Fields& fields, const Weights& weights, const Seq2SeqConfig& config) {
  const auto side = weights.select("decoder");
  return {embedding_of(target_table(fields, weights, config.width), side, config), side, config};
}

bool has_head(const io::Fields& fields, const Weights& weights) {
  return weights.has("final_logits_bias") || weights.has("lm_head.weight") || architecture(fields) != "MarianModel";
}

class MarianFamily final : public Seq2SeqFamily {
 public:
  MarianFamily(const io::Fields& config, const Weights& weights)
      : Seq2SeqFamily(read_rules(config, target_vocabulary_of(config))), model_(config, weights) {}

 private:
  [[nodiscard]] const Seq2SeqModel& model() const override { return model_; }

  [[nodiscard]] ModelInfo describe() const override {
    ModelInfo info;
    info.family = "marian";
    info.generates = model_.lm_head.defined();
    info.task = info.generates ? "translation" : "encoder-decoder";
    info.layers = model_.config.encoder.layers;
    info.heads = model_.config.encoder.heads;
    info.decoder_layers = model_.config.decoder.layers;
    info.decoder_heads = model_.config.decoder.heads;
    info.width = model_.config.width;
    info.longest = model_.config.longest;
    info.takes_text = true;
    return info;
  }

  MarianModel model_;
};

std::unique_ptr<Model> make_decoder(const io::Fields& fields, const Weights& weights) {
  const Seq2SeqConfig config(fields);
  const auto side = lone_decoder_scope(weights).select("decoder");
  const auto count = fields.integer_or("decoder_vocab_size", source_vocabulary_of(fields), 1);
  auto table = lone_decoder_table(fields, weights, count, config.width);
  auto head = output_table(fields, weights, table);
  Seq2SeqDecoder decoder(embedding_of(std::move(table), side, config), side, config);
  return std::make_unique<DecoderOnly>(DecoderOnlyParts{"marian", config, std::move(decoder), std::move(head)});
}

}  // namespace

MarianModel::MarianModel(const io::Fields& fields, const Weights& weights)
    : Seq2SeqModel{Seq2SeqConfig(fields),
                   source_vocabulary_of(fields),
                   target_vocabulary_of(fields),
                   encoder_of(fields, scope_of(fields, weights), Seq2SeqConfig(fields)),
                   decoder_of(fields, scope_of(fields, weights), Seq2SeqConfig(fields)),
                   {},
                   {}} {
  if (!has_head(fields, weights)) return;
  lm_head = output_table(fields, weights, decoder.embedding.tokens.weight);
  final_logits_bias = weights.get_optional("final_logits_bias", {1, target_vocabulary});
}

std::unique_ptr<Model> make_marian(const io::Fields& config, const Weights& weights) {
  if (is_decoder_only(config)) return make_decoder(config, weights);
  return std::make_unique<MarianFamily>(
      with_defaults(config, {{"decoder_start_token_id", 58100}, {"eos_token_id", 0}, {"forced_eos_token_id", 0}}),
      weights);
}

}  // namespace headlight::models
