// Safetensors files by memory map, distrusting every byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/io/mapped_file.h"

namespace headlight::io {

enum class DType { boolean, u8, i8, i16, u16, i32, u32, i64, u64, f16, bf16, f32, f64, f8_e4m3, f8_e5m2, other };

[[nodiscard]] std::string to_string(DType dtype);          // "F32", "BF16", … as in the header
[[nodiscard]] std::size_t bytes_per_element(DType dtype);  // 0 for `other`: F4, F6, F8_E8M0, C64

// A tensor inside a mapped file; valid as long as the file is held. `data` need not be aligned.
struct TensorView {
  std::string name;
  DType dtype = DType::f32;
  std::vector<std::int64_t> shape;
  const std::byte* data = nullptr;
  std::size_t bytes = 0;
};

class SafetensorsFile {
 public:
  // Maps and validates: header length ≤ 100,000,000, one JSON object without duplicate keys, tensors contiguous
  // from 0 to the end of the file, sizes = shape × dtype with checked arithmetic.
  static Result<std::shared_ptr<const SafetensorsFile>> open(const std::filesystem::path& path);

  SafetensorsFile(const SafetensorsFile&) = delete;
  SafetensorsFile& operator=(const SafetensorsFile&) = delete;

  [[nodiscard]] const std::map<std::string, TensorView>& tensors() const { return tensors_; }
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  SafetensorsFile(std::filesystem::path path, MappedFile map) : path_(std::move(path)), map_(std::move(map)) {}

  std::filesystem::path path_;
  MappedFile map_;
  std::map<std::string, TensorView> tensors_;
  std::map<std::string, std::string> metadata_;
};

// Writes tensors in the given order and metadata;
// whole or not at all. Names must be unique and not "__metadata__"; `bytes` must equal shape × dtype.
Result<Done> write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                               const std::map<std::string, std::string>& metadata);
// The same with bytes that are made one after the other: `bytes_of(i)` gives those of tensors[i] (whose data is not
// looked at), valid until it is called again.
Result<Done> write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                               const std::map<std::string, std::string>& metadata,
                               const std::function<const std::byte*(std::size_t)>& bytes_of);

}  // namespace headlight::io
