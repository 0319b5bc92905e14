#include "engine/api/result.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace headlight {
namespace {

constexpr std::size_t longest_part = 400;

// Bytes of the UTF-8 sequence that begins there (Unicode 15, table 3-7); 0 where none does.
std::size_t sequence_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  const std::size_t size = first >= 0xC2U && first < 0xE0U ? 2 : first >= 0xE0U && first < 0xF0U ? 3 : first >= 0xF0U && first < 0xF5U ? 4 : 0;
  const unsigned least = first == 0xE0U ? 0xA0U : first == 0xF0U ? 0x90U : 0x80U;  // no longer form than needed
  const unsigned most = first == 0xEDU ? 0x9FU : first == 0xF4U ? 0x8FU : 0xBFU;   // no surrogates, nothing beyond U+10FFFF
  if (size == 0 || byte(1) < least || byte(1) > most) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  return size;
}

std::string escaped(unsigned char byte) {
  std::array<char, 8> out{};
  std::snprintf(out.data(), out.size(), "\\x%02X", byte);
  return out.data();
}

// Escapes control characters and what is no UTF-8, and cuts between characters, so that hostile names stay one line of
// text.
std::string one_line(std::string_view part) {
  std::string out;
  while (!part.empty()) {
    if (out.size() >= longest_part) return out + "…";
    const auto byte = static_cast<unsigned char>(part.front());
    const std::size_t size = sequence_at(part);
    const bool shown = size > 0 && byte >= 0x20U && byte != 0x7FU;
    if (shown) out += part.substr(0, size);
    else out += escaped(byte);
    part.remove_prefix(shown ? size : 1);
  }
  return out;
}

Error make(Error::Kind kind, std::string what, std::string where, std::string found, std::string expected) {
  return {kind, std::move(what), std::move(where), std::move(found), std::move(expected)};
}

}  // namespace

std::string Error::line() const {
  std::string text = one_line(what);
  if (!where.empty()) text += " — " + one_line(where);
  if (found.empty() && expected.empty()) return text;
  text += ": ";
  if (!found.empty()) text += "found " + one_line(found);
  if (!found.empty() && !expected.empty()) text += ", ";
  if (!expected.empty()) text += "expected " + one_line(expected);
  return text;
}

Error unusable(std::string what, std::string where, std::string found, std::string expected) {
  return make(Error::Kind::unusable, std::move(what), std::move(where), std::move(found), std::move(expected));
}
Error failed(std::string what, std::string where, std::string found, std::string expected) {
  return make(Error::Kind::failed, std::move(what), std::move(where), std::move(found), std::move(expected));
}
Error usage(std::string what, std::string where, std::string found, std::string expected) {
  return make(Error::Kind::usage, std::move(what), std::move(where), std::move(found), std::move(expected));
}
Error cancelled() { return make(Error::Kind::cancelled, "cancelled", {}, {}, {}); }

}  // namespace headlight
