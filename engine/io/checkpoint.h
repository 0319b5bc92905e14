// The weights of a model folder: model.safetensors, or model.safetensors.index.json and its shards.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/io/safetensors.h"

namespace headlight::io {

class Checkpoint {
 public:
  // Opens and validates every shard: only relative names inside the folder, every tensor in its named shard.
  static Result<Checkpoint> open(const std::filesystem::path& folder);

  [[nodiscard]] const std::map<std::string, TensorView>& tensors() const { return tensors_; }
  // Keeps the maps alive that TensorViews point into.
  [[nodiscard]] std::shared_ptr<const void> keep_alive() const { return files_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& paths() const { return paths_; }

 private:
  std::map<std::string, TensorView> tensors_;
  std::shared_ptr<std::vector<std::shared_ptr<const SafetensorsFile>>> files_;
  std::vector<std::filesystem::path> paths_;
};

}  // namespace headlight::io
