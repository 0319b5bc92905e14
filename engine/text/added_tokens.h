// Tokens that are cut out of a text before anything else happens to it: "[MASK]", "<s>", a user's own.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/text/models/model.h"
#include "engine/text/models/trie.h"
#include "engine/text/models/vocabulary.h"
#include "engine/text/normalizers.h"

namespace headlight::text {

struct AddedToken {
  std::string content;
  bool single_word = false;  // only between characters that are not of a word
  bool lstrip = false;       // takes the white space before it
  bool rstrip = false;       // … behind it
  bool normalized = false;   // looked for after normalization
  bool special = false;
};

class AddedTokens {
 public:
  // `node`: the file's list, may be null. Ids are the model's, or follow its last one. `normalizer` may be null.
  AddedTokens(const JsonNode& node, const Model& model, const Normalizer* normalizer);

  // The words that the pre-tokenizer gets: normalized text between added tokens.
  [[nodiscard]] Words cut(std::string_view text, const Normalizer* normalizer) const;

  [[nodiscard]] std::optional<std::int64_t> id(std::string_view token) const;
  // As the reference spells it: normalized where the token is looked for in normalized text.
  [[nodiscard]] const std::string* token(std::int64_t id) const;  // null for an unknown id
  [[nodiscard]] bool is_special(std::string_view token) const { return special_.contains(token); }
  [[nodiscard]] const StringMap<std::int64_t>& ids() const { return ids_; }

 private:
  struct Entry {
    AddedToken token;
    std::string pattern;  // what is looked for
  };
  struct Found {
    Span span;
    std::int64_t id;
  };

  void add(const AddedToken& token, const Model& model, const Normalizer* normalizer);
  [[nodiscard]] Trie patterns(bool normalized) const;
  [[nodiscard]] std::vector<Found> find(const Trie& trie, std::string_view text) const;
  void cut_by(const Trie& trie, Words& words) const;

  StringMap<std::int64_t> ids_;
  std::unordered_map<std::int64_t, Entry> entries_;
  StringMap<bool> special_;
  std::int64_t next_id_ = 0;
  Trie raw_, normalized_;
};

}  // namespace headlight::text
