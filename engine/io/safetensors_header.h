// The JSON header of a safetensors file, validated against the size of the data behind it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "engine/io/safetensors.h"

namespace headlight::io {

constexpr std::size_t longest_header = 100'000'000;
constexpr std::size_t length_bytes = 8;  // little-endian length before the header

struct SafetensorsHeader {
  std::map<std::string, TensorView> tensors;  // data points into the mapped file
  std::map<std::string, std::string> metadata;
};

// Reads and validates a whole file's bytes; throws Failure naming `name` and the tensor.
SafetensorsHeader read_safetensors_header(std::string_view file, const std::string& name);

}  // namespace headlight::io
