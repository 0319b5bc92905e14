// generation_config.json, and what its fields do to the scores of the next token
// (meanings as in transformers' GenerationConfig and its logits processors).
#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/kernels/infinity.h"

#include "engine/models/generation.h"

namespace headlight::models {
namespace {

using kernels::minus_infinity;
constexpr std::int64_t longest_sequence = 1 << 24;

bool in_vocabulary(std::int64_t id, std::int64_t vocabulary) { return id >= 0 && id < vocabulary; }

std::int64_t id_of(const io::Fields& config, const std::string& key, const io::Json& value) {
  if (!value.is_number_integer()) throw Failure{config.wrong(key, "token ids")};
  return value.get<std::int64_t>();
}

TokenIds ids_of(const io::Fields& config, const std::string& key, const io::Json& value) {
  if (!value.is_array()) return {id_of(config, key, value)};
  TokenIds ids;
  for (const auto& each : value) ids.push_back(id_of(config, key, each));
  return ids;
}

// One id, a list of ids, or nothing; those outside the vocabulary are left out.
TokenIds ids_field(const io::Fields& config, const std::string& key, std::int64_t vocabulary) {
  if (!config.has(key)) return {};
  auto ids = ids_of(config, key, config.json().at(key));
  std::erase_if(ids, [&](std::int64_t id) { return !in_vocabulary(id, vocabulary); });
  return ids;
}

// As above, but one outside the vocabulary is an error: the rule would have to write it.
TokenIds written_ids_field(const io::Fields& config, const std::string& key, std::int64_t vocabulary) {
  const auto ids = ids_field(config, key, vocabulary);
  if (config.has(key) && ids.size() != ids_of(config, key, config.json().at(key)).size()) {
    throw Failure{config.wrong(key, "token ids from 0 to " + std::to_string(vocabulary - 1))};
  }
  return ids;
}

std::optional<std::int64_t> only(const io::Fields& config, const std::string& key, const TokenIds& ids) {
  if (config.has(key) && config.json().at(key).is_array()) throw Failure{config.wrong(key, "a token id")};
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

std::vector<TokenIds> words_field(const io::Fields& config, const std::string& key, std::int64_t vocabulary) {
  std::vector<TokenIds> words;
  if (!config.has(key)) return words;
  const auto& list = config.json().at(key);
  if (!list.is_array()) throw Failure{config.wrong(key, "a list of lists of token ids")};
  for (const auto& each : list) {
    if (!each.is_array() || each.empty()) throw Failure{config.wrong(key, "a list of lists of token ids")};
    words.push_back(ids_of(config, key, each));
    for (const auto id : words.back()) {
      if (!in_vocabulary(id, vocabulary)) throw Failure{config.wrong(key, "token ids of the vocabulary")};
    }
  }
  return words;
}

EarlyStopping early_stopping_of(const io::Fields& config) {
  const std::string key = "early_stopping";
  if (!config.has(key)) return EarlyStopping::no;
  const auto& value = config.json().at(key);
  if (value.is_boolean()) return value.get<bool>() ? EarlyStopping::yes : EarlyStopping::no;
  if (value == "never") return EarlyStopping::never;
  throw Failure{config.wrong(key, "true, false or \"never\"")};
}

bool contains(const TokenIds& ids, std::int64_t id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

bool is_end_alone(const TokenIds& word, const TokenIds& eos) { return word.size() == 1 && contains(eos, word[0]); }

at::Tensor index_of(const TokenIds& ids, const at::Tensor& like) {
  return at::tensor(ids, at::TensorOptions().dtype(at::kLong)).to(like.device());
}

void forbid(at::Tensor row, const TokenIds& ids) {
  if (!ids.empty()) row.index_fill_(-1, index_of(ids, row), minus_infinity);
}

// Only these ids, each with score 0.
void force(at::Tensor& scores, const TokenIds& ids) {
  scores.fill_(minus_infinity);
  scores.index_fill_(1, index_of(ids, scores), 0.0);
}

void penalise_repetition(at::Tensor row, const TokenIds& sequence, double penalty) {
  const auto ids = index_of(sequence, row);
  const auto found = row.index_select(0, ids);
  row.index_copy_(0, ids, at::where(found.lt(0), found * penalty, found / penalty));
}

bool ends_with(const TokenIds& sequence, TokenIds::const_iterator begin, TokenIds::const_iterator end) {
  const auto size = end - begin;
  return size <= static_cast<std::ptrdiff_t>(sequence.size()) && std::equal(begin, end, sequence.end() - size);
}

void add_biases(at::Tensor row, const TokenIds& sequence, const std::vector<SequenceBias>& biases) {
  std::vector<float> sums(static_cast<std::size_t>(row.size(0)), 0.0F);
  for (const auto& [ids, bias] : biases)
    if (ends_with(sequence, ids.begin(), ids.end() - 1)) sums[static_cast<std::size_t>(ids.back())] += static_cast<float>(bias);
  row.add_(at::tensor(sums).to(row.options()));
}

// Raises the source's tokens where the penalty is above 1.
void favour_source(at::Tensor row, const TokenIds& source, double penalty) {
  TokenIds known = source;
  std::erase_if(known, [&](std::int64_t id) { return !in_vocabulary(id, row.size(0)); });
  if (!known.empty()) penalise_repetition(row, known, 1 / penalty);
}

void press_for_the_end(at::Tensor& scores, const TokenIds& eos, const EndPressure& pressure, std::int64_t made) {
  if (made <= pressure.start || eos.empty()) return;
  const auto ends = index_of(eos, scores);
  const auto found = scores.index_select(1, ends);
  const auto gain = found.abs() * (std::pow(pressure.factor, static_cast<double>(made - pressure.start)) - 1);
  scores.index_copy_(1, ends, found + gain.masked_fill(found.isfinite().logical_not(), 0.0));
}

at::Tensor without_invalid(const at::Tensor& scores) {
  constexpr double largest = std::numeric_limits<float>::max();
  return at::nan_to_num(scores, 0.0, largest, -largest);
}

// Tokens that would complete an n-gram of `text` after the last n − 1 tokens of `sequence`.
TokenIds completions(const TokenIds& text, const TokenIds& sequence, std::int64_t n) {
  TokenIds banned;
  const auto size = static_cast<std::size_t>(n);
  if (sequence.size() + 1 < size) return banned;
  const auto tail = sequence.end() - (n - 1);
  for (std::size_t i = 0; i + size <= text.size(); ++i) {
    const auto gram = text.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::equal(tail, sequence.end(), gram)) banned.push_back(gram[n - 1]);
  }
  return banned;
}

TokenIds completed_bad_words(const std::vector<TokenIds>& words, const TokenIds& sequence) {
  TokenIds banned;
  for (const auto& word : words) {
    if (ends_with(sequence, word.begin(), word.end() - 1)) banned.push_back(word.back());
  }
  return banned;
}

// The rules that depend on each sequence's own tokens.
void apply_history(at::Tensor row, const TokenIds& sequence, const GenerationRules& rules, const Search& search) {
  if (!rules.biases.empty()) add_biases(row, sequence, rules.biases);
  if (rules.encoder_repetition_penalty != 1) favour_source(row, search.source, rules.encoder_repetition_penalty);
  if (rules.repetition_penalty != 1) penalise_repetition(row, sequence, rules.repetition_penalty);
  if (rules.no_repeat_ngram > 0) forbid(row, completions(sequence, sequence, rules.no_repeat_ngram));
  if (rules.encoder_no_repeat_ngram > 0) {
    forbid(row, completions(search.source, sequence, rules.encoder_no_repeat_ngram));
  }
  forbid(row, completed_bad_words(rules.bad_words, sequence));
}

std::optional<std::int64_t> start_of(const io::Fields& config, std::int64_t vocabulary) {
  for (const std::string key : {"decoder_start_token_id", "bos_token_id"}) {
    if (config.has(key)) return only(config, key, ids_field(config, key, vocabulary));
  }
  return std::nullopt;
}

std::vector<SequenceBias> biases_of(const io::Fields& config, std::int64_t vocabulary) {
  const std::string key = "sequence_bias";
  std::map<TokenIds, double> biases;
  if (!config.has(key)) return {};
  const auto wrong = [&] { return Failure{config.wrong(key, "a list of pairs, a list of token ids of the vocabulary and a number each")}; };
  const auto& list = config.json().at(key);
  if (!list.is_array()) throw wrong();
  for (const auto& pair : list) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_array() || pair[0].empty() || !pair[1].is_number()) throw wrong();
    const auto ids = ids_of(config, key, pair[0]);
    if (!std::all_of(ids.begin(), ids.end(), [&](std::int64_t id) { return in_vocabulary(id, vocabulary); })) throw wrong();
    biases[ids] = pair[1].get<double>();
  }
  std::vector<SequenceBias> all;
  for (const auto& [ids, bias] : biases) all.push_back({ids, bias});
  return all;
}

std::optional<EndPressure> end_pressure_of(const io::Fields& config) {
  const std::string key = "exponential_decay_length_penalty";
  if (!config.has(key)) return std::nullopt;
  const auto& pair = config.json().at(key);
  if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_integer() || !pair[1].is_number())
    throw Failure{config.wrong(key, "an integer and a number")};
  return EndPressure{pair[0].get<std::int64_t>(), pair[1].get<double>()};
}

