// NumPy .npy files, version 1 to 3; written in C order, little-endian.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::io {

struct FloatArray {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

// Reads a float32 array (also float64 and float16, converted) of at most `most` bytes; the size of the
// file is checked against the header before anything is allocated. Fortran order is turned.
Result<FloatArray> read_npy(const std::filesystem::path& path, std::size_t most = std::size_t{4} << 30);
// The same for little-endian float32 alone: every other dtype is an Error that names it. `fits` judges the shape before
// any element is read.
using ShapeCheck = std::function<Result<Done>(const std::vector<std::int64_t>& shape)>;
Result<FloatArray> read_float32_npy(const std::filesystem::path& path, const ShapeCheck& fits,
                                    std::size_t most = std::size_t{4} << 30);

Result<Done> write_npy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape, const float* values);
Result<Done> write_npy(const std::filesystem::path& path, const std::vector<std::int64_t>& shape,
                       const std::int64_t* values);

}  // namespace headlight::io
