// A file mapped read-only into memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "engine/api/result.h"

namespace headlight::io {

// The pages belong to the file: a program that truncates it while it is mapped ends this one with SIGBUS.
// Writers that rename a new file into place, as ours do, are harmless.
class MappedFile {
 public:
  // A regular file of any size, also empty; named pipes and devices are refused without waiting on them.
  static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  [[nodiscard]] const std::byte* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// Whether a regular file is there; one that cannot be looked at counts as missing.
[[nodiscard]] bool is_file(const std::filesystem::path& path);

// Gives the pages that lie wholly within a part of a mapped file back to the system; reading them again reads the file.
void drop_pages(const std::byte* data, std::size_t bytes);

}  // namespace headlight::io
