// tokenizer.json's "normalizer".
#pragma once

#include <memory>

#include "engine/text/json_node.h"
#include "engine/text/normalized_string.h"

namespace headlight::text {

class Normalizer {
 public:
  virtual ~Normalizer() = default;
  virtual void normalize(NormalizedString& text) const = 0;
};

// Null for null. Throws Failure for anything the reference would not load.
std::unique_ptr<const Normalizer> make_normalizer(const JsonNode& node);

}  // namespace headlight::text