// The first field that changes what is generated in a way that is not done here.
std::optional<Error> refusal_of(const io::Fields& config) {
  const auto refused = [&](const std::string& key) {
    const auto& value = config.json().at(key);
    if (key == "guidance_scale") return value != 1;
    return key == "token_healing" ? value != false : !(value.is_array() && value.empty());
  };
  for (const std::string key : {"guidance_scale", "watermarking_config", "constraints", "force_words_ids", "stop_strings", "token_healing"})
    if (config.has(key) && refused(key)) {
      auto error = config.wrong(key, "none, or a given target: generation does not do this");
      error.what = "generation rule not supported";
      return error;
    }
  return std::nullopt;
}

void check_penalties(const io::Fields& config, const GenerationRules& rules) {
  if (!(rules.encoder_repetition_penalty > 0)) throw Failure{config.wrong("encoder_repetition_penalty", "a number > 0")};
  if (!(rules.repetition_penalty > 0)) throw Failure{config.wrong("repetition_penalty", "a number > 0")};
  if (!std::isfinite(rules.length_penalty)) throw Failure{config.wrong("length_penalty", "a finite number")};
}

}  // namespace

GenerationRules read_rules(const io::Fields& config, std::int64_t vocabulary) {
  GenerationRules rules;
  rules.file = config.file();
  rules.start = start_of(config, vocabulary);
  rules.eos = ids_field(config, "eos_token_id", vocabulary);
  rules.forced_bos = only(config, "forced_bos_token_id", written_ids_field(config, "forced_bos_token_id", vocabulary));
  rules.forced_eos = written_ids_field(config, "forced_eos_token_id", vocabulary);
  rules.bad_words = words_field(config, "bad_words_ids", vocabulary);
  std::erase_if(rules.bad_words, [&](const TokenIds& word) { return is_end_alone(word, rules.eos); });
  rules.suppressed = ids_field(config, "suppress_tokens", vocabulary);
  rules.suppressed_first = ids_field(config, "begin_suppress_tokens", vocabulary);
  rules.no_repeat_ngram = config.integer_or("no_repeat_ngram_size", 0, 0, longest_sequence);
  rules.encoder_no_repeat_ngram = config.integer_or("encoder_no_repeat_ngram_size", 0, 0, longest_sequence);
  rules.min_length = config.integer_or("min_length", 0, 0, longest_sequence);
  rules.min_new = config.integer_or("min_new_tokens", 0, 0, longest_sequence);
  rules.length_penalty = config.number_or("length_penalty", 1);
  rules.repetition_penalty = config.number_or("repetition_penalty", 1);
  rules.encoder_repetition_penalty = config.number_or("encoder_repetition_penalty", 1);
  rules.biases = biases_of(config, vocabulary);
  rules.end_pressure = end_pressure_of(config);
  rules.remove_invalid = config.flag_or("remove_invalid_values", false);
  rules.refusal = refusal_of(config);
  rules.early_stopping = early_stopping_of(config);
  rules.renormalize = config.flag_or("renormalize_logits", false);
  rules.strategy = read_strategy(config);
  check_penalties(config, rules);
  return rules;
}

at::Tensor apply_rules(at::Tensor scores, const std::vector<TokenIds>& sequences, const GenerationRules& rules,
                       const Search& search) {
  const auto length = static_cast<std::int64_t>(sequences.front().size());
  scores = scores.clone();
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    apply_history(scores[static_cast<std::int64_t>(i)], sequences[i], rules, search);
  }
  if (length < rules.min_length || length - 1 < rules.min_new) forbid(scores, rules.eos);
  if (rules.forced_bos && length == 1) force(scores, {*rules.forced_bos});
  if (!rules.forced_eos.empty() && length == search.max_new) force(scores, rules.forced_eos);
  if (rules.remove_invalid) scores = without_invalid(scores);
  if (rules.end_pressure) press_for_the_end(scores, rules.eos, *rules.end_pressure, length - 1);
  forbid(scores, rules.suppressed);
  const std::int64_t first = rules.forced_bos ? 2 : 1;
  if (length == first) forbid(scores, rules.suppressed_first);
  return rules.renormalize ? at::log_softmax(scores, -1) : scores;
}

}  // namespace headlight::models
