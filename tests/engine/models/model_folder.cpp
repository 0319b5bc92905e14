#include "tests/engine/models/model_folder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "engine/io/safetensors.h"
#include "tests/places.h"

namespace headlight::models {
namespace {

namespace fs = std::filesystem;

const std::vector<std::pair<io::DType, at::ScalarType>>& types() {
  static const std::vector<std::pair<io::DType, at::ScalarType>> known{{io::DType::f32, at::kFloat},
                                                                       {io::DType::f16, at::kHalf},
                                                                       {io::DType::bf16, at::kBFloat16},
                                                                       {io::DType::f64, at::kDouble},
                                                                       {io::DType::i64, at::kLong}};
  return known;
}

at::Tensor read(const io::TensorView& view) {
  for (const auto& [stored, type] : types()) {
    if (stored != view.dtype) continue;
    auto tensor = at::empty(view.shape, type);
    if (view.bytes > 0) std::memcpy(tensor.data_ptr(), view.data, view.bytes);
    return tensor;
  }
  throw std::runtime_error("unexpected type of " + view.name);
}

io::TensorView view_of(const std::string& name, const at::Tensor& tensor) {
  for (const auto& [stored, type] : types()) {
    if (type != tensor.scalar_type()) continue;
    return {name, stored, tensor.sizes().vec(), static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()};
  }
  throw std::runtime_error("unexpected type of " + name);
}

// Unlike any other's, also when tests run side by side.
fs::path temporary_folder() {
  static int count = 0;
  return fs::path(testing::TempDir()) / ("headlight_model_" + std::to_string(getpid()) + "_" + std::to_string(++count));
}

}  // namespace

ModelFolder::ModelFolder(const std::string& parity_case) : path_(temporary_folder()) {
  fs::remove_all(path_);
  fs::copy(parity_folder(parity_case), path_);
}

ModelFolder::~ModelFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ModelFolder::edit_config(const std::function<void(io::Json&)>& edit) const {
  auto json = io::read_json(path_ / "config.json").take();
  edit(json);
  std::ofstream(path_ / "config.json") << json.dump();
}

void ModelFolder::edit_tensors(const std::function<void(std::map<std::string, at::Tensor>&)>& edit) const {
  auto tensors = read_tensors(path_ / "model.safetensors");
  edit(tensors);
  std::vector<io::TensorView> views;
  for (auto& [name, tensor] : tensors) {
    tensor = tensor.contiguous();
    views.push_back(view_of(name, tensor));
  }
  ASSERT_TRUE(io::write_safetensors(path_ / "model.safetensors", views, {}).ok());
}

std::string ModelFolder::problem(at::ScalarType dtype) const {
  const auto loaded = load_model(path_, dtype);
  return loaded.ok() ? "loaded" : loaded.error().line();
}

std::unique_ptr<Model> ModelFolder::load(at::ScalarType dtype) const { return load_model(path_, dtype).take(); }

std::string problem_of(const BadField& bad) {
  const ModelFolder folder(bad.parity_case);
  folder.edit_config([&](io::Json& config) { config[bad.field] = io::Json::parse(bad.value); });
  return folder.problem();
}

fs::path parity_folder(const std::string& name) { return fs::path(headlight::tests::fixtures()) / "parity" / name; }

std::map<std::string, at::Tensor> read_tensors(const fs::path& path) {
  std::map<std::string, at::Tensor> tensors;
  const auto file = io::SafetensorsFile::open(path).take();
  for (const auto& [name, view] : file->tensors()) tensors[name] = read(view);
  return tensors;
}

at::Tensor row(const std::vector<std::int64_t>& values) { return at::tensor(values, at::kLong).unsqueeze(0); }

}  // namespace headlight::models
