// Names in strangers' files that may only lead to files inside a folder.
#pragma once

#include <filesystem>
#include <string>

#include "engine/api/result.h"

namespace headlight::io {

// The Hub cache that `folder` is a snapshot of (…/models--org--name/snapshots/REVISION), or an empty path.
[[nodiscard]] std::filesystem::path hub_cache_of(const std::filesystem::path& folder);

// `folder`/`name` where it is an existing file and lies inside `folder` with every link followed; a snapshot of a
// Hub cache may link into the cache's blobs (models--…/blobs and blobs). `name` must be relative, without "..".
Result<std::filesystem::path> contained_file(const std::filesystem::path& folder, const std::string& name);

}  // namespace headlight::io
