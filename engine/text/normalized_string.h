// A text under change that still knows where each of its bytes came from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/unicode/normalization.h"

namespace headlight::text {

// Half-open range of bytes.
struct Span {
  std::size_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

// A piece of a text cut by a pattern.
struct Piece {
  Span span;
  bool match = false;
};

enum class SplitBehavior { removed, isolated, merged_with_previous, merged_with_next, contiguous };

class NormalizedString {
 public:
  explicit NormalizedString(std::string_view original);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  // Where the piece lies in the whole original text, bytes.
  [[nodiscard]] Span original() const { return {shift_, shift_ + original_length_}; }

  // The original bytes (relative to original().begin) behind a range of text(). An empty range is returned as it
  // is; nothing when the range lies outside.
  [[nodiscard]] std::optional<Span> to_original(Span range) const;

  // Replaces the whole text (the part of it that has an original) by `changes`, the first `removed` characters
  // being dropped before.
  void transform(const std::vector<Change>& changes, std::size_t removed = 0);

  void filter(const std::function<bool(char32_t)>& keep);
  void map(const std::function<char32_t(char32_t)>& mapped);
  void lowercase();
  void prepend(std::string_view prefix);
  void strip(bool left, bool right);
  // Every match among `pieces` (which cover text()) becomes `content`, aligned with the last character of the match.
  void replace(const std::vector<Piece>& pieces, std::string_view content);
  // Each character becomes the stand-ins of its bytes; see byte_level.h.
  void to_byte_characters();

  [[nodiscard]] NormalizedString slice(Span range) const;
  [[nodiscard]] std::vector<NormalizedString> split(std::vector<Piece> pieces, SplitBehavior behavior) const;

 private:
  struct Origin {
    std::uint32_t begin, end;
  };

  NormalizedString() = default;
  [[nodiscard]] Span with_original() const;
  void transform_range(Span range, const std::vector<Change>& changes, std::size_t removed);
  [[nodiscard]] Origin origin(std::size_t index) const;

  std::string text_;
  std::vector<Origin> origins_;  // one a byte of text_: the original character behind it, bytes
  std::size_t shift_ = 0;
  std::size_t original_length_ = 0;
};

}  // namespace headlight::text
