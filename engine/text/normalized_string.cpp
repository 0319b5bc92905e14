#include "engine/text/normalized_string.h"

#include <algorithm>

#include "engine/api/result.h"
#include "engine/text/byte_level.h"
#include "engine/text/unicode/properties.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Normalizers of a hostile file could let a text grow without end.
constexpr std::size_t longest_normalized = std::size_t{256} << 20;  // bytes; positions inside are 32 bits wide

void check_length(std::size_t length) {
  if (length > longest_normalized)
    throw Failure{unusable("normalized text too long", "normalizer", "more than " + std::to_string(longest_normalized) +
                                                                         " bytes")};
}

// Joins neighbouring pieces into the ranges that a behavior asks for; `joins(match, previous match)`.
template <typename Joins>
std::vector<Piece> joined(const std::vector<Piece>& pieces, Joins joins) {
  std::vector<Piece> out;
  bool previous = false;
  for (const Piece& piece : pieces) {
    if (!out.empty() && joins(piece.match, previous))
      out.back().span = {std::min(out.back().span.begin, piece.span.begin),
                         std::max(out.back().span.end, piece.span.end)};
    else
      out.push_back({piece.span, false});
    previous = piece.match;
  }
  return out;
}

std::vector<Piece> arranged(std::vector<Piece> pieces, SplitBehavior behavior) {
  const auto starts_match = [](bool match, bool previous) { return match && !previous; };
  switch (behavior) {
    case SplitBehavior::removed: return pieces;
    case SplitBehavior::isolated:
      for (Piece& piece : pieces) piece.match = false;
      return pieces;
    case SplitBehavior::contiguous: return joined(pieces, [](bool match, bool previous) { return match == previous; });
    case SplitBehavior::merged_with_previous: return joined(pieces, starts_match);
    case SplitBehavior::merged_with_next: break;
  }
  std::reverse(pieces.begin(), pieces.end());
  pieces = joined(pieces, starts_match);
  std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

}  // namespace

NormalizedString::NormalizedString(std::string_view original)
    : text_(original), original_length_(original.size()) {
  origins_.reserve(text_.size());
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = std::min(at + sequence_length(text_[at]), text_.size());
    const Origin origin{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    for (; at < end; ++at) origins_.push_back(origin);
  }
}

NormalizedString::Origin NormalizedString::origin(std::size_t index) const {
  if (origins_.empty()) return {0, 0};
  return origins_[std::min(index, origins_.size() - 1)];
}

std::optional<Span> NormalizedString::to_original(Span range) const {
  if (range.begin == range.end) return range;
  if (range.begin > range.end || range.end > origins_.size()) return std::nullopt;
  return Span{origins_[range.begin].begin, origins_[range.end - 1].end};
}

// Characters put before the first original one have no width there and stay out.
Span NormalizedString::with_original() const {
  if (original_length_ == 0) return {0, 0};
  std::optional<std::size_t> begin;
  std::size_t end = 0;
  for (std::size_t i = 0; i < origins_.size() && origins_[i].end <= original_length_; ++i) {
    if (!begin && origins_[i].begin != origins_[i].end) begin = i;
    end = i + 1;
  }
  return {begin.value_or(end), end};
}

void NormalizedString::transform(const std::vector<Change>& changes, std::size_t removed) {
  transform_range(with_original(), changes, removed);
}

void NormalizedString::transform_range(Span range, const std::vector<Change>& changes, std::size_t removed) {
  std::string text;
  std::vector<Origin> origins;
  text.reserve(range.end - range.begin);
  origins.reserve(range.end - range.begin);
  std::size_t at = range.begin;
  const auto skip = [&](std::size_t characters) {
    for (; characters > 0 && at < range.end; --characters)
      at = std::min(at + sequence_length(text_[at]), range.end);
  };
  skip(removed);
  for (const Change& change : changes) {
    const bool inserted = change.change > 0;
    const Origin from = !inserted ? origin(at) : at == 0 ? Origin{0, 0} : origin(at - 1);
    if (!inserted) skip(1 + static_cast<std::size_t>(-change.change));
    append(text, change.point);
    check_length(text.size());
    origins.resize(text.size(), from);
  }
  const auto begin = static_cast<std::ptrdiff_t>(range.begin), end = static_cast<std::ptrdiff_t>(range.end);
  if (range.begin == 0 && range.end == text_.size()) {
    text_ = std::move(text);
    origins_ = std::move(origins);
    return;
  }
  check_length(text_.size() + text.size());
  text_.replace(range.begin, range.end - range.begin, text);
  origins_.erase(origins_.begin() + begin, origins_.begin() + end);
  origins_.insert(origins_.begin() + begin, origins.begin(), origins.end());
}

