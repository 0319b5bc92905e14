#include <gmock/gmock.h>

#include <cstring>

#include "engine/image/image.h"
#include "tests/engine/image/fixture_files.h"
#include "tests/engine/io/scratch.h"

namespace headlight::image {
namespace {

using ::testing::HasSubstr;

// PNG, JPEG, WebP, BMP and TIFF; grey, palette, 16-bit, alpha; all EXIF and XMP orientations.
TEST(Decode, EveryFileEqualsPillow) {
  const headlight::testing::Scratch scratch;
  const auto expected = headlight::testing::image_fixture("decoded.safetensors");
  const auto files = headlight::testing::image_files("files.safetensors");
  ASSERT_GE(files.size(), 100U);
  for (const auto& [name, bytes] : files) {
    const auto image = read_image(scratch.write(name, bytes));
    ASSERT_TRUE(image.ok()) << image.error().line();
    const io::TensorView& reference = expected->tensors().at(name);
    ASSERT_EQ((std::vector<std::int64_t>{image->height, image->width, 3}), reference.shape) << name;
    EXPECT_EQ(std::memcmp(image->rgb.data(), reference.data, reference.bytes), 0) << name;
  }
}

TEST(Decode, GoesByMagicBytesNotByName) {
  const headlight::testing::Scratch scratch;
  const auto files = headlight::testing::image_files("files.safetensors");
  EXPECT_TRUE(read_image(scratch.write("x.jpg", files.at("rgb.png"))).ok());
  EXPECT_TRUE(read_image(scratch.write("x", files.at("q90s0.jpg"))).ok());
}

// libjpeg fills in what it cannot read, as in the reference; the picture says so.
TEST(Decode, DamagedJpegDataIsNoted) {
  const headlight::testing::Scratch scratch;
  const auto whole = headlight::testing::image_files("files.safetensors").at("q90s0.jpg");
  const auto good = read_image(scratch.write("x.jpg", whole));
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good->note, "");
  auto damaged = whole;
  const auto scan = damaged.find("\xFF\xDA");
  int noted = 0;
  for (std::size_t at = scan + 40; at + 4 < damaged.size(); at += 9) {
    auto bytes = whole;
    for (std::size_t i = 0; i < 3; ++i) bytes[at + i] = static_cast<char>(bytes[at + i] ^ 0x55);
    const auto image = read_image(scratch.write("x.jpg", bytes));
    noted += image.ok() && image->note.find("damaged in part (") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(noted, 5);
  const auto cut = read_image(scratch.write("x.jpg", whole.substr(0, scan + 60) + "\xFF\xD9"));
  ASSERT_TRUE(cut.ok()) << cut.error().line();
  EXPECT_NE(cut->note, "");
}

TEST(Decode, RefusesKindsThatWouldDifferInWords) {
  const headlight::testing::Scratch scratch;
  const std::map<std::string, std::string> reasons{
      {"cmyk.tiff", "CMYK"},  {"float.tiff", "floating samples"},
      {"jpeg_coded.tiff", "compression 7"}, {"premultiplied.tiff", "premultiplied alpha"},
      {"bits16.bmp", "16 bits a pixel"},    {"gif.gif", "not a known image"}};
  for (const auto& [name, bytes] : headlight::testing::image_files("refused.safetensors")) {
    const auto image = read_image(scratch.write(name, bytes));
    ASSERT_FALSE(image.ok()) << name;
    EXPECT_THAT(image.error().line(), HasSubstr(reasons.at(name)));
    EXPECT_THAT(image.error().line(), HasSubstr(name));
  }
}

}  // namespace
}  // namespace headlight::image
