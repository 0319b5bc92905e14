#include "engine/io/new_folder.h"

#include <unistd.h>

#include <string>

namespace headlight::io {

namespace fs = std::filesystem;

NewFolder::NewFolder(const fs::path& target, Replaceable earlier) : target_(target), temporary_(target), earlier_(earlier) {
  if (!target_.has_filename()) target_ = temporary_ = target.parent_path();
  temporary_ += ".part" + std::to_string(::getpid());
  (void)check_replaceable(target_, earlier_).take();
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
  (void)check_replaceable(target_, earlier_).take();
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

}  // namespace headlight::io
