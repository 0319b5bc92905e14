#include "engine/training/model_folder.h"

#include <ATen/Functions.h>

#include <cstring>

#include "engine/io/atomic_file.h"
#include "engine/io/safetensors.h"

namespace headlight::training {
namespace {

io::TensorView view_of(const std::string& name, const at::Tensor& tensor) {
  io::TensorView view;
  view.name = name;
  const auto type = tensor.scalar_type();
  view.dtype = type == at::kLong ? io::DType::i64 : type == at::kHalf ? io::DType::f16 : io::DType::f32;
  view.shape = tensor.sizes().vec();
  view.data = static_cast<const std::byte*>(tensor.const_data_ptr());
  view.bytes = tensor.nbytes();
  return view;
}

at::Tensor tensor_of(const io::TensorView& view) {
  if (view.dtype != io::DType::f32 && view.dtype != io::DType::f16)
    throw Failure{unusable("wrong type of tensor", view.name, io::to_string(view.dtype), "F32 or F16")};
  auto tensor = at::empty(view.shape, view.dtype == io::DType::f32 ? at::kFloat : at::kHalf);
  std::memcpy(tensor.mutable_data_ptr(), view.data, view.bytes);
  return tensor.to(at::kFloat);
}

}  // namespace

Result<Done> write_tensors(const std::filesystem::path& path, const Parameters& tensors, at::ScalarType dtype,
                           const Metadata& metadata) {
  std::vector<at::Tensor> kept;  // until written
  std::vector<io::TensorView> views;
  for (const auto& [name, tensor] : tensors) {
    kept.push_back(tensor.detach().to(tensor.is_floating_point() ? dtype : at::kLong).contiguous());
    views.push_back(view_of(name, kept.back()));
  }
  return io::write_safetensors(path, views, metadata);
}

Result<SavedTensors> read_tensors(const std::filesystem::path& path) {
  return guarded<SavedTensors>([&] {
    const auto file = io::SafetensorsFile::open(path).take();
    SavedTensors saved;
    saved.metadata = file->metadata();
    for (const auto& [name, view] : file->tensors()) saved.tensors[name] = tensor_of(view);
    return saved;
  });
}

Result<Done> write_json(const std::filesystem::path& path, const io::Json& json) {
  return io::write_file(path, json.dump(2) + "\n");
}

}  // namespace headlight::training
