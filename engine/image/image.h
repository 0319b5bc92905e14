// Pictures from files: decoded upright to 8-bit RGB.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/api/result.h"
#include "engine/image/pixel_memory.h"

namespace headlight::image {

// The sample values that become black (first) and white; the larger may be the first, which inverts the picture. In the
// file's own units: 0…65535 for 16 bits, 0…255 for 8 and for fewer, which are widened to 8.
using Window = std::array<double, 2>;

struct Image {
  std::int64_t width = 0, height = 0;
  Pixels rgb{};                       // height × width × 3
  int bits = 8;                       // of a sample of the file, 8 or 16
  bool grey = false;                  // the file has one channel (and perhaps alpha), no palette
  std::array<double, 2> range{0, 0};  // its least and largest sample, in the units of Window
  std::string note{};                 // what was damaged and filled in, or became white, in one line; empty for nothing
};

struct Reading {
  std::int64_t most_pixels = std::int64_t{1} << 28;
  std::optional<Window> window{};
};

// PNG, JPEG, WebP, BMP or TIFF by magic bytes (nothing else reaches a decoder). EXIF orientation is applied; grey,
// palette, 16-bit and alpha become what Pillow's convert("RGB") gives, or with a window every sample its place in that,
// rounded and clipped to 0…255. The header's size is checked first.
Result<Image> read_image(const std::filesystem::path& path, const Reading& reading = {});

// Pixels [x0, x1) × [y0, y1) of a picture.
struct Part {
  std::int64_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool operator==(const Part&) const = default;
};

// The whole pixels nearest to x0, y0, x1, y1, cut at the borders of a picture of this size. Throws Failure where nothing
// of it is left, or where the numbers are no rectangle.
[[nodiscard]] Part part_of(std::int64_t width, std::int64_t height, const std::array<double, 4>& region);
[[nodiscard]] Image cut(const Image& image, const Part& part);

// Area-averaged down to at most `edge` on the longer side; unchanged where it is smaller.
[[nodiscard]] Image shrink(const Image& image, std::int64_t edge);

}  // namespace headlight::image
