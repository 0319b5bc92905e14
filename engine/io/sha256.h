// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/api/result.h"

namespace headlight::io {

// A digest in the making: add bytes in pieces of any size, then take the digest once.
class Sha256 {
 public:
  void add(const void* bytes, std::size_t size);
  // 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string digest();

 private:
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::uint64_t size_ = 0;  // bytes added so far
};

// The digest of a regular file of any size, read in pieces.
Result<std::string> sha256_file(const std::filesystem::path& path);

}  // namespace headlight::io
