#include "engine/text/models/model.h"
#include "engine/text/models/trie.h"
#include "engine/text/models/vocabulary.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Greedy longest match first; a word with any unknown rest, or too long a word, is one unknown token.
class WordPiece final : public Model {
 public:
  explicit WordPiece(const JsonNode& node)
      : vocabulary_(node.at("vocab")),
        unknown_(node.at("unk_token").text()),
        prefix_(node.at("continuing_subword_prefix").text()),
        longest_(static_cast<std::size_t>(node.at("max_input_chars_per_word").integer(0, std::int64_t{1} << 53))) {
    std::vector<std::pair<std::string_view, std::int64_t>> whole, continuing;
    for (const auto& [token, id] : vocabulary_.ids()) {
      whole.emplace_back(token, id);
      if (token.starts_with(prefix_)) continuing.emplace_back(std::string_view(token).substr(prefix_.size()), id);
    }
    begins_ = Trie(std::move(whole));
    continues_ = Trie(std::move(continuing));
  }

  std::vector<Token> tokenize(std::string_view word) const override {
    std::vector<Token> tokens;
    if (count_points(word) > longest_) return unknown_word(word);
    for (std::size_t at = 0; at < word.size();) {
      const auto found = (at == 0 ? begins_ : continues_).longest_prefix(word.substr(at));
      if (!found) return unknown_word(word);
      std::string value = (at == 0 ? "" : prefix_) + std::string(word.substr(at, found->length));
      tokens.push_back({found->value, std::move(value), {at, at + found->length}});
      at += found->length;
    }
    return tokens;
  }
  std::optional<std::int64_t> id(std::string_view token) const override { return vocabulary_.id(token); }
  std::optional<std::string> token(std::int64_t id) const override {
    const auto* found = vocabulary_.token(id);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  std::optional<std::int64_t> unknown() const override { return vocabulary_.id(unknown_); }
  std::int64_t size() const override { return vocabulary_.size(); }

 private:
  std::vector<Token> unknown_word(std::string_view word) const {
    return {{vocabulary_.required(unknown_), unknown_, {0, word.size()}}};
  }

  Vocabulary vocabulary_;
  std::string unknown_, prefix_;
  std::size_t longest_;  // characters
  Trie begins_, continues_;
};

}  // namespace

std::unique_ptr<const Model> make_word_piece(const JsonNode& node) { return std::make_unique<const WordPiece>(node); }

}  // namespace headlight::text
