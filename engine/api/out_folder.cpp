#include "engine/api/out_folder.h"

#include <string>
#include <system_error>

namespace headlight {
namespace {

namespace fs = std::filesystem;

bool is_ours(const std::string& name, Replaceable earlier) {
  if (earlier == Replaceable::dump) return name == "trace.json" || name.ends_with(".npy");
  return name.ends_with(".npy") && (name == "diff.npy" || name.starts_with("before.") || name.starts_with("after."));
}

// Files under the names that such results have, and nothing else.
bool holds_earlier(const fs::path& folder, Replaceable earlier) {
  std::error_code error;
  if (earlier == Replaceable::none) return false;
  if (earlier == Replaceable::dump && !fs::is_regular_file(folder / "trace.json", error)) return false;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (!entry.is_regular_file(error) || !is_ours(entry.path().filename().string(), earlier)) return false;
  return !error;
}

const char* expected(Replaceable earlier) {
  return earlier == Replaceable::dump     ? "a new or empty folder, or one of an earlier dump"
         : earlier == Replaceable::arrays ? "a new or empty folder, or one of earlier results"
                                          : "a new or empty folder";
}

}  // namespace

Result<Done> check_replaceable(const fs::path& folder, Replaceable earlier) {
  const auto target = folder.has_filename() ? folder : folder.parent_path();
  std::error_code error;
  const auto type = fs::symlink_status(target, error).type();
  if (type == fs::file_type::not_found) return Done{};
  const bool is_folder = type == fs::file_type::directory;
  if (is_folder && (fs::is_empty(target, error) || holds_earlier(target, earlier))) return Done{};
  return unusable("will not overwrite", target.string(), is_folder ? "a folder with other files" : "not a folder",
                  expected(earlier));
}

}  // namespace headlight
