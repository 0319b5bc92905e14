// Texts of any length for models that take so many tokens: too long a text is refused without reading all of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/api/trace_info.h"
#include "engine/text/tokenizer.h"

namespace headlight::session {

struct TextLimit {
  std::int64_t most = 0;   // tokens, the special ones among them; 0: any number
  std::string text, pair;  // the options that the sentences came by, for the line of an error
};

// Most tokens that a model can be given: its own limit; where it has none, 2^20 or what the memory of `free` bytes
// (−1: unknown) takes, whichever is less.
[[nodiscard]] std::int64_t most_tokens(const ModelInfo& info, std::int64_t free);

// As tokenizer.encode. A text that certainly has more tokens is refused after work that grows with limit.most only.
Result<text::Encoding> encode_within(const text::Tokenizer& tokenizer, std::string_view text,
                                     std::optional<std::string_view> pair, const TextLimit& limit);

}  // namespace headlight::session
