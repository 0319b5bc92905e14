#include <algorithm>
#include <array>

#include "engine/image/byte_reader.h"
#include "engine/image/exif.h"
#include "engine/image/header.h"

namespace headlight::image {
namespace {

constexpr std::size_t signature = 8;
constexpr std::size_t around_data = 12;           // length and type before, CRC after a chunk's data
constexpr std::uint64_t best_compression = 1032;  // deflate cannot do better
constexpr std::string_view xmp_keyword("XML:com.adobe.xmp\0\0\0\0\0", 22);

struct ColourType {
  unsigned number;
  unsigned channels;
  std::string_view depths;  // the legal bit depths as characters
};

constexpr std::array<ColourType, 5> colour_types{{{0, 1, "\x01\x02\x04\x08\x10"},
                                                  {2, 3, "\x08\x10"},
                                                  {3, 1, "\x01\x02\x04\x08"},
                                                  {4, 2, "\x08\x10"},
                                                  {6, 4, "\x08\x10"}}};

struct Scan {
  Orientations orientations;
  std::uint64_t data = 0;  // bytes of all IDAT chunks
  bool ended = false;
};

// A chunk's type as its four letters; bytes that are none as "?".
std::string letters(std::string_view type) {
  std::string text;
  for (const char letter : type) text += (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ? letter : '?';
  return text;
}

// The file ends inside the chunk at `at`, or before it.
void require_chunk(const ByteReader& reader, std::size_t at) {
  const auto left = reader.size() - std::min(at, reader.size());
  if (left < 8) reader.refuse("image cut off", std::to_string(reader.size()) + " bytes without an end", "chunks up to IEND");
  const std::size_t length = reader.u32(at);
  if (left - 8 < length)
    reader.refuse("image cut off", std::to_string(left - 8) + " bytes of chunk " + letters(reader.slice(at + 4, 4)),
                  std::to_string(length) + " bytes, as the chunk announces");
}

Scan scan_chunks(const ByteReader& reader) {
  Scan scan;
  for (std::size_t at = signature; !scan.ended;) {
    require_chunk(reader, at);
    const std::size_t length = reader.u32(at);
    const std::string_view type = reader.slice(at + 4, 4);
    const std::string_view data = reader.slice(at + 8, length);
    if (type == "IDAT") scan.data += length;
    if (type == "eXIf") scan.orientations.add_exif(data);
    if (type == "iTXt" && data.starts_with(xmp_keyword)) scan.orientations.add_xmp(data);
    scan.ended = type == "IEND";
    at += around_data + length;
  }
  return scan;
}

// Bytes of the picture before compression, a filter byte a row; interlacing adds less than the slack.
std::uint64_t raw_bytes(const Header& header, std::uint64_t bits_per_pixel) {
  const std::uint64_t row = (static_cast<std::uint64_t>(header.width) * bits_per_pixel + 7) / 8 + 1;
  return row * static_cast<std::uint64_t>(header.height);
}

}  // namespace

Header read_png_header(std::string_view file, const std::string& name) {
  const ByteReader reader(file, name, Endian::big);
  if (reader.u32(signature) != 13 || reader.slice(signature + 4, 4) != "IHDR")
    reader.refuse("wrong PNG header", "another first chunk", "IHDR of 13 bytes");
  Header header{Format::png, reader.u32(16), reader.u32(20)};
  const unsigned depth = reader.u8(24);
  const unsigned colour = reader.u8(25);
  const auto type = std::find_if(colour_types.begin(), colour_types.end(),
                                 [&](const ColourType& candidate) { return candidate.number == colour; });
  if (type == colour_types.end() || type->depths.find(static_cast<char>(depth)) == std::string_view::npos)
    reader.refuse("wrong PNG header",
                  "colour type " + std::to_string(colour) + " with " + std::to_string(depth) + " bits", "a legal pair");
  if (reader.u8(26) != 0 || reader.u8(27) != 0 || reader.u8(28) > 1)
    reader.refuse("wrong PNG header", "an unknown compression, filter or interlace method", "0, 0 and 0 or 1");
  header.grey = colour == 0 || colour == 4;
  if (depth == 16) header.samples = colour == 0 ? Samples::grey_clipped : Samples::high_bytes;
  const Scan scan = scan_chunks(reader);
  if (header.width < (1 << 30) && header.height < (1 << 30) &&
      raw_bytes(header, std::uint64_t{depth} * type->channels) / best_compression > scan.data)
    reader.refuse("image cut off", std::to_string(scan.data) + " bytes of compressed data",
                  "enough for " + std::to_string(header.width) + " × " + std::to_string(header.height) + " pixels");
  header.orientation = scan.orientations.chosen();
  return header;
}

}  // namespace headlight::image
