// Putting encodings together.
#pragma once

#include <string>
#include <vector>

#include "engine/text/pre_tokenizers.h"
#include "engine/text/tokenizer.h"

namespace headlight::text {

struct SpecialToken {
  std::string token;
  std::int64_t id = 0;
  std::int64_t type_id = 0;
};

void add_special(Encoding& encoding, const SpecialToken& token);

// The parts one after the other.
[[nodiscard]] Encoding joined(std::vector<Encoding> parts);

// The tokens of words, with offsets in code points of `original`.
[[nodiscard]] Encoding encoding_of(const Words& words, std::string_view original, std::int64_t sequence);

}  // namespace headlight::text
