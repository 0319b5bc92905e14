// The local Hugging Face Hub cache: models--org--name/{blobs,refs,snapshots}. Reads only.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace headlight::io {

struct CachedModel {
  std::string name;      // "org/name", or "name"
  std::string revision;  // the snapshot's commit
  std::filesystem::path folder;
};

// HF_HUB_CACHE (or its older name HUGGINGFACE_HUB_CACHE), else HF_HOME/hub, else XDG_CACHE_HOME/huggingface/hub, else
// ~/.cache/huggingface/hub; in all but the last a leading ~ and $NAME or ${NAME} stand for what the shell would put
// there. Empty variables count as unset.
[[nodiscard]] std::filesystem::path hub_cache_root();

// Every model's snapshots that have a config.json, by name and revision; empty where there is no cache. Those found so
// far once `stop` is set.
[[nodiscard]] std::vector<CachedModel> cached_models(const std::filesystem::path& root = hub_cache_root(),
                                                     const std::stop_token& stop = {});

// The snapshot's folder of "org/name" or "org/name@revision" (a branch, a tag or a commit). Without a revision: main,
// else the only snapshot. Every file's link must lead into the cache.
Result<std::filesystem::path> find_cached(const std::string& name,
                                          const std::filesystem::path& root = hub_cache_root());

}  // namespace headlight::io
