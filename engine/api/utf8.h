// Well-formed UTF-8 (Unicode table 3-7): no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace headlight {

// Length of the sequence that `lead` begins; 0 where none does.
[[nodiscard]] std::size_t utf8_length(unsigned char lead);

// Length of the longest well-formed beginning at `at` < size, at least 1, and whether it is a whole sequence.
struct Utf8Part {
  std::size_t length;
  bool whole;
};
[[nodiscard]] Utf8Part utf8_part(std::string_view text, std::size_t at);

}  // namespace headlight
