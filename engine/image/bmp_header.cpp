#include <array>

#include "engine/image/byte_reader.h"
#include "engine/image/header.h"

namespace headlight::image {
namespace {

constexpr std::size_t info_header = 14;
constexpr std::uint32_t core_header_bytes = 12;
constexpr std::uint32_t bit_fields = 3;

struct Info {
  std::int64_t width = 0, height = 0;
  unsigned bits = 0;
  std::uint32_t compression = 0;
};

Info read_info(const ByteReader& reader) {
  const std::uint32_t size = reader.u32(info_header);
  if (size == core_header_bytes) return {reader.u16(18), reader.u16(20), reader.u16(24), 0};
  if (size < 40 || size > 124) reader.refuse("wrong BMP header", std::to_string(size) + " bytes", "12 or 40 to 124");
  const auto width = static_cast<std::int32_t>(reader.u32(18));
  const auto height = static_cast<std::int32_t>(reader.u32(22));
  // A negative height means rows from the top.
  return {width, height < 0 ? -std::int64_t{height} : std::int64_t{height}, reader.u16(28), reader.u32(30)};
}

// Blue, green, red and a spare byte, as without masks.
void check_masks(const ByteReader& reader) {
  constexpr std::size_t masks = 54;
  if (reader.u32(masks) != 0xFF0000 || reader.u32(masks + 4) != 0xFF00 || reader.u32(masks + 8) != 0xFF)
    reader.refuse("BMP kind not supported", "other bit fields", "blue, green, red, spare");
}

}  // namespace

Header read_bmp_header(std::string_view file, const std::string& name) {
  const ByteReader reader(file, name, Endian::little);
  const Info info = read_info(reader);
  const bool indexed = info.bits == 1 || info.bits == 4 || info.bits == 8;
  if (!indexed && info.bits != 24 && info.bits != 32)
    reader.refuse("BMP kind not supported", std::to_string(info.bits) + " bits a pixel", "1, 4, 8, 24 or 32");
  if (info.compression == bit_fields && info.bits == 32) check_masks(reader);
  if (info.compression != 0 && !(info.compression == bit_fields && info.bits == 32))
    reader.refuse("BMP kind not supported", "compression " + std::to_string(info.compression), "no compression");
  Header header{Format::bmp, info.width, info.height};
  if (info.width <= 0 || info.height <= 0 || info.width > (1 << 24) || info.height > (1 << 24)) return header;
  const std::uint64_t row = (static_cast<std::uint64_t>(info.width) * info.bits + 31) / 32 * 4;
  const std::uint64_t data = reader.u32(10);
  if (data + row * static_cast<std::uint64_t>(info.height) > file.size())
    reader.refuse("image cut off", std::to_string(file.size()) + " bytes",
                  std::to_string(data + row * static_cast<std::uint64_t>(info.height)) + " bytes");
  return header;
}

}  // namespace headlight::image
