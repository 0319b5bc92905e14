#include "engine/text/models/model.h"
#include "engine/text/models/vocabulary.h"

namespace headlight::text {
namespace {

class WordLevel final : public Model {
 public:
  explicit WordLevel(const JsonNode& node) : vocabulary_(node.at("vocab")), unknown_(node.at("unk_token").text()) {}

  std::vector<Token> tokenize(std::string_view word) const override {
    if (const auto known = vocabulary_.id(word)) return {{*known, std::string(word), {0, word.size()}}};
    return {{vocabulary_.required(unknown_), unknown_, {0, word.size()}}};
  }
  std::optional<std::int64_t> id(std::string_view token) const override { return vocabulary_.id(token); }
  std::optional<std::string> token(std::int64_t id) const override {
    const auto* found = vocabulary_.token(id);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  std::optional<std::int64_t> unknown() const override { return vocabulary_.id(unknown_); }
  std::int64_t size() const override { return vocabulary_.size(); }

 private:
  Vocabulary vocabulary_;
  std::string unknown_;
};

}  // namespace

std::unique_ptr<const Model> make_word_level(const JsonNode& node) { return std::make_unique<const WordLevel>(node); }

}  // namespace headlight::text
