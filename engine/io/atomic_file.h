// Files that are either whole or not there.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/api/result.h"

namespace headlight::io {

// Writes beside `path` under a temporary name and renames it into place; on failure nothing is left behind.
Result<Done> write_file(const std::filesystem::path& path, std::string_view bytes);

// Reads a whole file of at most `most` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

}  // namespace headlight::io
