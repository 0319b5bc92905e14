// Folders of files that are either whole or not there.
#pragma once

#include <filesystem>
#include <system_error>

#include "engine/api/result.h"

namespace headlight::io {

// A folder under a temporary name beside its place; removed again unless it was moved there. Not for use from several
// threads.
class NewFolder {
 public:
  // Nothing but an empty folder, or one of which `replaceable` says that it may go, is ever replaced; `expected` tells
  // people so. Throws Failure.
  NewFolder(const std::filesystem::path& target, bool (*replaceable)(const std::filesystem::path&), const char* expected);
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder();

  // Where the files are to be written.
  [[nodiscard]] const std::filesystem::path& path() const { return temporary_; }

  // The earlier folder goes only once the new one stands in its place. Throws Failure.
  void move_into_place();

 private:
  [[nodiscard]] Error unwritable(const std::error_code& error) const;
  void check_target() const;

  std::filesystem::path target_, temporary_;
  bool (*replaceable_)(const std::filesystem::path&);
  const char* expected_;
};

}  // namespace headlight::io
