#include "engine/models/seq2seq_model.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <algorithm>

#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

constexpr int most_beams = 256;

// A decoder with its cache, stepped by a search. Records nothing; the run's interventions hold at every step, `head_mean`
// over the step's one query.
class CachedDecoder final : public StepDecoder {
 public:
  // The run's map budget is asked for the layers that will be recorded over what is written; by greedy search only:
  // beams end shorter than they were.
  CachedDecoder(const Seq2SeqModel& model, const at::Tensor& states, at::Tensor mask, std::int64_t beams,
                const kernels::Context& run)
      : model_(model), mask_(std::move(mask)), device_(states.device()), cache_(model.decoder.begin(states, beams)),
        source_(states.size(1)), maps_(beams == 1 ? run.maps : nullptr) {
    quiet_.interventions = run.interventions;
  }

  at::Tensor next(const at::Tensor& tokens) override {
    if (maps_ != nullptr) maps_->foresee(recorded_bytes(cache_.length + 1));
    const auto hidden = model_.decoder.step(tokens.to(device_).unsqueeze(1), cache_, mask_, quiet_);
    return model_.logits(hidden).select(1, 0).to(at::kFloat);
  }

  void reorder(const at::Tensor& rows) override { cache_.reorder(rows.to(device_)); }

 private:
  // Of the decoder's self and cross attention over so many written tokens.
  [[nodiscard]] std::int64_t recorded_bytes(std::int64_t tokens) const {
    const auto& decoder = model_.config.decoder;
    return trace::map_bytes(decoder.layers * decoder.heads * tokens * (tokens + source_));
  }

  const Seq2SeqModel& model_;
  at::Tensor mask_;
  at::Device device_;
  DecoderCache cache_;
  std::int64_t source_;
  const trace::MapBudget* maps_;
  kernels::Context quiet_;
};

TokenIds to_ids(const at::Tensor& ids) {
  const auto flat = trace::to_host(ids).contiguous();
  return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
}

at::Tensor to_tensor(const TokenIds& ids, const at::Tensor& like) {
  return at::tensor(at::IntArrayRef(ids), like.options()).unsqueeze(0);
}

void check_mask(const at::Tensor& mask, const at::Tensor& ids, const std::string& name) {
  if (!mask.defined() || (mask.sizes() == ids.sizes() && mask.scalar_type() == at::kLong)) return;
  throw Failure{unusable("wrong shape of the mask", name, c10::str(mask.sizes()), c10::str(ids.sizes()))};
}

// A row that sees nothing has no weights.
void check_first_target(const at::Tensor& mask) {
  if (mask.defined() && mask[0][0].item<std::int64_t>() == 0) {
    throw Failure{unusable("the first target token is masked", "target mask", "0", "1")};
  }
}

}  // namespace

at::Tensor Seq2SeqModel::logits(const at::Tensor& hidden) const {
  if (!lm_head.defined()) throw Failure{unusable("no language-model head in this checkpoint", "logits")};
  const auto scores = at::linear(hidden, lm_head);
  return final_logits_bias.defined() ? scores + final_logits_bias : scores;
}

Weights model_scope(const Weights& weights, const std::string& architecture) {
  if (weights.has_scope("model")) return weights.select("model");
  const bool bare = weights.has_scope("encoder") || architecture.ends_with("Model");
  return bare && architecture != "MarianMTModel" ? weights : weights.select("model");
}

Weights lone_decoder_scope(const Weights& weights) {
  return weights.has_scope("model") || !weights.has_scope("decoder") ? weights.select("model") : weights;
}

at::Tensor lone_decoder_table(const io::Fields& config, const Weights& weights, std::int64_t count, std::int64_t width) {
  const std::string own = "decoder.embed_tokens.weight", head = "lm_head.weight";
  const auto scope = lone_decoder_scope(weights);
  if (scope.has(own)) return scope.get(own, {count, width});
  if (scope.has("shared.weight")) return scope.get("shared.weight", {count, width});
  const bool tied = config.flag_or("tie_word_embeddings", true) && weights.has(head);
  return tied ? weights.get(head, {count, width}) : scope.get(own, {count, width});
}

