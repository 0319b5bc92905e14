#include "engine/views/token_patterns.h"

#include <algorithm>
#include <map>
#include <string>

namespace headlight::views {
namespace {

// Letters and digits of every script, roughly: what is no ASCII sign, general or CJK punctuation, full-width sign or
// mark that tokenizers put before a word or within one.
bool is_sign(char32_t c) {
  if (c < 0x80) return !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
  return (c >= 0xA0 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0x2581 ||
         (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFE30 && c <= 0xFE6F);
}

std::vector<char32_t> code_points(const std::string& text) {
  std::vector<char32_t> points;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if ((byte & 0xC0U) == 0x80U) {
      if (!points.empty()) points.back() = (points.back() << 6U) | (byte & 0x3FU);
    } else {
      const auto kept = byte < 0x80U ? byte : byte & (byte >= 0xF0U ? 0x07U : byte >= 0xE0U ? 0x0FU : 0x1FU);
      points.push_back(kept);
    }
  }
  return points;
}

bool is_punctuation(const std::string& label) {
  const auto points = code_points(label);
  return !points.empty() && std::all_of(points.begin(), points.end(), is_sign);
}

bool ends_sentence(const std::string& label) {
  const auto points = code_points(label);
  return is_punctuation(label) && std::any_of(points.begin(), points.end(), [](char32_t c) {
           return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
         });
}

std::vector<std::int64_t> tokens_of(const Axis& axis, std::int64_t size) {
  if (static_cast<std::int64_t>(axis.ids.size()) == size) return axis.ids;
  std::map<std::string, std::int64_t> numbers;
  std::vector<std::int64_t> tokens;
  for (std::int64_t i = 0; i < size; ++i)
    tokens.push_back(numbers.emplace(axis.labels[static_cast<std::size_t>(i)], numbers.size()).first->second);
  return tokens;
}

// Special tokens belong to the sentence before them; every text of a pair starts a new one.
std::vector<std::int64_t> sentences_of(const Axis& axis, std::int64_t size) {
  std::vector<std::int64_t> sentences;
  std::int64_t number = 0, text = 0;
  bool ended = false;
  for (std::int64_t i = 0; i < size; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const auto own = at < axis.sequence.size() ? axis.sequence[at] : 0;
    const bool special = at < axis.special.size() && axis.special[at] != 0;
    if (!special && (ended || own != text)) ++number;
    if (!special) {
      text = own;
      ended = ends_sentence(axis.label(i));
    }
    sentences.push_back(number);
  }
  return sentences;
}

std::vector<std::int64_t> without(std::vector<std::int64_t> places, std::int64_t query) {
  places.erase(std::remove(places.begin(), places.end(), query), places.end());
  return places;
}

std::vector<std::int64_t> one(std::int64_t key, std::int64_t size) {
  if (key < 0 || key >= size) return {};
  return {key};
}

}  // namespace

TokenPatterns::TokenPatterns(const Axis& axis) : axis_(axis), size_(axis.size()), offsets_(2 * size_ - 1) {
  if (axis.kind != AxisKind::tokens) {
    const auto fixed = size_ - axis.cells();
    offsets_ = (2 * axis.grid[0] - 1) * (2 * axis.grid[1] - 1) + fixed;
    return;
  }
  token_ = tokens_of(axis, size_);
  block_ = sentences_of(axis, size_);
  for (std::int64_t i = 0; i < size_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    places_[token_[at]].push_back(i);
    of_block_[block_[at]].push_back(i);
    if (at < axis.words.size() && axis.words[at] >= 0) of_word_[axis.words[at]].push_back(i);
    const bool special = at < axis.special.size() && axis.special[at] != 0;
    if (i > 0 && (special || is_punctuation(axis.label(i)))) delimiters_.push_back(i);
  }
}

std::vector<std::int64_t> TokenPatterns::copies(std::int64_t query) const {
  return without(places_.at(token_[static_cast<std::size_t>(query)]), query);
}

std::vector<std::int64_t> TokenPatterns::after_copies(std::int64_t query) const {
  std::vector<std::int64_t> keys;
  for (const auto place : places_.at(token_[static_cast<std::size_t>(query)]))
    if (place < query && place + 1 != query) keys.push_back(place + 1);
  return keys;
}

std::vector<std::int64_t> TokenPatterns::keys(Pattern pattern, std::int64_t query) const {
  const auto at = static_cast<std::size_t>(query);
  switch (pattern) {
    case Pattern::self:
      return {query};
    case Pattern::previous:
      return one(query - 1, size_);
    case Pattern::next:
      return one(query + 1, size_);
    case Pattern::first:
      return {0};
    default:
      break;
  }
  if (token_.empty()) return {};
  switch (pattern) {
    case Pattern::delimiter:
      return delimiters_;
    case Pattern::word: {
      const auto word = at < axis_.words.size() ? axis_.words[at] : -1;
      return word < 0 ? std::vector<std::int64_t>{} : without(of_word_.at(word), query);
    }
    case Pattern::copy:
      return copies(query);
    case Pattern::induction:
      return after_copies(query);
    case Pattern::block:
      return of_block_.at(block_[at]);
    default:
      return {};
  }
}

std::int64_t TokenPatterns::offset(std::int64_t query, std::int64_t key) const {
  if (axis_.kind == AxisKind::tokens) return key - query + size_ - 1;
  const auto grid = (2 * axis_.grid[0] - 1) * (2 * axis_.grid[1] - 1);
  if (!axis_.is_cell(query)) return -1;
  if (!axis_.is_cell(key)) return grid + (key < axis_.leading ? key : key - axis_.cells());
  const auto from = axis_.cell(query), to = axis_.cell(key);
  return (to.row - from.row + axis_.grid[0] - 1) * (2 * axis_.grid[1] - 1) + to.column - from.column + axis_.grid[1] -
         1;
}

}  // namespace headlight::views
