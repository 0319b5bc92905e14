#include "engine/image/byte_reader.h"
#include "engine/image/exif.h"
#include "engine/image/header.h"

namespace headlight::image {
namespace {

using namespace std::string_view_literals;

constexpr unsigned start_of_scan = 0xDA, end_of_image = 0xD9, application_1 = 0xE1;
constexpr std::string_view xmp_name = "http://ns.adobe.com/xap/1.0/\0"sv;

bool is_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}
bool stands_alone(unsigned marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

// Walks the file marker by marker, from the start of the image to its end.
class JpegReader {
 public:
  JpegReader(std::string_view file, const std::string& name) : file_(file), reader_(file, name, Endian::big) {}

  Header read() {
    for (unsigned marker = next_marker(); marker != end_of_image; marker = next_marker()) {
      if (stands_alone(marker)) continue;
      const std::size_t length = reader_.u16(at_);
      if (length < 2) reader_.refuse("wrong JPEG segment", std::to_string(length) + " bytes", "at least 2");
      read_segment(marker, reader_.slice(at_ + 2, length - 2));
      at_ += length;
      if (marker == start_of_scan) skip_scan();
    }
    if (header_.width == 0 || !has_scan_) reader_.refuse("no picture in the JPEG", "no frame or scan", "both");
    header_.orientation = orientations_.chosen();
    return header_;
  }

 private:
  // Markers may have fill bytes before them.
  unsigned next_marker() {
    if (reader_.u8(at_) != 0xFF) reader_.refuse("wrong JPEG marker", "byte " + std::to_string(reader_.u8(at_)), "255");
    while (reader_.u8(at_) == 0xFF) ++at_;
    return reader_.u8(at_++);
  }

  // Leaves `at_` at the marker that ends the compressed data.
  void skip_scan() {
    has_scan_ = true;
    for (;;) {
      at_ = file_.find('\xFF', at_);
      if (at_ == std::string_view::npos) at_ = file_.size();
      const unsigned next = reader_.u8(at_ + 1);
      if (next != 0x00 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) return;
      at_ += next == 0xFF ? 1 : 2;
    }
  }

  void read_segment(unsigned marker, std::string_view data) {
    if (is_frame(marker)) read_frame(marker, ByteReader(data, reader_.name(), Endian::big));
    if (marker != application_1) return;
    if (data.starts_with("Exif\0\0"sv)) orientations_.add_exif(data);
    if (data.starts_with(xmp_name)) orientations_.add_xmp(data);
  }

  void read_frame(unsigned marker, const ByteReader& frame) {
    if (marker > 0xC2)
      frame.refuse("JPEG kind not supported", "lossless, hierarchical or arithmetic coding", "baseline or progressive");
    if (frame.u8(0) != 8) frame.refuse("JPEG kind not supported", std::to_string(frame.u8(0)) + " bits", "8 bits");
    if (header_.width != 0) frame.refuse("wrong JPEG", "two frames", "one");
    header_.height = frame.u16(1);
    header_.width = frame.u16(3);
    const unsigned components = frame.u8(5);
    if (components != 1 && components != 3 && components != 4)
      frame.refuse("wrong JPEG", std::to_string(components) + " components", "1, 3 or 4");
    if (header_.width == 0 || header_.height == 0) frame.refuse("wrong image size", "zero", "at least 1 pixel");
  }

  std::string_view file_;
  ByteReader reader_;
  std::size_t at_ = 2;
  Header header_{Format::jpeg};
  Orientations orientations_;
  bool has_scan_ = false;
};

}  // namespace

Header read_jpeg_header(std::string_view file, const std::string& name) { return JpegReader(file, name).read(); }

}  // namespace headlight::image
