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

// 24-bit numbers, sizes less one.
void read_canvas(Header& header, const ByteReader& data) {
  header.width = static_cast<std::int64_t>(data.number(4, 3)) + 1;
  header.height = static_cast<std::int64_t>(data.number(7, 3)) + 1;
}

// The frame's place is counted in twos; its picture's own size has to be what is said of it.
void read_frame(Header& header, const ByteReader& data, std::size_t at, std::size_t length) {
  constexpr std::size_t before = 16;  // bytes ahead of the frame's own chunks
  const auto number = [&](std::size_t offset) { return static_cast<std::int64_t>(data.number(offset, 3)); };
  const Frame frame{at + before, length - before, 2 * number(0), 2 * number(3), number(6) + 1, number(9) + 1};
  if (frame.x + frame.width > header.width || frame.y + frame.height > header.height)
    data.refuse("wrong WebP frame", "a part outside the picture", "a part of it");
  Header own{Format::webp};
  for (std::size_t chunk = before; chunk + 8 <= length && own.width == 0;) {
    const std::string_view type = data.slice(chunk, 4);
    const std::size_t size = data.u32(chunk + 4);
    const ByteReader inside(data.slice(chunk + 8, size), data.name(), Endian::little);
    if (type == "VP8 ") read_lossy(own, inside);
    if (type == "VP8L") read_lossless(own, inside);
    chunk += 8 + size + size % 2;
  }
  if (own.width != frame.width || own.height != frame.height)
    data.refuse("wrong WebP frame", "a picture of another size", std::to_string(frame.width) + " × " + std::to_string(frame.height));
  header.frame = frame;
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
    if (type == "VP8X" && (data.u8(0) & animation_flag) != 0) read_canvas(header, data);
    if (type == "ANMF" && !has_frame) read_frame(header, data, at + 8, length);
    if (type == "EXIF") orientations.add_exif(data.slice(0, length));
    if (type == "XMP ") orientations.add_xmp(data.slice(0, length));
    if (!has_frame && type == "VP8 ") read_lossy(header, data);
    if (!has_frame && type == "VP8L") read_lossless(header, data);
    has_frame = has_frame || type == "VP8 " || type == "VP8L" || type == "ANMF";
    at += 8 + length + length % 2;
  }
  if (!has_frame) reader.refuse("no picture in the WebP", "no VP8, VP8L or ANMF chunk", "one of them");
  header.orientation = orientations.chosen();
  return header;
}

}  // namespace headlight::image
