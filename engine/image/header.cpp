#include "engine/image/header.h"

namespace headlight::image {

Header read_header(std::string_view file, const std::string& name) {
  using namespace std::string_view_literals;
  if (file.starts_with("\x89PNG\r\n\x1A\n"sv)) return read_png_header(file, name);
  if (file.starts_with("\xFF\xD8\xFF"sv)) return read_jpeg_header(file, name);
  if (file.starts_with("RIFF"sv) && file.substr(0, 12).ends_with("WEBP"sv)) return read_webp_header(file, name);
  if (file.starts_with("BM"sv)) return read_bmp_header(file, name);
  if (file.starts_with("II*\0"sv) || file.starts_with("MM\0*"sv)) return read_tiff_header(file, name);
  throw Failure{unusable("not a known image", name, file.empty() ? "an empty file" : "other first bytes",
                         "a PNG, JPEG, WebP, BMP or TIFF file")};
}

}  // namespace headlight::image
