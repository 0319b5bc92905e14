// Element types of safetensors headers.
#pragma once

#include <optional>
#include <string_view>

#include "engine/io/safetensors.h"

namespace headlight::io {

struct ElementType {
  DType dtype;
  std::string_view name;  // as in the header
  std::size_t bits;       // per element; sub-byte types are packed
};

// The element type that a header names; nothing for a name that the format does not know.
[[nodiscard]] std::optional<ElementType> element_type(std::string_view name);

}  // namespace headlight::io
