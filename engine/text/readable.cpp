#include <algorithm>
#include <cstdio>

#include "engine/text/byte_level.h"
#include "engine/text/tokenizer.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

constexpr std::string_view metaspace = "▁", open_box = "␣", return_arrow = "↵";

// The text behind byte-level stand-ins; the token itself where they are none or spell no text.
std::string without_stand_ins(std::string_view token) {
  const bool ascii = std::all_of(token.begin(), token.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return std::string(token);
  auto bytes = token_bytes(token);
  if (!bytes || invalid_utf8(*bytes) != std::string::npos) return std::string(token);
  return std::move(*bytes);
}

std::string spaces_for_marks(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool mark = text.starts_with(metaspace);
    out += mark ? ' ' : text.front();
    text.remove_prefix(mark ? metaspace.size() : 1);
  }
  return out;
}

// Spaces before text away, spaces and line ends alone visible.
std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \n\r");
  if (first != std::string::npos) return text.front() == ' ' ? text.substr(1) : text;
  std::string shown;
  for (const char c : text) shown += c == ' ' ? open_box : return_arrow;
  return shown;
}

}  // namespace

std::string readable(std::string_view token) {
  if (token == "<0x0A>") return std::string(return_arrow);
  return trimmed(spaces_for_marks(without_stand_ins(token)));
}

std::string readable_bytes(std::string_view token) {
  const auto bytes = token_bytes(token);
  if (!bytes) return trimmed(std::string(token));
  std::string text, rest = *bytes;
  for (auto wrong = invalid_utf8(rest); wrong != std::string::npos; wrong = invalid_utf8(rest)) {
    char hexadecimal[8];
    std::snprintf(hexadecimal, sizeof hexadecimal, "<0x%02X>", static_cast<unsigned char>(rest[wrong]));
    text += rest.substr(0, wrong) + hexadecimal;
    rest.erase(0, wrong + 1);
  }
  return trimmed(text + rest);
}

std::string Tokenizer::readable(std::string_view token) const { return text::readable(token); }

}  // namespace headlight::text
