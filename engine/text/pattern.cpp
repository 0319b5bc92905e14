#include "engine/text/pattern.h"

namespace headlight::text {

Regex make_pattern(const JsonNode& node) {
  if (node.size() != 1 || !(node.has("String") || node.has("Regex")))
    throw node.wrong(R"({"String": text} or {"Regex": expression})");
  const bool literal = node.has("String");
  const JsonNode content = node.at(literal ? "String" : "Regex");
  return placed(content, [&] { return literal ? Regex::literal(content.text()) : Regex(content.text()); });
}

}  // namespace headlight::text
