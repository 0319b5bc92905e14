#include "engine/api/utf8.h"

namespace headlight {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// Range of the second byte of a sequence.
struct Second {
  unsigned low, high;
};

Second second_range(unsigned lead) {
  switch (lead) {
    case 0xE0: return {0xA0, 0xBF};
    case 0xED: return {0x80, 0x9F};
    case 0xF0: return {0x90, 0xBF};
    case 0xF4: return {0x80, 0x8F};
    default: return {0x80, 0xBF};
  }
}

}  // namespace

std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

Utf8Part utf8_part(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  const std::size_t length = utf8_length(static_cast<unsigned char>(lead));
  if (length == 0) return {1, false};
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {i, false};
    const Second range = i == 1 ? second_range(lead) : Second{0x80, 0xBF};
    const unsigned byte = byte_at(text, at + i);
    if (byte < range.low || byte > range.high) return {i, false};
  }
  return {length, true};
}

}  // namespace headlight
