#include "engine/text/encoding.h"

#include <optional>

#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Code points by byte position.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) {
    numbers_.reserve(text.size());
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < text.size(); ++number) {
      const std::size_t length = sequence_length(text[at]);
      numbers_.insert(numbers_.end(), length, number);
      at += length;
    }
  }

  // As the reference counts: a range that starts behind the text keeps its bytes.
  [[nodiscard]] std::array<std::int64_t, 2> range(Span span) const {
    const auto begin = at(span.begin);
    if (!begin) return {static_cast<std::int64_t>(span.begin), static_cast<std::int64_t>(span.end)};
    if (const auto end = at(span.end)) return {*begin, *end};
    return {*begin, at(span.end - 1).value_or(*begin + 1) + 1};
  }

 private:
  [[nodiscard]] std::optional<std::int64_t> at(std::size_t byte) const {
    if (byte >= numbers_.size()) return std::nullopt;
    return numbers_[byte];
  }
  std::vector<std::uint32_t> numbers_;
};

template <typename Value>
void append(std::vector<Value>& to, std::vector<Value>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void add_special(Encoding& encoding, const SpecialToken& token) {
  encoding.ids.push_back(token.id);
  encoding.type_ids.push_back(token.type_id);
  encoding.tokens.push_back(token.token);
  encoding.offsets.push_back({0, 0});
  encoding.special.push_back(1);
  encoding.words.push_back(-1);
  encoding.sequence.push_back(-1);
}

Encoding joined(std::vector<Encoding> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Encoding whole;
  for (Encoding& part : parts) {
    append(whole.ids, part.ids);
    append(whole.type_ids, part.type_ids);
    append(whole.tokens, part.tokens);
    append(whole.offsets, part.offsets);
    append(whole.special, part.special);
    append(whole.words, part.words);
    append(whole.sequence, part.sequence);
  }
  return whole;
}

Encoding encoding_of(const Words& words, std::string_view original, std::int64_t sequence) {
  const CodePoints points(original);
  Encoding encoding;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const NormalizedString& text = words[i].text;
    for (const Token& token : *words[i].tokens) {
      Span span = token.span;
      if (const auto found = text.to_original(span))
        span = {text.original().begin + found->begin, text.original().begin + found->end};
      encoding.ids.push_back(token.id);
      encoding.tokens.push_back(token.value);
      encoding.offsets.push_back(points.range(span));
      encoding.words.push_back(static_cast<std::int64_t>(i));
    }
  }
  encoding.type_ids.assign(encoding.ids.size(), sequence);
  encoding.special.assign(encoding.ids.size(), 0);
  encoding.sequence.assign(encoding.ids.size(), sequence);
  return encoding;
}

}  // namespace headlight::text
