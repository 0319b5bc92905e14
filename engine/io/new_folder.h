// Folders of files that are either whole or not there.
#pragma once

#include <filesystem>
#include <system_error>

#include "engine/api/out_folder.h"
#include "engine/api/result.h"

namespace headlight::io {

// A folder under a temporary name beside its place; removed again unless it was moved there. Not for use from several
// threads.
class NewFolder {
 public:
  // Nothing but what check_replaceable allows is ever replaced. Throws Failure.
  NewFolder(const std::filesystem::path& target, Replaceable earlier);
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder();

  // Where the files are to be written.
  [[nodiscard]] const std::filesystem::path& path() const { return temporary_; }

  // The earlier folder goes only once the new one stands in its place. Throws Failure.
  void move_into_place();

 private:
  [[nodiscard]] Error unwritable(const std::error_code& error) const;

  std::filesystem::path target_, temporary_;
  Replaceable earlier_;
};

}  // namespace headlight::io
