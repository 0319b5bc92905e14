#include "engine/text/byte_level.h"

#include <array>
#include <unordered_map>

#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

bool printable(unsigned byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

std::array<char32_t, 256> make_characters() {
  std::array<char32_t, 256> characters{};
  char32_t next = 0x100;
  for (unsigned byte = 0; byte < 256; ++byte) characters[byte] = printable(byte) ? byte : next++;
  return characters;
}

const std::array<char32_t, 256>& characters() {
  static const auto table = make_characters();
  return table;
}

}  // namespace

char32_t byte_character(char byte) { return characters()[static_cast<unsigned char>(byte)]; }

std::optional<char> character_byte(char32_t point) {
  static const auto bytes = [] {
    std::unordered_map<char32_t, char> map;
    for (unsigned byte = 0; byte < 256; ++byte) map.emplace(characters()[byte], static_cast<char>(byte));
    return map;
  }();
  const auto found = bytes.find(point);
  return found == bytes.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> token_bytes(std::string_view token) {
  std::string bytes;
  for (std::size_t at = 0; at < token.size();) {
    const auto byte = character_byte(next_point(token, at));
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  return bytes;
}

const Regex& byte_level_expression() {
  static const Regex expression(R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)");
  return expression;
}

}  // namespace headlight::text
