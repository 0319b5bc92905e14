// Tensors in safetensors files.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>

#include "engine/io/safetensors.h"

namespace headlight::trace {

// The file's name for an element type of a trace: floating point, int64 or bool; throws Failure for others.
[[nodiscard]] io::DType file_type(at::ScalarType type);
// Its reverse; nothing for types that traces do not hold.
[[nodiscard]] std::optional<at::ScalarType> tensor_type(io::DType type);

// A tensor over the mapped bytes, which `file` keeps alive; a copy where they are not aligned. Booleans are checked
// to be 0 or 1. Throws Failure for a type that traces do not hold.
[[nodiscard]] at::Tensor mapped_tensor(const io::TensorView& view, std::shared_ptr<const io::SafetensorsFile> file);

}  // namespace headlight::trace
