#include "engine/image/header.h"

#include "engine/image/video_kind.h"

namespace headlight::image {

namespace {

// What people take for a picture and what is not read, by its first bytes.
std::string kind_of(std::string_view file) {
  using namespace std::string_view_literals;
  if (file.empty()) return "an empty file";
  if (file.starts_with("GIF8"sv)) return "a GIF";
  if (file.starts_with("%PDF"sv)) return "a PDF";
  if (file.starts_with("\x93NUMPY"sv)) return "a .npy array";
  if (file.starts_with("<?xml"sv) || file.starts_with("<svg"sv)) return "an SVG or other XML";
  if (file.starts_with("\xFF\x0A"sv) || file.starts_with("\0\0\0\x0CJXL "sv)) return "a JPEG XL";
  if (file.starts_with("\0\0\0\x0CjP  "sv)) return "a JPEG 2000";
  if (file.starts_with("II+\0"sv) || file.starts_with("MM\0+"sv)) return "a BigTIFF";
  if (file.size() >= 12 && file.substr(4, 4) == "ftyp"sv) {
    const auto brand = file.substr(8, 4);
    return brand == "avif"sv ? "an AVIF" : brand.starts_with("hei"sv) || brand == "mif1"sv ? "an HEIC" : "a video";
  }
  return "other first bytes";
}

}  // namespace

Header read_header(std::string_view file, const std::string& name) {
  using namespace std::string_view_literals;
  if (file.starts_with("\x89PNG\r\n\x1A\n"sv)) return read_png_header(file, name);
  if (file.starts_with("\xFF\xD8\xFF"sv)) return read_jpeg_header(file, name);
  if (file.starts_with("RIFF"sv) && file.substr(0, 12).ends_with("WEBP"sv)) return read_webp_header(file, name);
  if (file.starts_with("BM"sv)) return read_bmp_header(file, name);
  if (file.starts_with("II*\0"sv) || file.starts_with("MM\0*"sv)) return read_tiff_header(file, name);
  if (named_as_video(name))
    throw Failure{unusable("not a known video", name, kind_of(file), "an MP4, MOV, MKV, WebM or AVI file")};
  throw Failure{unusable("not a known image", name, kind_of(file),
                         "a PNG, JPEG, WebP, BMP or TIFF file")};
}

}  // namespace headlight::image
