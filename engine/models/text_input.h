// Token ids, checked before a family reads its tables with them.
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/model.h"

namespace headlight::models {

// What a text model can take.
struct TextLimits {
  std::int64_t vocabulary = 0;
  std::int64_t types = 0;    // 0: type ids are not used
  std::int64_t longest = 0;  // most tokens
};

struct TextInput {
  at::Tensor ids;          // int64 [1, tokens]
  at::Tensor type_ids;     // int64 [1, tokens], zeros where none were given; undefined where types are not used
  at::Tensor key_visible;  // bool [tokens], undefined when all are visible
};

// Throws Failure for ids or types outside their tables, too many tokens, or shapes that do not belong together.
[[nodiscard]] TextInput checked_text(const ModelInput& input, const TextLimits& limits);

}  // namespace headlight::models
