#include "engine/io/new_folder.h"

#include <unistd.h>

#include <string>

namespace headlight::io {

namespace fs = std::filesystem;

NewFolder::NewFolder(const fs::path& target, bool (*replaceable)(const fs::path&), const char* expected)
    : target_(target), temporary_(target), replaceable_(replaceable), expected_(expected) {
  if (!target_.has_filename()) target_ = temporary_ = target.parent_path();
  temporary_ += ".part" + std::to_string(::getpid());
  check_target();
  std::error_code error;
  fs::remove_all(temporary_, error);
  if (!fs::create_directories(temporary_, error) || error) throw Failure{unwritable(error)};
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

void NewFolder::move_into_place() {
  std::error_code error;
  check_target();
  fs::path earlier = temporary_;
  earlier += ".earlier";
  const bool replaces = fs::exists(target_, error);
  if (replaces) fs::rename(target_, earlier, error);
  if (!error) fs::rename(temporary_, target_, error);
  if (error) {
    const Error reason = unwritable(error);
    if (replaces && !fs::exists(target_, error)) fs::rename(earlier, target_, error);
    throw Failure{reason};
  }
  fs::remove_all(earlier, error);
  temporary_.clear();
}

Error NewFolder::unwritable(const std::error_code& error) const {
  return unusable("cannot write", target_.string(), error.message(), "a writable place with enough room");
}

void NewFolder::check_target() const {
  std::error_code error;
  const auto status = fs::symlink_status(target_, error);
  if (status.type() == fs::file_type::not_found) return;
  const bool folder = status.type() == fs::file_type::directory;
  if (folder && (fs::is_empty(target_, error) || replaceable_(target_))) return;
  throw Failure{unusable("will not overwrite", target_.string(), folder ? "a folder with other files" : "not a folder",
                         expected_)};
}

}  // namespace headlight::io
