#include "engine/models/decoder_only.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include "engine/models/labels.h"
#include "engine/models/text_input.h"

namespace headlight::models {

ModelInfo DecoderOnly::describe() const {
  ModelInfo info;
  info.family = parts_.family;
  info.task = "causal-lm";
  info.layers = parts_.config.decoder.layers;
  info.heads = parts_.config.decoder.heads;
  info.width = parts_.config.width;
  info.longest = parts_.config.longest;
  info.takes_text = true;
  return info;
}

ModelOutput DecoderOnly::run(const ModelInput& input, kernels::Context& context) const {
  const c10::NoGradGuard no_grad;
  const auto& table = parts_.decoder.embedding.tokens.weight;
  const auto text = checked_text(input, {table.size(0), 0, parts_.config.longest});
  ModelOutput output;
  const auto hidden = parts_.decoder.alone(text.ids, input.mask, context);
  output.tensors["last_hidden_state"] = hidden;
  output.tensors["logits"] = at::linear(hidden, parts_.lm_head);
  return output;
}

bool is_decoder_only(const io::Fields& config) { return architecture(config).ends_with("ForCausalLM"); }

}  // namespace headlight::models
