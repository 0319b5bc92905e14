#include "engine/image/webp_frame.h"

namespace headlight::image {
namespace {

std::string little_endian(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, number >>= 8U) text += static_cast<char>(number & 0xFFU);
  return text;
}

// What stands before a picture that has its alpha in a chunk of its own.
std::string extended_header(const Frame& frame) {
  constexpr std::uint64_t alpha_flag = 0x10;
  return "VP8X" + little_endian(10, 4) + little_endian(alpha_flag, 4) +
         little_endian(static_cast<std::uint64_t>(frame.width - 1), 3) +
         little_endian(static_cast<std::uint64_t>(frame.height - 1), 3);
}

}  // namespace

std::string still_of(std::string_view file, const Frame& frame) {
  const auto chunks = file.substr(frame.at, frame.bytes);
  const auto body = "WEBP" + (chunks.starts_with("ALPH") ? extended_header(frame) : std::string()) + std::string(chunks);
  return "RIFF" + little_endian(body.size(), 4) + body;
}

}  // namespace headlight::image
