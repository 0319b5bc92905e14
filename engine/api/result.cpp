#include "engine/api/result.h"

#include <array>
#include <cstdio>

namespace headlight {
namespace {

constexpr std::size_t longest_part = 400;

// Escapes control characters and cuts at a UTF-8 boundary, so that hostile names stay one line.
std::string one_line(const std::string& part) {
  std::string out;
  for (const char raw : part) {
    const auto byte = static_cast<unsigned char>(raw);
    if (out.size() >= longest_part && (byte & 0xC0U) != 0x80U) return out + "…";
    if (byte >= 0x20U && byte != 0x7FU) {
      out += raw;
      continue;
    }
    std::array<char, 8> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "\\x%02X", byte);
    out += escaped.data();
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
