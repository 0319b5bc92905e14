#include "engine/io/contained.h"

#include <algorithm>

#include "engine/io/in_quotes.h"

namespace headlight::io {
namespace fs = std::filesystem;
namespace {

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto [rest, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return rest == folder.end();
}

bool is_plain_name(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || name.find('\0') != std::string::npos || path.is_absolute() || !path.has_filename()) return false;
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

// `folder` and `file` have no links in them any more.
bool is_allowed(const fs::path& file, const fs::path& folder) {
  if (is_inside(file, folder)) return true;
  const fs::path cache = hub_cache_of(folder);
  if (cache.empty()) return false;
  return is_inside(file, folder.parent_path().parent_path() / "blobs") || is_inside(file, cache / "blobs");
}

}  // namespace

fs::path hub_cache_of(const fs::path& folder) {
  const fs::path snapshots = folder.parent_path();
  const fs::path repository = snapshots.parent_path();
  const bool is_snapshot =
      snapshots.filename() == "snapshots" && repository.filename().string().starts_with("models--");
  return is_snapshot ? repository.parent_path() : fs::path();
}

Result<fs::path> contained_file(const fs::path& folder, const std::string& name) {
  if (!is_plain_name(name))
    return unusable("file name refused", folder.string(), in_quotes(name), "a relative name inside the folder");
  std::error_code error;
  const fs::path path = folder / name;
  const fs::path file = fs::canonical(path, error);
  if (error) return unusable("cannot read", path.string(), error.message(), "a file");
  const fs::path root = fs::canonical(folder, error);
  if (error) return unusable("cannot read", folder.string(), error.message(), "a folder");
  if (!is_allowed(file, root))
    return unusable("file outside the folder", path.string(), "a link to " + file.string(), "a file inside the folder");
  return path;
}

}  // namespace headlight::io
