// Files that are either whole or not there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace headlight::io {

// A file in the making beside `path`, under a temporary name. commit() renames it into place; without
// a commit nothing is left behind. Not for use from several threads.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::filesystem::path& path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  Result<Done> write(const void* bytes, std::size_t size);
  Result<Done> write(std::string_view bytes) { return write(bytes.data(), bytes.size()); }
  Result<Done> commit();

 private:
  AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int file);
  void discard() noexcept;

  std::filesystem::path path_, temporary_;
  int file_ = -1;
};

// Writes the whole file at once.
Result<Done> write_file(const std::filesystem::path& path, std::string_view bytes);

// Reads a whole regular file of at most `most` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

}  // namespace headlight::io
