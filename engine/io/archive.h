// Zip archives as PyTorch writes them, by memory map, distrusting every byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/mapped_file.h"

namespace headlight::io {

struct ArchiveEntry {
  std::string name;
  bool stored = true;         // else deflated
  std::uint64_t offset = 0;   // of its bytes in the file
  std::uint64_t bytes = 0;    // in the file
  std::uint64_t size = 0;     // unpacked
  std::uint32_t checksum = 0; // CRC-32 of the unpacked bytes
};

class Archive {
 public:
  // Validates every entry: names, place and size inside the file, the checksum of what is stored as it is, and that
  // all that is deflated unpacks to no more than `most_unpacked` bytes.
  static constexpr std::uint64_t most_unpacked = std::uint64_t{1} << 30;
  static Result<Archive> open(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<ArchiveEntry>& entries() const { return entries_; }
  [[nodiscard]] const ArchiveEntry* find(std::string_view name) const;
  // The bytes of a stored entry; they live as long as a copy of the archive.
  [[nodiscard]] std::string_view bytes(const ArchiveEntry& entry) const;

 private:
  std::vector<ArchiveEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> places_;  // by name
  std::shared_ptr<const MappedFile> file_;
};

// CRC-32 (ISO 3309).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

}  // namespace headlight::io
