#include "engine/io/checkpoint.h"

#include <set>

#include "engine/io/contained.h"
#include "engine/io/json_file.h"

namespace headlight::io {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_index = std::size_t{64} << 20;

using Files = std::vector<std::shared_ptr<const SafetensorsFile>>;

// Tensor name → shard name, as model.safetensors.index.json says.
std::map<std::string, std::string> read_index(const fs::path& path) {
  const Fields index(read_json(path, longest_index).take(), path.string());
  if (!index.has("weight_map")) throw Failure{index.wrong("weight_map", "an object")};
  const Fields weight_map = index.object_or_empty("weight_map");
  std::map<std::string, std::string> shard_of;
  for (const auto& [tensor, shard] : weight_map.json().items()) shard_of[tensor] = weight_map.text(tensor);
  if (shard_of.empty()) throw Failure{index.wrong("weight_map", "at least one tensor")};
  return shard_of;
}

std::map<std::string, std::shared_ptr<const SafetensorsFile>> open_shards(
    const fs::path& folder, const std::map<std::string, std::string>& shard_of) {
  std::map<std::string, std::shared_ptr<const SafetensorsFile>> shards;
  for (const auto& [tensor, name] : shard_of) {
    auto& shard = shards[name];
    if (shard == nullptr) shard = SafetensorsFile::open(contained_file(folder, name).take()).take();
  }
  return shards;
}

// Shards hold the tensors that the index gives them, and no others.
void check_shard(const SafetensorsFile& file, const std::string& name,
                 const std::map<std::string, std::string>& shard_of) {
  for (const auto& [tensor, view] : file.tensors()) {
    const auto found = shard_of.find(tensor);
    if (found != shard_of.end() && found->second == name) continue;
    throw Failure{unusable("shard and index disagree", file.path().string() + ", tensor " + tensor,
                           found == shard_of.end() ? "no entry in the index" : "the index names " + found->second,
                           "an entry naming this shard")};
  }
}

const TensorView& tensor_of(const SafetensorsFile& file, const std::string& tensor) {
  const auto found = file.tensors().find(tensor);
  if (found == file.tensors().end())
    throw Failure{unusable("missing tensor", file.path().string() + ", tensor " + tensor, "nothing",
                           "the tensor that the index puts here")};
  return found->second;
}

}  // namespace

Result<Checkpoint> Checkpoint::open(const fs::path& folder) {
  return guarded<Checkpoint>([&]() -> Result<Checkpoint> {
    Checkpoint checkpoint;
    checkpoint.files_ = std::make_shared<Files>();
    const auto add = [&](const std::shared_ptr<const SafetensorsFile>& file) {
      checkpoint.files_->push_back(file);
      checkpoint.paths_.push_back(file->path());
    };
    const fs::path single = folder / "model.safetensors";
    const fs::path index = folder / "model.safetensors.index.json";
    std::error_code ignored;
    if (fs::exists(single, ignored)) {
      add(SafetensorsFile::open(single).take());
      checkpoint.tensors_ = checkpoint.files_->front()->tensors();
      return checkpoint;
    }
    if (!fs::exists(index, ignored))
      return unusable("no weights", folder.string(), "neither", "model.safetensors or model.safetensors.index.json");
    const auto shard_of = read_index(index);
    const auto shards = open_shards(folder, shard_of);
    for (const auto& [name, file] : shards) {
      check_shard(*file, name, shard_of);
      add(file);
    }
    for (const auto& [tensor, name] : shard_of)
      checkpoint.tensors_.emplace(tensor, tensor_of(*shards.at(name), tensor));
    return checkpoint;
  });
}

}  // namespace headlight::io
