// The local Hugging Face Hub cache: models--org--name/{blobs,refs,snapshots}. Reads only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::io {

struct CachedModel {
  std::string name;      // "org/name", or "name"
  std::string revision;  // the snapshot's commit
  std::filesystem::path folder;
};

// HF_HUB_CACHE, else HF_HOME/hub, else XDG_CACHE_HOME/huggingface/hub, else ~/.cache/huggingface/hub.
[[nodiscard]] std::filesystem::path hub_cache_root();

// Every model's snapshots that have a config.json, by name and revision; empty where there is no cache.
[[nodiscard]] std::vector<CachedModel> cached_models(const std::filesystem::path& root = hub_cache_root());

// The snapshot's folder of "org/name" or "org/name@revision" (a branch, a tag or a commit). Without a revision: main,
// else the only snapshot. Every file's link must lead into the cache.
Result<std::filesystem::path> find_cached(const std::string& name,
                                          const std::filesystem::path& root = hub_cache_root());

}  // namespace headlight::io
