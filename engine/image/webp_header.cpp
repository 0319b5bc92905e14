#include "engine/image/byte_reader.h"
#include "engine/image/exif.h"
#include "engine/image/header.h"

namespace headlight::image {
namespace {

constexpr std::size_t first_chunk = 12;
constexpr std::uint64_t low_14_bits = 0x3FFF;
constexpr unsigned animation_flag = 0x02;

void read_lossy(Header& header, const ByteReader& data) {
  if (data.number(3, 3) != 0x2A019D) data.refuse("wrong WebP frame", "no start code", "a key frame");
  header.width = static_cast<std::int64_t>(data.u16(6) & low_14_bits);
  header.height = static_cast<std::int64_t>(data.u16(8) & low_14_bits);
}

void read_lossless(Header& header, const ByteReader& data) {
  if (data.u8(0) != 0x2F) data.refuse("wrong WebP frame", "no signature", "a lossless frame");
  const std::uint64_t sizes = data.u32(1);
  header.width = static_cast<std::int64_t>(sizes & low_14_bits) + 1;
  header.height = static_cast<std::int64_t>(sizes >> 14U & low_14_bits) + 1;
}

}  // namespace

Header read_webp_header(std::string_view file, const std::string& name) {
  const ByteReader reader(file, name, Endian::little);
  const std::size_t end = first_chunk - 4 + std::size_t{reader.u32(4)};
  const ByteReader body(reader.slice(0, end), name, Endian::little);
  Header header{Format::webp};
  Orientations orientations;
  bool has_frame = false;
  for (std::size_t at = first_chunk; at + 8 <= end;) {
    const std::string_view type = body.slice(at, 4);
    const std::size_t length = body.u32(at + 4);
    const ByteReader data(body.slice(at + 8, length), name, Endian::little);
    if (type == "VP8X" && (data.u8(0) & animation_flag) != 0)
      data.refuse("WebP kind not supported", "an animation", "one picture");
    if (type == "EXIF") orientations.add_exif(data.slice(0, length));
    if (type == "XMP ") orientations.add_xmp(data.slice(0, length));
    if (!has_frame && type == "VP8 ") read_lossy(header, data);
    if (!has_frame && type == "VP8L") read_lossless(header, data);
    has_frame = has_frame || type == "VP8 " || type == "VP8L";
    at += 8 + length + length % 2;
  }
  if (!has_frame) reader.refuse("no picture in the WebP", "no VP8 or VP8L chunk", "one of them");
  header.orientation = orientations.chosen();
  return header;
}

}  // namespace headlight::image
