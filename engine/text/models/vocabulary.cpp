#include "engine/text/models/vocabulary.h"

namespace headlight::text {

Vocabulary::Vocabulary(const JsonNode& node) {
  ids_.reserve(node.size());
  tokens_.reserve(node.size());
  node.each_member([this](const std::string& token, const JsonNode& value) {
    const std::int64_t id = value.id();
    ids_.insert_or_assign(token, id);
    tokens_.insert_or_assign(id, token);
  });
}

std::optional<std::int64_t> Vocabulary::id(std::string_view token) const {
  const auto found = ids_.find(token);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t Vocabulary::required(std::string_view token) const {
  const auto found = id(token);
  if (!found) throw Failure{unusable("text cannot be tokenized", "vocabulary", "no token " + std::string(token))};
  return *found;
}

const std::string* Vocabulary::token(std::int64_t id) const {
  const auto found = tokens_.find(id);
  return found == tokens_.end() ? nullptr : &found->second;
}

}  // namespace headlight::text
