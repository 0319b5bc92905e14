// generation_config.json, and what its fields do to the scores of the next token
// (meanings as in transformers' GenerationConfig and its logits processors).
#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/models/generation.h"

namespace headlight::models {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();
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
    const auto prefix = static_cast<std::ptrdiff_t>(word.size()) - 1;
    if (prefix > static_cast<std::ptrdiff_t>(sequence.size())) continue;
    if (std::equal(word.begin(), word.begin() + prefix, sequence.end() - prefix)) banned.push_back(word.back());
  }
  return banned;
}

// The rules that depend on each sequence's own tokens.
void apply_history(at::Tensor row, const TokenIds& sequence, const GenerationRules& rules, const Search& search) {
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

void check_penalties(const io::Fields& config, const GenerationRules& rules) {
  if (!(rules.repetition_penalty > 0)) throw Failure{config.wrong("repetition_penalty", "a number > 0")};
  if (!std::isfinite(rules.length_penalty)) throw Failure{config.wrong("length_penalty", "a finite number")};
}

}  // namespace

GenerationRules read_rules(const io::Fields& config, std::int64_t vocabulary) {
  GenerationRules rules;
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
  rules.early_stopping = early_stopping_of(config);
  rules.renormalize = config.flag_or("renormalize_logits", false);
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
  forbid(scores, rules.suppressed);
  const std::int64_t first = rules.forced_bos ? 2 : 1;
  if (length == first) forbid(scores, rules.suppressed_first);
  return rules.renormalize ? at::log_softmax(scores, -1) : scores;
}

}  // namespace headlight::models
