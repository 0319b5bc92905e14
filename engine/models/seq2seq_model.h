// Encoder, decoder and language-model head together, and how they run: Marian and BART differ only in what they read.
#pragma once

#include "engine/models/generation.h"
#include "engine/models/seq2seq.h"

namespace headlight::models {

// All forward passes are differentiable and take any batch (a recorder needs batch 1).
struct Seq2SeqModel {
  Seq2SeqConfig config;
  std::int64_t source_vocabulary = 0, target_vocabulary = 0;
  Seq2SeqEncoder encoder;
  Seq2SeqDecoder decoder;
  at::Tensor lm_head;            // [target vocabulary, width]; undefined: no language-model head
  at::Tensor final_logits_bias;  // [1, target vocabulary] or undefined

  // ids int64 [B, S], mask int64 [B, S] (0 = padding) or undefined → states [B, S, width]
  [[nodiscard]] at::Tensor encode(const at::Tensor& ids, const at::Tensor& mask, kernels::Context& context) const {
    return encoder(ids, mask, context);
  }
  // target_ids int64 [B, T]: what the decoder is fed; source_mask as for encode → logits [B, T, target vocabulary]
  [[nodiscard]] at::Tensor decode(const at::Tensor& target_ids, const at::Tensor& states,
                                  const at::Tensor& source_mask, kernels::Context& context) const {
    return logits(decoder(target_ids, {}, states, source_mask, context));
  }
  // hidden [B, T, width] → [B, T, target vocabulary]. Only with a head.
  [[nodiscard]] at::Tensor logits(const at::Tensor& hidden) const;
};

// The scope of the bare model: `model.` where the store has it, else the root; for a store without tensors
// the root exactly for the bare architecture ("…Model").
Weights model_scope(const Weights& weights, const std::string& architecture);

// For a decoder without encoder: the scope that holds `decoder.`, `model.` unless only the root has one; and its token
// embedding: its own, a shared one, or with tie_word_embeddings the output embedding.
Weights lone_decoder_scope(const Weights& weights);
at::Tensor lone_decoder_table(const io::Fields& config, const Weights& weights, std::int64_t count, std::int64_t width);

// The embedding that a side reads: the first of `names` that the store has, else the first of all.
at::Tensor tied_table(const Weights& weights, const std::vector<std::string>& names, std::int64_t count,
                      std::int64_t width);

// The output embedding, [count, width]: the checkpoint's own, or with tie_word_embeddings the given table.
at::Tensor output_table(const io::Fields& config, const Weights& weights, const at::Tensor& tied);

// config.json with the family's defaults for fields that are missing (null counts as given).
io::Fields with_defaults(const io::Fields& config, const io::Json& defaults);

// Runs a Seq2SeqModel: teacher-forced over the given target, else over what it generates.
class Seq2SeqFamily : public Model {
 public:
  // `rules`: config.json's own, with the family's defaults.
  explicit Seq2SeqFamily(GenerationRules rules) : rules_(std::move(rules)) {}

  [[nodiscard]] std::vector<AxisPlan> axes() const override;
  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override;
  [[nodiscard]] std::optional<std::int64_t> decoder_start() const override { return rules_.start; }
  void set_generation(const io::Fields& generation_config) override;

 protected:
  [[nodiscard]] virtual const Seq2SeqModel& model() const = 0;
  // What the decoder is fed when neither a target is given nor the model generates, int64 [1, T]; throws Failure.
  [[nodiscard]] virtual at::Tensor default_target(const at::Tensor& ids) const;
  // The family's heads other than the language model's, over the decoder's hidden states.
  virtual void add_heads(const ModelInput& /*input*/, const at::Tensor& /*hidden*/, ModelOutput& /*output*/) const {}

 private:
  [[nodiscard]] TokenIds generated(const ModelInput& input, const at::Tensor& states, kernels::Context& context) const;
  [[nodiscard]] at::Tensor target_of(const ModelInput& input, const at::Tensor& states, ModelOutput& output,
                                     kernels::Context& context) const;

  GenerationRules rules_;
};

}  // namespace headlight::models
