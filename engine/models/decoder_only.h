// The decoder of an encoder–decoder family standing alone, as a causal language model.
#pragma once

#include <string>

#include "engine/models/seq2seq.h"

namespace headlight::models {

struct DecoderOnlyParts {
  std::string family;
  Seq2SeqConfig config;
  Seq2SeqDecoder decoder;
  at::Tensor lm_head;  // [vocabulary, width]
};

// Masked self-attention over the input; the layers' cross-attention has no source and is left out.
class DecoderOnly final : public Model {
 public:
  explicit DecoderOnly(DecoderOnlyParts parts) : parts_(std::move(parts)) {}
  [[nodiscard]] std::vector<AxisPlan> axes() const override { return {AxisPlan{}}; }
  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override;

 private:
  [[nodiscard]] ModelInfo describe() const override;

  DecoderOnlyParts parts_;
};

// Whether config.json's architecture is such a model ("…ForCausalLM").
[[nodiscard]] bool is_decoder_only(const io::Fields& config);

}  // namespace headlight::models
