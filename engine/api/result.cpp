#include "engine/api/result.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "engine/api/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t longest_part = 400;

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
    const auto [size, whole] = utf8_part(part, 0);
    const bool shown = whole && byte >= 0x20U && byte != 0x7FU;
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
