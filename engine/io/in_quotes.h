// Strangers' text inside error messages.
#pragma once

#include <string>
#include <string_view>

namespace headlight::io {

// The text in double quotes, cut after 200 bytes.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
  std::string out(1, '"');
  out += text.substr(0, 200);
  out += '"';
  return out;
}

}  // namespace headlight::io
