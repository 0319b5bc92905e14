// Character properties as the reference tokenizer library sees them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace headlight::text {

// Bits of the flag table, in generate.py's order.
enum class Property : std::uint16_t {
  white_space = 1U << 0,         // Unicode White_Space
  word = 1U << 1,                // \w of its plain expressions
  numeric = 1U << 2,             // general categories Nd, Nl, No
  punctuation = 1U << 3,         // ASCII punctuation and general categories P*
  nonspacing_mark = 1U << 4,     // what BERT's accent stripping removes
  other = 1U << 5,               // what BERT's cleaning removes
  combining_mark = 1U << 6,      // what StripAccents removes
  extender = 1U << 7,            // grapheme clusters: joins what stands before (Extend, ZWJ, SpacingMark)
  prepender = 1U << 8,           // grapheme clusters: joins what follows
  breaker = 1U << 9,             // grapheme clusters: Control, CR, LF
  pictograph = 1U << 10,         // Extended_Pictographic
  conjunct_consonant = 1U << 11,
  conjunct_linker = 1U << 12,
  conjunct_extender = 1U << 13
};

[[nodiscard]] std::uint16_t properties(char32_t point);
[[nodiscard]] inline bool has(char32_t point, Property property) {
  return (properties(point) & static_cast<std::uint16_t>(property)) != 0;
}
[[nodiscard]] inline bool is_white_space(char32_t point) { return has(point, Property::white_space); }

// A number a script, as UnicodeScripts cuts: kana counts as Han; 0 goes with any script (space, unassigned).
[[nodiscard]] std::uint16_t script(char32_t point);

// The code points that `point` becomes in lower case; empty when it stays.
[[nodiscard]] std::span<const std::uint32_t> lower_case(char32_t point);

inline constexpr std::array<std::string_view, 28> general_categories{
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps",
    "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co"};

}  // namespace headlight::text
