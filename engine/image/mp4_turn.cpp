#include "engine/image/mp4_turn.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

namespace headlight::image {
namespace {

constexpr int most_boxes = 4096;  // of one level

struct Box {
  std::string kind;
  std::uint64_t begin = 0, end = 0;  // of its content
};

std::uint64_t number(const std::string& bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

class File {
 public:
  explicit File(const std::filesystem::path& path) : in_(path, std::ios::binary) {
    in_.seekg(0, std::ios::end);
    const auto size = in_.tellg();
    whole_.end = size < 0 ? 0 : static_cast<std::uint64_t>(size);
  }
  [[nodiscard]] const Box& whole() const { return whole_; }

  // Fewer bytes where the file ends.
  std::string read(std::uint64_t at, std::size_t count) {
    std::string bytes(count, '\0');
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(at));
    in_.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(in_.gcount()));
    return bytes;
  }

  // The first box of a kind in another's content for which `accepts` is true.
  std::optional<Box> find(const Box& in, const std::string& kind, const std::function<bool(const Box&)>& accepts = {}) {
    std::uint64_t at = in.begin;
    for (int i = 0; i < most_boxes && at + 8 <= in.end; ++i) {
      const auto header = read(at, 16);
      if (header.size() < 8) return std::nullopt;
      std::uint64_t size = number(header, 0, 4), head = 8;
      if (size == 1 && header.size() == 16) size = number(header, 8, 8), head = 16;
      if (size == 0) size = in.end - at;
      if (size < head || size > in.end - at) return std::nullopt;
      const Box box{header.substr(4, 4), at + head, at + size};
      if (box.kind == kind && (!accepts || accepts(box))) return box;
      at += size;
    }
    return std::nullopt;
  }

 private:
  std::ifstream in_;
  Box whole_;
};

bool shows_pictures(File& file, const Box& track) {
  const auto media = file.find(track, "mdia");
  const auto handler = media ? file.find(*media, "hdlr") : std::nullopt;
  return handler && file.read(handler->begin + 8, 4) == "vide";
}

// a b c d of x' = a·x + c·y, y' = b·x + d·y, by sign.
std::optional<std::array<int, 4>> matrix_of(File& file, const Box& header) {
  const auto version = file.read(header.begin, 1);
  if (version.empty()) return std::nullopt;
  const auto bytes = file.read(header.begin + (version[0] == 1 ? 52 : 40), 36);
  if (bytes.size() < 36) return std::nullopt;
  const auto sign = [&](std::size_t entry) {
    const auto value = static_cast<std::int32_t>(number(bytes, entry * 4, 4));
    return value > 0x8000 ? 1 : value < -0x8000 ? -1 : 0;  // 16.16: more than a half
  };
  return std::array<int, 4>{sign(0), sign(1), sign(3), sign(4)};
}

int orientation_of(const std::array<int, 4>& matrix) {
  // By EXIF number from 1: what row 0 and column 0 are.
  constexpr std::array<std::array<int, 4>, 8> known{{{1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
                                                     {0, 1, 1, 0}, {0, 1, -1, 0}, {0, -1, -1, 0}, {0, -1, 1, 0}}};
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i] == matrix) return static_cast<int>(i) + 1;
  return 1;
}

}  // namespace

int mp4_orientation(const std::filesystem::path& path) {
  File file(path);
  const auto movie = file.find(file.whole(), "moov");
  const auto track = movie ? file.find(*movie, "trak", [&](const Box& one) { return shows_pictures(file, one); }) : std::nullopt;
  const auto header = track ? file.find(*track, "tkhd") : std::nullopt;
  const auto matrix = header ? matrix_of(file, *header) : std::nullopt;
  return matrix ? orientation_of(*matrix) : 1;
}

}  // namespace headlight::image
