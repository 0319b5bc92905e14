// GPT-2's stand-ins: every byte as one printable character.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"
#include "engine/text/regex.h"

namespace headlight::text {

[[nodiscard]] char32_t byte_character(char byte);
[[nodiscard]] std::optional<char> character_byte(char32_t point);

// The bytes behind a token, or nothing when it holds a character that stands for no byte.
[[nodiscard]] std::optional<std::string> token_bytes(std::string_view token);

// GPT-2's splitting expression.
[[nodiscard]] const Regex& byte_level_expression();

}  // namespace headlight::text
