// A checkpoint's tensors by name, shape-checked, in the running dtype.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::models {

// What every tensor of a model is read from. Copies share the store.
class Weights {
 public:
  // Maps the folder's safetensors; tensors are converted to `dtype` and brought to `device` as they are asked for.
  static Weights open(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device = at::kCPU);
  // A store in memory, for training and tests; tensors are handed out as they are (gradients flow).
  static Weights of(std::map<std::string, at::Tensor> tensors);
  // A store without tensors: get() makes them, drawn by `make`, and keeps them: a fresh model for training.
  using Maker = std::function<at::Tensor(const std::string& name, at::IntArrayRef shape)>;
  static Weights fresh(Maker make);

  // The scope `prefix.`; names below are relative to it.
  [[nodiscard]] Weights select(const std::string& prefix) const;
  [[nodiscard]] Weights select(const std::string& prefix, std::int64_t index) const;

  // The tensor; throws Failure naming file, tensor, found and expected shape when it is missing or differs.
  [[nodiscard]] at::Tensor get(const std::string& name, at::IntArrayRef shape) const;
  // The same numbers as kernels::linear() reads them fastest, where they come from a folder's files; a gradient's own
  // tensor stays as it is.
  [[nodiscard]] at::Tensor get_for_products(const std::string& name, at::IntArrayRef shape) const;
  // The same, but an undefined tensor when there is none.
  [[nodiscard]] at::Tensor get_optional(const std::string& name, at::IntArrayRef shape) const;
  [[nodiscard]] bool has(const std::string& name) const;             // this very tensor
  [[nodiscard]] bool has_scope(const std::string& prefix) const;     // any tensor below it
  [[nodiscard]] std::vector<std::int64_t> shape_of(const std::string& name) const;  // {} when missing

  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  // The tensors of the files that nobody has asked for yet, by their whole names.
  [[nodiscard]] std::vector<std::string> unread() const;
  // As "FOLDER/model.safetensors, tensor x": where an error about `name` lies.
  [[nodiscard]] std::string place(const std::string& name = {}) const;
  // Every tensor of the store by its full name, converted; for saving.
  [[nodiscard]] std::map<std::string, at::Tensor> all() const;
  // Numbers in the tensors handed out so far: a built model's size, without what else the file holds.
  [[nodiscard]] std::int64_t parameters() const;
  [[nodiscard]] at::ScalarType dtype() const;

  struct Store;

 private:
  explicit Weights(std::shared_ptr<Store> store, std::string prefix);
  std::shared_ptr<Store> store_;
  std::string prefix_;
};

}  // namespace headlight::models
