// What an image file says about itself, read before any decoder sees it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace headlight::image {

enum class Format { png, jpeg, webp, bmp, tiff };

// How the decoder's samples become 8-bit RGB.
enum class Samples {
  eight_bit,     // as they are; alpha is dropped
  grey_clipped,  // 16-bit grey: clipped at 255, as Pillow converts its mode I;16
  high_bytes     // 16-bit colour: the high byte, as Pillow reads it
};

// A 16-bit number in the file that the decoder sees in place of the real one, in the file's byte order.
struct Patch {
  std::size_t at;
  std::uint16_t value;
};

// The first frame of an animation: chunks of a WebP file, and where its picture lies in the whole one.
struct Frame {
  std::size_t at = 0, bytes = 0;  // of the chunks
  std::int64_t x = 0, y = 0, width = 0, height = 0;
};

struct Header {
  Format format = Format::png;
  std::int64_t width = 0, height = 0;  // as stored, before EXIF's rotation
  int orientation = 1;                 // EXIF, 1 to 8
  Samples samples = Samples::eight_bit;
  bool grey = false;                   // one channel, and perhaps alpha; no palette
  std::vector<Patch> patches{};  // for the decoder's eyes only
  std::optional<Frame> frame{};  // of an animation
};

// Reads and validates a file's header by its magic bytes; throws Failure naming `name`. Kinds that the decoder
// cannot turn into exactly Pillow's RGB are refused in words.
Header read_header(std::string_view file, const std::string& name);

// One reader a format, for read_header.
Header read_png_header(std::string_view file, const std::string& name);
Header read_jpeg_header(std::string_view file, const std::string& name);
Header read_webp_header(std::string_view file, const std::string& name);
Header read_bmp_header(std::string_view file, const std::string& name);
Header read_tiff_header(std::string_view file, const std::string& name);

}  // namespace headlight::image
