// SentencePiece's compiled character rules: a double-array trie from UTF-8 to replacement texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/json_node.h"
#include "engine/text/normalized_string.h"

namespace headlight::text {

class Precompiled {
 public:
  // `blob`: byte length of the trie (little-endian), its units, zero-terminated replacement texts.
  // Throws Failure when it is not that.
  explicit Precompiled(std::string_view blob);

  void apply(NormalizedString& text) const;

 private:
  // The replacement of the shortest prefix of `part` that has one, which the reference puts in place of all of it.
  [[nodiscard]] std::optional<std::string_view> replacement(std::string_view part) const;
  bool add_replaced(std::string_view part, std::vector<Change>& changes) const;

  std::vector<std::uint32_t> units_;
  std::string texts_;
};

Precompiled read_charsmap(const JsonNode& node);  // base64

}  // namespace headlight::text
