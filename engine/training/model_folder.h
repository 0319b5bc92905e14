// Hugging Face model folders as training leaves them.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

#include "engine/api/result.h"
#include "engine/io/json_file.h"
#include "engine/training/optimizer.h"

namespace headlight::training {

using Metadata = std::map<std::string, std::string>;

// A safetensors file of the tensors, converted to `dtype` (int64 ones stay); whole or not at all.
Result<Done> write_tensors(const std::filesystem::path& path, const Parameters& tensors, at::ScalarType dtype,
                           const Metadata& metadata);

struct SavedTensors {
  Parameters tensors;  // copies, float32
  Metadata metadata;
};
Result<SavedTensors> read_tensors(const std::filesystem::path& path);

// Two spaces deep, one newline at the end.
Result<Done> write_json(const std::filesystem::path& path, const io::Json& json);

}  // namespace headlight::training
