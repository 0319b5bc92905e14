#include "engine/models/weights.h"

#include <ATen/Functions.h>
#include <ATen/ops/from_blob.h>

#include <cstring>
#include <optional>

#include "engine/io/checkpoint.h"
#include "engine/io/mapped_file.h"
#include "engine/kernels/linear.h"

namespace headlight::models {
namespace {

std::string text_of(at::IntArrayRef shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + "]";
}

std::optional<at::ScalarType> floating_type(io::DType dtype) {
  switch (dtype) {
    case io::DType::f16:
      return at::kHalf;
    case io::DType::bf16:
      return at::kBFloat16;
    case io::DType::f32:
      return at::kFloat;
    case io::DType::f64:
      return at::kDouble;
    default:
      return std::nullopt;
  }
}

// The mapped bytes as a tensor that keeps the map alive; copied where they are not aligned for their type.
at::Tensor tensor_over(const io::TensorView& view, at::ScalarType dtype, std::shared_ptr<const void> keep_alive) {
  const auto options = at::TensorOptions().dtype(dtype);
  if (view.bytes == 0) return at::empty(view.shape, options);
  auto* data = const_cast<std::byte*>(view.data);
  if (reinterpret_cast<std::uintptr_t>(data) % io::bytes_per_element(view.dtype) == 0) {
    return at::from_blob(
        data, view.shape, [held = std::move(keep_alive)](void*) {}, options);
  }
  auto copy = at::empty(view.shape, options);
  std::memcpy(copy.data_ptr(), view.data, view.bytes);
  return copy;
}

std::string weights_file(const std::filesystem::path& folder) {
  const std::string index = "model.safetensors.index.json";
  return std::filesystem::exists(folder / index) ? index : "model.safetensors";
}

void refuse_pickle(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  if (fs::exists(folder / "model.safetensors") || fs::exists(folder / "model.safetensors.index.json")) return;
  for (const char* pickle : {"pytorch_model.bin", "pytorch_model.bin.index.json"}) {
    if (fs::exists(folder / pickle)) {
      throw Failure{unusable("weights are in PyTorch's pickle format, which is not read from a model folder",
                             (folder / pickle).string(), "no safetensors beside it", "model.safetensors (transformers' save_pretrained writes it)")};
    }
  }
}

}  // namespace

struct Weights::Store {
  std::string file = "weights";
  at::ScalarType dtype = at::kFloat;
  at::Device device = at::kCPU;
  std::map<std::string, io::TensorView> views;  // in the files, not yet asked for or converted
  std::shared_ptr<const void> keep_alive;
  std::map<std::string, at::Tensor> ready;
  Maker make;

  [[nodiscard]] bool has(const std::string& name) const { return ready.contains(name) || views.contains(name); }

  [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const {
    if (const auto found = ready.find(name); found != ready.end()) return found->second.sizes().vec();
    return views.at(name).shape;
  }

  const at::Tensor& tensor(const std::string& name) {
    if (const auto found = ready.find(name); found != ready.end()) return found->second;
    const auto& view = views.at(name);
    const auto type = floating_type(view.dtype);
    if (!type) {
      throw Failure{
          unusable("wrong type of tensor", file + ", tensor " + name, io::to_string(view.dtype), "F32, F16 or BF16")};
    }
    return ready.emplace(name, tensor_over(view, *type, keep_alive).to(device, dtype)).first->second;
  }
};

Weights::Weights(std::shared_ptr<Store> store, std::string prefix)
    : store_(std::move(store)), prefix_(std::move(prefix)) {}

Weights Weights::open(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device) {
  refuse_pickle(folder);
  const auto checkpoint = io::Checkpoint::open(folder).take();
  auto store = std::make_shared<Store>();
  store->file = (folder / weights_file(folder)).string();
  store->dtype = dtype;
  store->device = device;
  store->views = checkpoint.tensors();
  store->keep_alive = checkpoint.keep_alive();
  return Weights(std::move(store), {});
}

Weights Weights::of(std::map<std::string, at::Tensor> tensors) {
  auto store = std::make_shared<Store>();
  if (!tensors.empty()) store->dtype = tensors.begin()->second.scalar_type();
  store->ready = std::move(tensors);
  return Weights(std::move(store), {});
}

Weights Weights::fresh(Maker make) {
  auto store = std::make_shared<Store>();
  store->make = std::move(make);
  return Weights(std::move(store), {});
}

Weights Weights::select(const std::string& prefix) const {
  return Weights(store_, prefix.empty() ? prefix_ : prefix_ + prefix + ".");
}

Weights Weights::select(const std::string& prefix, std::int64_t index) const {
  return select(prefix + "." + std::to_string(index));
}

at::Tensor Weights::get(const std::string& name, at::IntArrayRef shape) const {
  const std::string full = prefix_ + name;
  if (!store_->has(full) && store_->make) return store_->ready[full] = store_->make(full, shape);
  if (!store_->has(full)) {
    throw Failure{unusable("missing tensor", place(name), "none", text_of(shape))};
  }
  const auto found = store_->shape(full);
  if (at::IntArrayRef(found) != shape) {
    throw Failure{unusable("wrong shape", place(name), text_of(found), text_of(shape))};
  }
  return store_->tensor(full);
}

at::Tensor Weights::get_for_products(const std::string& name, at::IntArrayRef shape) const {
  auto found = get(name, shape);
  const auto view = store_->views.find(prefix_ + name);
  if (view == store_->views.end()) return found;
  found = store_->ready[prefix_ + name] = kernels::laid_out_for_linear(found);
  if (found.const_data_ptr() != view->second.data) io::drop_pages(view->second.data, view->second.bytes);
  return found;
}

at::Tensor Weights::get_optional(const std::string& name, at::IntArrayRef shape) const {
  return has(name) ? get(name, shape) : at::Tensor();
}

std::string Weights::place(const std::string& name) const { return store_->file + ", tensor " + prefix_ + name; }

bool Weights::has(const std::string& name) const { return store_->has(prefix_ + name); }

bool Weights::has_scope(const std::string& prefix) const {
  const std::string scope = prefix_ + prefix + ".";
  const auto below = [&](const auto& map) {
    const auto next = map.lower_bound(scope);
    return next != map.end() && next->first.starts_with(scope);
  };
  return below(store_->ready) || below(store_->views);
}

std::vector<std::int64_t> Weights::shape_of(const std::string& name) const {
  return has(name) ? store_->shape(prefix_ + name) : std::vector<std::int64_t>{};
}

std::map<std::string, at::Tensor> Weights::all() const {
  for (const auto& [name, view] : store_->views) {
    if (floating_type(view.dtype)) store_->tensor(name);
  }
  return store_->ready;
}

std::vector<std::string> Weights::unread() const {
  std::vector<std::string> names;
  for (const auto& [name, view] : store_->views)
    if (!store_->ready.contains(name)) names.push_back(name);
  return names;
}

std::int64_t Weights::parameters() const {
  std::int64_t count = 0;
  for (const auto& [name, tensor] : store_->ready) count += tensor.numel();
  return count;
}

at::ScalarType Weights::dtype() const { return store_->dtype; }

}  // namespace headlight::models
