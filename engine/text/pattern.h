// Cutting a text at characters or expressions.
#pragma once

#include <vector>

#include "engine/text/json_node.h"
#include "engine/text/normalized_string.h"
#include "engine/text/regex.h"
#include "engine/text/utf8.h"

namespace headlight::text {

// {"String": text} or {"Regex": expression}.
Regex make_pattern(const JsonNode& node);

// Every character for which `matches(point)` is a piece of its own; what lies between are the others.
template <typename Matches>
std::vector<Piece> pieces_at(std::string_view text, Matches matches) {
  std::vector<Piece> out;
  std::size_t covered = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!matches(next_point(text, at))) continue;
    if (covered < begin) out.push_back({{covered, begin}, false});
    out.push_back({{begin, at}, true});
    covered = at;
  }
  if (covered < text.size()) out.push_back({{covered, text.size()}, false});
  return out;
}

}  // namespace headlight::text
