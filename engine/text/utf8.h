// UTF-8 by hand: every text inside this room is valid, checked once at the border.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headlight::text {

// Byte position of the first invalid sequence (surrogates and overlong forms included), or npos.
[[nodiscard]] std::size_t invalid_utf8(std::string_view text);

// Length of the sequence that starts with `lead`; 1 for anything else.
[[nodiscard]] std::size_t sequence_length(char lead);
[[nodiscard]] std::size_t encoded_length(char32_t point);

// The code point at `position`, which is moved behind it. The text must be valid and position < size.
char32_t next_point(std::string_view text, std::size_t& position);

// Start of the sequence that ends before `position` > 0.
[[nodiscard]] std::size_t previous_start(std::string_view text, std::size_t position);

void append(std::string& text, char32_t point);
[[nodiscard]] std::u32string points_of(std::string_view text);
[[nodiscard]] std::size_t count_points(std::string_view text);

// Invalid bytes become U+FFFD, one for each maximal part of a broken sequence (Unicode 3.9, "substitution of
// maximal subparts").
[[nodiscard]] std::string repaired(std::string_view bytes);

}  // namespace headlight::text
