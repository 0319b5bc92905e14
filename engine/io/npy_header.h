// The header of a NumPy .npy file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace headlight::io {

struct NpyHeader {
  char order = '<';         // '<' little-endian, '>' big-endian
  std::size_t element = 4;  // bytes of a floating-point element: 2, 4 or 8
  bool fortran = false;
  std::vector<std::int64_t> shape;
  std::size_t elements = 0;
  std::size_t data = 0;  // where the elements start in the file
};

enum class NpyTypes { floating, little_float32 };  // those that are not refused

// Reads and validates the header in `file`, versions 1 to 3, and that exactly elements × element bytes follow
// it; throws Failure naming `name`.
NpyHeader read_npy_header(std::string_view file, const std::string& name, NpyTypes types = NpyTypes::floating);

// A version 1 header for `descr` ("<f4", "<i8") and `shape`, padded to 64 bytes.
std::string npy_header_text(const std::string& descr, const std::vector<std::int64_t>& shape);

}  // namespace headlight::io
