// tokenizer.json's "model": from a word to tokens.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/json_node.h"
#include "engine/text/pre_tokenizers.h"

namespace headlight::text {

class Model {
 public:
  virtual ~Model() = default;
  // Spans are bytes of `word`. Throws Failure where the reference fails: an unknown piece without unknown token.
  [[nodiscard]] virtual std::vector<Token> tokenize(std::string_view word) const = 0;
  [[nodiscard]] virtual std::optional<std::int64_t> id(std::string_view token) const = 0;
  [[nodiscard]] virtual std::optional<std::string> token(std::int64_t id) const = 0;
  // The token of pieces that the vocabulary does not have; none where there is no such token.
  [[nodiscard]] virtual std::optional<std::int64_t> unknown() const = 0;
  // Number of tokens; the first free id for added ones.
  [[nodiscard]] virtual std::int64_t size() const = 0;
};

std::unique_ptr<const Model> make_model(const JsonNode& node);

std::unique_ptr<const Model> make_word_piece(const JsonNode& node);
std::unique_ptr<const Model> make_word_level(const JsonNode& node);
std::unique_ptr<const Model> make_byte_pair(const JsonNode& node);
std::unique_ptr<const Model> make_unigram(const JsonNode& node);

}  // namespace headlight::text
