#include "engine/image/exif.h"

#include "engine/image/byte_reader.h"

namespace headlight::image {
namespace {

constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::uint16_t type_short = 3, type_long = 4;
constexpr std::size_t entry_bytes = 12;

int in_range(std::uint64_t value) { return value >= 1 && value <= 8 ? static_cast<int>(value) : 0; }

int read_orientation(const ByteReader& reader) {
  const std::size_t directory = reader.u32(4);
  const std::size_t entries = reader.u16(directory);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * entry_bytes;
    if (reader.u16(entry) != orientation_tag) continue;
    const std::uint16_t type = reader.u16(entry + 2);
    if (type == type_short) return in_range(reader.u16(entry + 8));
    return type == type_long ? in_range(reader.u32(entry + 8)) : 0;
  }
  return 0;
}

}  // namespace

int exif_orientation(std::string_view block) {
  using namespace std::string_view_literals;
  while (block.starts_with("Exif\0\0"sv)) block.remove_prefix(6);
  const bool little = block.starts_with("II"sv);
  if (!little && !block.starts_with("MM"sv)) return 0;
  try {
    return read_orientation(ByteReader(block, "EXIF", little ? Endian::little : Endian::big));
  } catch (const Failure&) {
    return 0;  // a damaged block says nothing, the picture is still good
  }
}

int xmp_orientation(std::string_view packet) {
  constexpr std::string_view name = "tiff:Orientation";
  for (auto at = packet.find(name); at != std::string_view::npos; at = packet.find(name, at + 1)) {
    std::string_view rest = packet.substr(at + name.size());
    const std::size_t skip = rest.starts_with("=\"") ? 2 : rest.starts_with(">") ? 1 : 0;
    if (skip > 0 && rest.size() > skip && rest[skip] >= '1' && rest[skip] <= '8') return rest[skip] - '0';
  }
  return 0;
}

}  // namespace headlight::image
