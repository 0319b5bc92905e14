// Text generation with an encoder–decoder: greedy and beam search, token for token as transformers' generate().
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/io/json_file.h"

namespace headlight::models {

using TokenIds = std::vector<std::int64_t>;

enum class EarlyStopping { no, yes, never };

// The fields of generation_config.json (or config.json) that change what is generated, with transformers' defaults.
// Sampling is not done: do_sample and its temperatures are not read. Neither are lengths at most: the caller says.
struct GenerationRules {
  std::optional<std::int64_t> start;  // decoder_start_token_id, else bos_token_id
  TokenIds eos;                       // any of them ends a sequence
  std::optional<std::int64_t> forced_bos;
  TokenIds forced_eos;                // forced at the longest length
  std::vector<TokenIds> bad_words;    // never generated; eos alone is not counted among them
  TokenIds suppressed, suppressed_first;
  std::int64_t no_repeat_ngram = 0, encoder_no_repeat_ngram = 0;
  std::int64_t min_length = 0, min_new = 0;
  double length_penalty = 1, repetition_penalty = 1;
  EarlyStopping early_stopping = EarlyStopping::no;
  bool renormalize = false;
};

// `vocabulary`: of the decoder. Ids outside it end, suppress and start nothing; where a rule would have to write one
// (forced and bad words) that is an error, as are wrong types. Throws Failure.
GenerationRules read_rules(const io::Fields& config, std::int64_t vocabulary);

// One step of a decoder with a cache, for a batch of sequences that are extended together.
class StepDecoder {
 public:
  virtual ~StepDecoder() = default;
  // Feeds one token a sequence, int64 [sequences]; returns logits float32 [sequences, vocabulary].
  virtual at::Tensor next(const at::Tensor& tokens) = 0;
  // Sequence i goes on from where sequence rows[i] was.
  virtual void reorder(const at::Tensor& rows) = 0;
};

struct Search {
  TokenIds source;             // the encoder's ids, for encoder_no_repeat_ngram_size
  std::int64_t max_new = 64;   // most tokens after the start token, ≥ 1
  std::int64_t beams = 1;      // the step decoder's number of sequences
  std::stop_token stop;        // asked at every step; throws Failure{cancelled()}
  std::function<void(double)> progress;
};

// The start token and what follows it, eos included where it was produced.
TokenIds generate(StepDecoder& decoder, const GenerationRules& rules, const Search& search);

// Scores [sequences, vocabulary] after the rules for sequences of equal length (start token included).
// Both searches use it; the rule for the longest length counts search.max_new after the start token.
at::Tensor apply_rules(at::Tensor scores, const std::vector<TokenIds>& sequences, const GenerationRules& rules,
                       const Search& search);

}  // namespace headlight::models