void NormalizedString::filter(const std::function<bool(char32_t)>& keep) {
  std::vector<Change> changes;
  changes.reserve(text_.size());
  std::size_t removed = 0;
  for (std::size_t at = 0; at < text_.size();) {
    const char32_t point = next_point(text_, at);
    if (keep(point))
      changes.push_back({point, 0});
    else if (changes.empty())
      ++removed;
    else
      --changes.back().change;
  }
  // A text of which nothing is left has no character that could carry the count.
  transform(changes, changes.empty() ? 0 : removed);
}

void NormalizedString::map(const std::function<char32_t(char32_t)>& mapped) {
  std::vector<Change> changes;
  changes.reserve(text_.size());
  for (std::size_t at = 0; at < text_.size();) changes.push_back({mapped(next_point(text_, at)), 0});
  transform(changes);
}

void NormalizedString::lowercase() {
  std::vector<Change> changes;
  changes.reserve(text_.size());
  for (std::size_t at = 0; at < text_.size();) {
    const char32_t point = next_point(text_, at);
    const auto lower = lower_case(point);
    if (lower.empty()) changes.push_back({point, 0});
    for (std::size_t i = 0; i < lower.size(); ++i) changes.push_back({lower[i], i > 0});
  }
  transform(changes);
}

void NormalizedString::prepend(std::string_view prefix) {
  if (text_.empty()) return;
  std::size_t first_end = 0;
  const char32_t first = next_point(text_, first_end);
  std::vector<Change> changes;
  for (std::size_t at = 0; at < prefix.size();) changes.push_back({next_point(prefix, at), !changes.empty()});
  changes.push_back({first, 1});
  transform_range({0, first_end}, changes, 0);
}

void NormalizedString::strip(bool left, bool right) {
  const std::u32string points = points_of(text_);
  std::size_t begin = 0, end = points.size();
  while (left && begin < points.size() && is_white_space(points[begin])) ++begin;
  while (right && end > 0 && is_white_space(points[end - 1])) --end;
  if (begin == 0 && end == points.size()) return;
  std::vector<Change> changes;
  for (std::size_t i = begin; i < end; ++i) changes.push_back({points[i], 0});
  transform(changes, begin);
}

void NormalizedString::replace(const std::vector<Piece>& pieces, std::string_view content) {
  std::string text;
  std::vector<Origin> origins;
  text.reserve(text_.size());
  origins.reserve(text_.size());
  for (const auto& [span, match] : pieces) {
    if (match) {
      check_length(text.size() + content.size());
      text += content;
      origins.resize(text.size(), span.end == 0 ? Origin{0, 0} : origin(span.end - 1));
    } else {
      text.append(text_, span.begin, span.end - span.begin);
      origins.insert(origins.end(), origins_.begin() + static_cast<std::ptrdiff_t>(span.begin),
                     origins_.begin() + static_cast<std::ptrdiff_t>(span.end));
    }
  }
  text_ = std::move(text);
  origins_ = std::move(origins);
}

void NormalizedString::to_byte_characters() {
  std::vector<Change> changes;
  changes.reserve(text_.size());
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = std::min(at + sequence_length(text_[at]), text_.size());
    for (std::size_t i = at; i < end; ++i) changes.push_back({byte_character(text_[i]), i > at});
    at = end;
  }
  transform(changes);
}

NormalizedString NormalizedString::slice(Span range) const {
  NormalizedString part;
  range.end = std::min(range.end, text_.size());
  range.begin = std::min(range.begin, range.end);
  const Span original = to_original(range).value_or(Span{});
  part.text_ = text_.substr(range.begin, range.end - range.begin);
  part.origins_.reserve(part.text_.size());
  const auto moved = static_cast<std::uint32_t>(original.begin);
  for (std::size_t i = range.begin; i < range.end; ++i)
    part.origins_.push_back({origins_[i].begin - moved, origins_[i].end - moved});
  part.shift_ = shift_ + original.begin;
  if (original.begin <= original.end && original.end <= original_length_)
    part.original_length_ = original.end - original.begin;
  return part;
}

std::vector<NormalizedString> NormalizedString::split(std::vector<Piece> pieces, SplitBehavior behavior) const {
  std::vector<NormalizedString> out;
  for (const Piece& piece : arranged(std::move(pieces), behavior))
    if (!piece.match && piece.span.begin < piece.span.end) out.push_back(slice(piece.span));
  return out;
}

}  // namespace headlight::text
