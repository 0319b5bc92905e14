// A model folder of the parity fixtures, copied to a temporary place so that a test can spoil it.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "engine/io/json_file.h"
#include "engine/models/model.h"

namespace headlight::models {

class ModelFolder {
 public:
  explicit ModelFolder(const std::string& parity_case);
  ModelFolder(const ModelFolder&) = delete;
  ModelFolder& operator=(const ModelFolder&) = delete;
  ~ModelFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  void edit_config(const std::function<void(io::Json&)>& edit) const;
  // Tensors as in the file, with their own types.
  void edit_tensors(const std::function<void(std::map<std::string, at::Tensor>&)>& edit) const;

  // The line of the error that loading gives; "loaded" when there is none.
  [[nodiscard]] std::string problem(at::ScalarType dtype = at::kFloat) const;
  [[nodiscard]] std::unique_ptr<Model> load(at::ScalarType dtype = at::kFloat) const;

 private:
  std::filesystem::path path_;
};

// A config.json with one field spoiled.
struct BadField {
  const char* parity_case;
  const char* field;
  const char* value;      // JSON
  const char* complaint;  // part of the line
};
[[nodiscard]] std::string problem_of(const BadField& bad);

[[nodiscard]] std::filesystem::path parity_folder(const std::string& name);
// All tensors of a safetensors file, as copies.
[[nodiscard]] std::map<std::string, at::Tensor> read_tensors(const std::filesystem::path& file);
// int64 [1, count]
[[nodiscard]] at::Tensor row(const std::vector<std::int64_t>& values);

}  // namespace headlight::models
