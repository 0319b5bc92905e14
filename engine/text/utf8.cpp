#include "engine/text/utf8.h"

#include <algorithm>

#include "engine/api/utf8.h"

namespace headlight::text {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

}  // namespace

std::size_t invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Part part = utf8_part(text, at);
    if (!part.whole) return at;
    at += part.length;
  }
  return std::string_view::npos;
}

std::size_t sequence_length(char lead) {
  const std::size_t length = utf8_length(static_cast<unsigned char>(lead));
  return length == 0 ? 1 : length;
}

std::size_t encoded_length(char32_t point) {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

char32_t next_point(std::string_view text, std::size_t& position) {
  const unsigned lead = byte_at(text, position);
  const std::size_t length = sequence_length(text[position]);
  char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length && position + i < text.size(); ++i)
    point = point << 6U | (byte_at(text, position + i) & 0x3FU);
  position = std::min(position + length, text.size());
  return point;
}

std::size_t previous_start(std::string_view text, std::size_t position) {
  --position;
  while (position > 0 && (byte_at(text, position) & 0xC0U) == 0x80U) --position;
  return position;
}

void append(std::string& text, char32_t point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
    return;
  }
  const std::size_t length = encoded_length(point);
  const unsigned mark = length == 2 ? 0xC0U : length == 3 ? 0xE0U : 0xF0U;
  text += static_cast<char>(mark | point >> (6 * (length - 1)));
  for (std::size_t i = length - 1; i-- > 0;) text += static_cast<char>(0x80U | (point >> (6 * i) & 0x3FU));
}

std::u32string points_of(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) points += next_point(text, at);
  return points;
}

std::size_t count_points(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  return count;
}

std::string repaired(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Part part = utf8_part(bytes, at);
    if (part.whole)
      text.append(bytes, at, part.length);
    else
      append(text, 0xFFFD);
    at += part.length;
  }
  return text;
}

}  // namespace headlight::text
