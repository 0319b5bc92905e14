// tokenizer.json's "pre_tokenizer": cutting the text into words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/text/json_node.h"
#include "engine/text/normalized_string.h"

namespace headlight::text {

struct Token {
  std::int64_t id = 0;
  std::string value;
  Span span;  // bytes of the word's normalized text
};

// A word, or an added token (which has its token already and is left alone).
struct Word {
  NormalizedString text;
  std::optional<std::vector<Token>> tokens;
};
using Words = std::vector<Word>;

class PreTokenizer {
 public:
  virtual ~PreTokenizer() = default;
  virtual void cut(Words& words) const = 0;
};

// Replaces every word without tokens by what `cut` makes of it; empty words vanish.
template <typename Cut>
void recut(Words& words, Cut cut) {
  Words out;
  out.reserve(words.size());
  for (Word& word : words) {
    if (word.tokens) {
      out.push_back(std::move(word));
      continue;
    }
    for (NormalizedString& part : cut(word.text))
      if (!part.empty()) out.push_back({std::move(part), std::nullopt});
  }
  words = std::move(out);
}

// Null for null. Throws Failure for anything the reference would not load.
std::unique_ptr<const PreTokenizer> make_pre_tokenizer(const JsonNode& node);

// "removed", "isolated", … as tokenizer.json spells them.
SplitBehavior split_behavior(const JsonNode& node);

// Metaspace's settings, which its decoder shares.
struct Metaspace {
  enum class Prepend { first, never, always };
  explicit Metaspace(const JsonNode& node);
  char32_t replacement;
  Prepend prepend = Prepend::always;
  bool split;
};

}  // namespace headlight::text