at::Tensor tied_table(const Weights& weights, const std::vector<std::string>& names, std::int64_t count,
                      std::int64_t width) {
  for (const auto& name : names) {
    if (weights.has(name)) return weights.get(name, {count, width});
  }
  return weights.get(names.front(), {count, width});
}

at::Tensor output_table(const io::Fields& config, const Weights& weights, const at::Tensor& tied) {
  const bool own = weights.has("lm_head.weight") || !config.flag_or("tie_word_embeddings", true);
  return own ? weights.get("lm_head.weight", tied.sizes()) : tied;
}

io::Fields with_defaults(const io::Fields& config, const io::Json& defaults) {
  auto merged = config.json();
  for (const auto& [key, value] : defaults.items()) {
    if (!merged.contains(key)) merged[key] = value;
  }
  return {std::move(merged), config.file()};
}

std::vector<AxisPlan> Seq2SeqFamily::axes() const {
  return {{AxisSource::source_tokens, {}, {}}, {AxisSource::target_tokens, {}, {}}};
}

void Seq2SeqFamily::set_generation(const io::Fields& generation_config) {
  auto rules = read_rules(generation_config, model().target_vocabulary);
  if (!rules.start) rules.start = rules_.start;
  rules_ = std::move(rules);
}

at::Tensor Seq2SeqFamily::default_target(const at::Tensor& /*ids*/) const {
  throw Failure{unusable("a target is needed: this checkpoint has no language-model head to generate one",
                         "target ids", "none", "token ids")};
}

TokenIds Seq2SeqFamily::generated(const ModelInput& input, const at::Tensor& states, kernels::Context& context) const {
  Search search;
  search.source = to_ids(input.ids);
  search.max_new = std::min(input.generation.max_new, model().config.longest);
  search.beams = input.generation.beams;
  search.stop = context.stop;
  search.progress = context.progress;
  if (search.beams < 1 || search.beams > most_beams) {
    throw Failure{unusable("wrong number of beams", "beams", std::to_string(search.beams),
                           "1 to " + std::to_string(most_beams))};
  }
  CachedDecoder decoder(model(), states, input.mask, search.beams, context);
  return generate(decoder, rules_, search);
}

at::Tensor Seq2SeqFamily::target_of(const ModelInput& input, const at::Tensor& states, ModelOutput& output,
                                    kernels::Context& context) const {
  if (input.target_ids.defined()) return input.target_ids;
  if (!model().lm_head.defined()) return default_target(input.ids);
  const auto sequence = generated(input, states, context);
  const auto made = static_cast<std::int64_t>(sequence.size()) - 1;
  const bool ended = std::find(rules_.eos.begin(), rules_.eos.end(), sequence.back()) != rules_.eos.end();
  const auto [max_new, beams] = input.generation;
  output.note = unlike(rules_.strategy, {beams, max_new, made, ended, max_new != Generation{}.max_new});
  output.generated.assign(sequence.begin() + 1, sequence.end());
  return to_tensor(TokenIds(sequence.begin(), sequence.end() - 1), input.ids);
}

ModelOutput Seq2SeqFamily::run(const ModelInput& input, kernels::Context& context) const {
  const c10::NoGradGuard no_grad;
  check_ids(input.ids, model().source_vocabulary, model().config.longest, "ids");
  check_mask(input.mask, input.ids, "mask");
  const auto states = model().encode(input.ids, input.mask, context);

  ModelOutput output;
  const auto target = target_of(input, states, output, context);
  check_ids(target, model().target_vocabulary, model().config.longest, "target ids");
  check_mask(input.target_mask, target, "target mask");
  check_first_target(input.target_mask);
  const auto hidden = model().decoder(target, input.target_mask, states, input.mask, context);

  output.decoder_ids = to_ids(target);
  output.tensors["encoder_last_hidden_state"] = states;
  output.tensors["last_hidden_state"] = hidden;
  if (model().lm_head.defined()) {
    const auto scores = model().logits(hidden);
    output.tensors["logits"] = scores;
    if (output.generated.empty()) output.generated = to_ids(scores.argmax(-1));
  }
  add_heads(input, hidden, output);
  return output;
}

}  // namespace headlight::models
