#include "engine/models/generation_strategy.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight::models {
namespace {

constexpr std::int64_t largest = std::int64_t{1} << 53;
constexpr std::int64_t default_top_k = 50;

void check_numbers(const io::Fields& config) {
  static constexpr std::array numbers{"temperature", "top_p", "min_p", "top_h", "typical_p", "epsilon_cutoff",
                                      "eta_cutoff", "penalty_alpha", "diversity_penalty", "max_time",
                                      "assistant_confidence_threshold", "assistant_ensemble_weight"};
  for (const std::string key : numbers)
    if (config.has(key) && !std::isfinite(config.number(key))) throw Failure{config.wrong(key, "a finite number")};
}

void check_integers(const io::Fields& config) {
  static constexpr std::array counts{"max_new_tokens", "num_beams", "num_beam_groups", "num_return_sequences"};
  static constexpr std::array sizes{"max_length", "top_k", "max_cache_len", "prefill_chunk_size", "num_assistant_tokens",
                                    "prompt_lookup_num_tokens", "max_matching_ngram_size", "assistant_early_exit",
                                    "assistant_lookbehind", "target_lookbehind"};
  for (const std::string key : counts) config.integer_or(key, 1, 1, largest);
  for (const std::string key : sizes) config.integer_or(key, 0, 0, largest);
}

void check_flags(const io::Fields& config) {
  static constexpr std::array flags{"do_sample", "use_cache", "use_mtp", "low_memory", "disable_compile", "is_assistant",
                                    "output_attentions", "output_hidden_states", "output_scores", "output_logits",
                                    "return_dict_in_generate"};
  for (const std::string key : flags) config.flag_or(key, false);
}

// One integer or a list of them: older folders have both.
void check_padding(const io::Fields& config) {
  const std::string key = "pad_token_id";
  if (!config.has(key)) return;
  const auto& value = config.json().at(key);
  const auto whole = [](const io::Json& each) { return each.is_number_integer(); };
  if (!whole(value) && !(value.is_array() && std::all_of(value.begin(), value.end(), whole)))
    throw Failure{config.wrong(key, "a token id")};
}

std::optional<Error> refused(const io::Fields& config, const std::string& key, const std::string& instead) {
  auto error = config.wrong(key, "none, " + instead + "or a given target: generation does not do this");
  error.what = "generation rule not supported";
  return error;
}

// As transformers chooses its search when it is to use one beam.
std::optional<Error> greedy_refusal(const io::Fields& config, bool samples) {
  const bool contrasts = !samples && config.number_or("penalty_alpha", 0) > 0 && config.integer_or("top_k", default_top_k) > 1;
  if (contrasts) return refused(config, "penalty_alpha", "--beams from 2, ");
  if (config.has("dola_layers")) return refused(config, "dola_layers", "--beams from 2, ");
  return std::nullopt;
}

std::string field(const std::string& name, std::int64_t value) { return name + " " + std::to_string(value); }

}  // namespace

GenerationStrategy read_strategy(const io::Fields& config) {
  check_numbers(config);
  check_integers(config);
  check_flags(config);
  check_padding(config);
  GenerationStrategy strategy;
  strategy.samples = config.flag_or("do_sample", false);
  strategy.beams = config.integer_or("num_beams", 1, 1, largest);
  strategy.groups = config.integer_or("num_beam_groups", 1, 1, largest);
  strategy.timed = config.has("max_time");
  if (config.has("max_new_tokens")) {
    strategy.longest_field = "max_new_tokens";
    strategy.longest = config.integer("max_new_tokens", 1, largest);
  } else if (config.has("max_length")) {
    strategy.longest_field = "max_length";
    strategy.longest = std::max<std::int64_t>(0, config.integer("max_length", 0, largest) - 1);
  }
  strategy.greedy_refusal = greedy_refusal(config, strategy.samples);
  if (strategy.groups > 1) strategy.beams_refusal = refused(config, "num_beam_groups", "--beams 1, ");
  return strategy;
}

std::string unlike(const GenerationStrategy& strategy, const Searched& searched) {
  std::string asked;
  const auto add = [&](const std::string& what) { asked += (asked.empty() ? "" : ", ") + what; };
  if (strategy.samples) add("do_sample (the likeliest text is written)");
  if (searched.beams == 1 && strategy.beams > 1) add(field("num_beams", strategy.beams) + " (--beams says that)");
  const bool judged = strategy.longest && !searched.chosen_length;
  const bool longer = judged && searched.made > *strategy.longest;
  const bool shorter = judged && !searched.ended && searched.made >= searched.max_new && searched.made < *strategy.longest;
  if (longer || shorter)
    add(strategy.longest_field + ", " + std::to_string(*strategy.longest) + " new tokens (--max-new says that)");
  if (strategy.timed) add("max_time");
  return asked.empty() ? asked : "not done as generation_config.json asks: " + asked;
}

}  // namespace headlight::models
