#include "engine/trace/array_types.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cstring>

#include "engine/api/result.h"

namespace headlight::trace {
namespace {

struct Pair {
  at::ScalarType tensor;
  io::DType file;
};
constexpr Pair pairs[] = {{at::kFloat, io::DType::f32},  {at::kHalf, io::DType::f16}, {at::kBFloat16, io::DType::bf16},
                          {at::kDouble, io::DType::f64}, {at::kLong, io::DType::i64}, {at::kBool, io::DType::boolean}};

}  // namespace

io::DType file_type(at::ScalarType type) {
  for (const auto& pair : pairs)
    if (pair.tensor == type) return pair.file;
  throw Failure{unusable("array cannot be kept", "element type", c10::toString(type),
                         "float32, float16, bfloat16, float64, int64 or bool")};
}

std::optional<at::ScalarType> tensor_type(io::DType type) {
  for (const auto& pair : pairs)
    if (pair.file == type) return pair.tensor;
  return std::nullopt;
}

at::Tensor mapped_tensor(const io::TensorView& view, std::shared_ptr<const io::SafetensorsFile> file) {
  const auto path = file->path().string();
  const auto type = tensor_type(view.dtype);
  if (!type)
    throw Failure{
        unusable("wrong element type", path + ", tensor " + view.name, io::to_string(view.dtype), "a type of traces")};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(view.data);
  if (*type == at::kBool && std::any_of(bytes, bytes + view.bytes, [](std::uint8_t byte) { return byte > 1; }))
    throw Failure{unusable("wrong value", path + ", tensor " + view.name, "a byte above 1", "booleans")};
  const bool aligned = reinterpret_cast<std::uintptr_t>(bytes) % c10::elementSize(*type) == 0;
  if (!aligned || view.bytes == 0) {
    auto copy = at::empty(view.shape, *type);
    if (view.bytes > 0) std::memcpy(copy.mutable_data_ptr(), bytes, view.bytes);
    return copy;
  }
  return at::from_blob(
      const_cast<std::uint8_t*>(bytes), view.shape, [file](void*) {}, *type);
}

}  // namespace headlight::trace
