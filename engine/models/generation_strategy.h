// What generation_config.json says of the strategy and the length, which the caller decides: read to say where a run
// differs from what the folder asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/io/json_file.h"

namespace headlight::models {

struct GenerationStrategy {
  bool samples = false;                // do_sample
  std::int64_t beams = 1, groups = 1;  // num_beams, num_beam_groups
  std::optional<std::int64_t> longest; // most tokens after the start token: max_new_tokens, else max_length − 1
  std::string longest_field;
  bool timed = false;                  // max_time
  std::optional<Error> greedy_refusal; // contrastive and DoLa decoding, which replace a greedy search
  std::optional<Error> beams_refusal;  // diverse beams, which replace a beam search
};

// Throws Failure for a field of a wrong type or of an impossible value: every field that transformers 5.23 knows and
// generation_rules.cpp does not read itself.
[[nodiscard]] GenerationStrategy read_strategy(const io::Fields& config);

struct Searched {
  std::int64_t beams = 1, max_new = 0, made = 0;  // 1 beam: what a run that does not say has
  bool ended = false;                             // by an end token, not by max_new
  bool chosen_length = false;                     // max_new is not what a run that does not say has
};
// What a search did otherwise without having been told to, in one line; empty for nothing.
[[nodiscard]] std::string unlike(const GenerationStrategy& strategy, const Searched& searched);

}  // namespace headlight::models
