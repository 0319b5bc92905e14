#include "engine/image/jpeg_decode.h"

#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include <jpeglib.h>

namespace headlight::image {
namespace {

// libjpeg leaves by a jump: between setjmp and its calls nothing is made that has to be destroyed.
struct Faults {
  jpeg_error_mgr manager;
  std::jmp_buf leave;
  char text[JMSG_LENGTH_MAX] = {};  // the error, or the first warning
};

Faults& faults_of(j_common_ptr info) { return *reinterpret_cast<Faults*>(info->err); }

void give_up(j_common_ptr info) {
  auto& faults = faults_of(info);
  faults.manager.format_message(info, faults.text);
  std::longjmp(faults.leave, 1);
}

void note(j_common_ptr info, int level) {
  auto& faults = faults_of(info);
  if (level < 0 && faults.manager.num_warnings++ == 0) faults.manager.format_message(info, faults.text);
}

void say_nothing(j_common_ptr /*info*/) {}

// a · b / 255, rounded.
unsigned share(unsigned a, unsigned b) {
  const unsigned product = a * b + 128;
  return ((product >> 8U) + product) >> 8U;
}

// Four-colour JPEGs hold what is left of white (Adobe's convention): 255 is no ink.
void to_rgb(const std::uint8_t* stored, std::int64_t width, std::uint8_t* rgb) {
  for (std::int64_t x = 0; x < width; ++x, stored += 4, rgb += 3) {
    const unsigned light = stored[3];
    for (int channel = 0; channel < 3; ++channel)
      rgb[channel] = static_cast<std::uint8_t>(light - share(255U - stored[channel], light));
  }
}

class Decompressor {
 public:
  Decompressor() {
    info_.err = jpeg_std_error(&faults_.manager);
    faults_.manager.error_exit = give_up;
    faults_.manager.emit_message = note;
    faults_.manager.output_message = say_nothing;
  }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&info_); }

  // False where the file has no picture of that size. `row`: room for width × 4 bytes.
  bool run(const std::string& file, Image& image, std::uint8_t* row) {
    if (setjmp(faults_.leave) != 0) return false;
    jpeg_create_decompress(&info_);
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    if (jpeg_read_header(&info_, TRUE) != JPEG_HEADER_OK) return false;
    if (info_.image_width != image.width || info_.image_height != image.height) return false;
    const bool four = info_.num_components == 4;
    info_.out_color_space = four ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(&info_);
    while (info_.output_scanline < info_.output_height) {
      std::uint8_t* const line = image.rgb.data() + std::int64_t{info_.output_scanline} * image.width * 3;
      JSAMPROW into = four ? row : line;
      if (jpeg_read_scanlines(&info_, &into, 1) != 1) return false;
      if (four) to_rgb(row, image.width, line);
    }
    jpeg_finish_decompress(&info_);
    return true;
  }

  [[nodiscard]] const char* words() const { return faults_.text; }
  [[nodiscard]] bool doubtful() const { return faults_.manager.num_warnings > 0; }

 private:
  jpeg_decompress_struct info_{};
  Faults faults_{};
};

}  // namespace

void decode_jpeg(const std::string& file, const std::string& name, Image& image) {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(image.width) * 4);
  const auto decompressor = std::make_unique<Decompressor>();
  if (!decompressor->run(file, image, row.data())) {
    const std::string words = decompressor->words();
    throw Failure{unusable("image cannot be decoded", name, words.empty() ? "damaged or cut-off data" : words, "a whole picture")};
  }
  if (decompressor->doubtful()) image.note = std::string("the picture's data is damaged in part (") + decompressor->words() + ")";
}

}  // namespace headlight::image
