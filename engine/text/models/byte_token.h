// How a vocabulary spells a byte: "<0x0A>".
#pragma once

#include <string>

namespace headlight::text {

inline std::string byte_token(char byte) {
  constexpr const char* digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("<0x") + digits[value >> 4U] + digits[value & 15U] + '>';
}

}  // namespace headlight::text
