#include "engine/text/added_tokens.h"

#include <algorithm>

#include "engine/text/unicode/properties.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Longer contents would make the search through a text quadratic.
constexpr std::size_t longest_content = 4096;

AddedToken read_token(const JsonNode& node) {
  AddedToken token;
  static_cast<void>(node.at("id").id());  // checked, not used: ids follow from the model
  token.content = node.at("content").text();
  token.single_word = node.at("single_word").flag();
  token.lstrip = node.at("lstrip").flag();
  token.rstrip = node.at("rstrip").flag();
  token.normalized = node.at("normalized").flag();
  token.special = node.at("special").flag();
  if (token.content.size() > longest_content)
    throw node.at("content").wrong("at most " + std::to_string(longest_content) + " bytes");
  return token;
}

bool word_ends_at(std::string_view text, std::size_t position) {
  if (position == 0) return false;
  std::size_t at = previous_start(text, position);
  return has(next_point(text, at), Property::word);
}

bool word_starts_at(std::string_view text, std::size_t position) {
  return position < text.size() && has(next_point(text, position), Property::word);
}

std::size_t space_before(std::string_view text, std::size_t position) {
  while (position > 0) {
    const std::size_t start = previous_start(text, position);
    std::size_t at = start;
    if (!is_white_space(next_point(text, at))) break;
    position = start;
  }
  return position;
}

std::size_t space_behind(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    std::size_t at = position;
    if (!is_white_space(next_point(text, at))) break;
    position = at;
  }
  return position;
}

}  // namespace

AddedTokens::AddedTokens(const JsonNode& node, const Model& model, const Normalizer* normalizer)
    : next_id_(model.size()) {
  if (!node.is_null())
    for (const JsonNode& item : node.items()) add(read_token(item), model, normalizer);
  raw_ = patterns(false);
  normalized_ = patterns(true);
}

void AddedTokens::add(const AddedToken& token, const Model& model, const Normalizer* normalizer) {
  if (token.content.empty()) return;
  std::optional<std::int64_t> known = id(token.content);
  if (!known) known = model.id(token.content);
  const std::int64_t assigned = known ? *known : next_id_++;
  std::string pattern = token.content;
  if (token.normalized && normalizer != nullptr) {
    NormalizedString text(token.content);
    normalizer->normalize(text);
    pattern = text.text();
  }
  ids_.insert_or_assign(token.content, assigned);
  if (token.special) special_.insert_or_assign(token.content, true);
  entries_.insert_or_assign(assigned, Entry{token, std::move(pattern)});
}

Trie AddedTokens::patterns(bool normalized) const {
  std::vector<std::pair<std::string_view, std::int64_t>> found;
  for (const auto& [id, entry] : entries_)
    if (entry.token.normalized == normalized) found.emplace_back(entry.pattern, id);
  std::sort(found.begin(), found.end());
  return Trie(std::move(found));
}

std::optional<std::int64_t> AddedTokens::id(std::string_view token) const {
  const auto found = ids_.find(token);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const std::string* AddedTokens::token(std::int64_t id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second.pattern;
}

// Where the tokens of a text lie, in order. A token may begin inside the white space that the one before took.
std::vector<AddedTokens::Found> AddedTokens::find(const Trie& trie, std::string_view text) const {
  std::vector<Found> found;
  std::size_t covered = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto match = trie.longest_prefix(text.substr(at));
    if (!match) {
      at += sequence_length(text[at]);
      continue;
    }
    Span span{at, at + match->length};
    at = span.end;
    const AddedToken& token = entries_.at(match->value).token;
    if (token.single_word && (word_ends_at(text, span.begin) || word_starts_at(text, span.end))) continue;
    if (token.lstrip) span.begin = std::max(space_before(text, span.begin), covered);
    if (token.rstrip) span.end = space_behind(text, span.end);
    found.push_back({span, match->value});
    covered = span.end;
  }
  return found;
}

void AddedTokens::cut_by(const Trie& trie, Words& words) const {
  Words out;
  for (Word& word : words) {
    if (word.tokens) {
      out.push_back(std::move(word));
      continue;
    }
    const std::string& text = word.text.text();
    const auto found = trie.empty() ? std::vector<Found>{} : find(trie, text);
    if (found.empty()) {
      if (!text.empty()) out.push_back(std::move(word));
      continue;
    }
    std::size_t covered = 0;
    for (const auto& [span, id] : found) {
      if (covered < span.begin) out.push_back({word.text.slice({covered, span.begin}), std::nullopt});
      std::string value = text.substr(span.begin, span.end - span.begin);
      const std::size_t length = value.size();
      out.push_back({word.text.slice(span), std::vector<Token>{{id, std::move(value), {0, length}}}});
      covered = span.end;
    }
    if (covered < text.size()) out.push_back({word.text.slice({covered, text.size()}), std::nullopt});
  }
  words = std::move(out);
}

Words AddedTokens::cut(std::string_view text, const Normalizer* normalizer) const {
  Words words;
  words.push_back({NormalizedString(text), std::nullopt});
  cut_by(raw_, words);
  if (normalizer != nullptr)
    for (Word& word : words)
      if (!word.tokens) normalizer->normalize(word.text);
  cut_by(normalized_, words);
  return words;
}

}  // namespace headlight::text
