// tokenizer.json's "post_processor": special tokens around the sequences.
#pragma once

#include <memory>
#include <vector>

#include "engine/text/json_node.h"
#include "engine/text/tokenizer.h"

namespace headlight::text {

class PostProcessor {
 public:
  virtual ~PostProcessor() = default;
  // `parts` are the one or two sequences on entry; joined in order they are the result.
  [[nodiscard]] virtual std::vector<Encoding> process(std::vector<Encoding> parts, bool add_special) const = 0;
};

// Null for null. Throws Failure for anything the reference would not load.
std::unique_ptr<const PostProcessor> make_post_processor(const JsonNode& node);

}  // namespace headlight::text
