// tokenizer.json's "decoder": from tokens back to text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/text/json_node.h"

namespace headlight::text {

class Decoder {
 public:
  virtual ~Decoder() = default;
  // The results, joined, are the text.
  [[nodiscard]] virtual std::vector<std::string> decode(std::vector<std::string> tokens) const = 0;
  // Whether tokens are bytes, written by their stand-ins (see byte_level.h).
  [[nodiscard]] virtual bool reads_bytes() const { return false; }
};

// Null for null. Throws Failure for anything the reference would not load.
std::unique_ptr<const Decoder> make_decoder(const JsonNode& node);

}  // namespace headlight::text
