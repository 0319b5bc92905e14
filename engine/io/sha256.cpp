#include "engine/io/sha256.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <vector>

#include "engine/io/sha256_blocks.h"

namespace headlight::io {
namespace {

constexpr std::size_t block_bytes = 64;
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

}  // namespace

void Sha256::add(const void* bytes, std::size_t size) {
  const auto* next = static_cast<const unsigned char*>(bytes);
  std::size_t filled = size_ % block_bytes;
  size_ += size;
  if (filled > 0) {
    const std::size_t taken = std::min(size, block_bytes - filled);
    std::memcpy(block_.data() + filled, next, taken);
    filled += taken;
    next += taken;
    size -= taken;
    if (filled < block_bytes) return;
    sha256_blocks(state_, block_.data(), 1);
  }
  const std::size_t whole = size / block_bytes;
  if (whole > 0) sha256_blocks(state_, next, whole);
  if (size % block_bytes > 0) std::memcpy(block_.data(), next + whole * block_bytes, size % block_bytes);
}

std::string Sha256::digest() {
  const std::uint64_t bits = size_ * 8;
  std::array<unsigned char, 2 * block_bytes> end{0x80};
  // One bit, zeros up to 8 bytes before a block's end, then the length.
  const std::size_t zeros = (2 * block_bytes - 9 - size_ % block_bytes) % block_bytes;
  for (std::size_t i = 0; i < 8; ++i) end[1 + zeros + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
  add(end.data(), 1 + zeros + 8);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint32_t word : state_)
    for (int shift = 28; shift >= 0; shift -= 4) text += digits[word >> static_cast<unsigned>(shift) & 0xFU];
  return text;
}

Result<std::string> sha256_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return unusable("cannot read", path.string(), "no regular file", "a file");
  std::ifstream in(path, std::ios::binary);
  std::vector<char> piece(piece_bytes);
  Sha256 sha;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
    sha.add(piece.data(), static_cast<std::size_t>(in.gcount()));
  if (!in.eof()) return unusable("cannot read", path.string(), std::strerror(errno), "a readable file");
  return sha.digest();
}

}  // namespace headlight::io
