// EXIF and XMP orientation.
#pragma once

#include <string_view>

namespace headlight::image {

// The orientation (1 to 8) in an EXIF block (a TIFF structure, with or without "Exif\0\0" before it);
// 0 when the block has none or is damaged.
int exif_orientation(std::string_view block);

// The orientation in an XMP packet, 0 without one.
int xmp_orientation(std::string_view packet);

// Orientations found on the way through a file: EXIF goes before XMP, the first block counts.
struct Orientations {
  int exif = 0, xmp = 0;
  void add_exif(std::string_view block) {
    if (exif == 0) exif = exif_orientation(block);
  }
  void add_xmp(std::string_view packet) {
    if (xmp == 0) xmp = xmp_orientation(packet);
  }
  [[nodiscard]] int chosen() const { return exif != 0 ? exif : xmp != 0 ? xmp : 1; }
};

}  // namespace headlight::image
