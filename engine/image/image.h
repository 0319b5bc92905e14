// Pictures from files: decoded upright to 8-bit RGB.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/api/result.h"

namespace headlight::image {

struct Image {
  std::int64_t width = 0, height = 0;
  std::vector<std::uint8_t> rgb;  // height × width × 3
};

// PNG, JPEG, WebP, BMP or TIFF by magic bytes (nothing else reaches a decoder). EXIF orientation is applied; grey,
// palette, 16-bit and alpha become what Pillow's convert("RGB") gives. The header's size is checked first:
// at most `most_pixels`.
Result<Image> read_image(const std::filesystem::path& path, std::int64_t most_pixels = std::int64_t{1} << 28);

// Area-averaged down to at most `edge` on the longer side; unchanged where it is smaller.
[[nodiscard]] Image shrink(const Image& image, std::int64_t edge);

}  // namespace headlight::image
