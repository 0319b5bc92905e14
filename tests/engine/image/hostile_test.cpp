#include <gmock/gmock.h>
#include <unistd.h>

#include "engine/image/exif.h"
#include "engine/image/image.h"
#include "tests/engine/image/fixture_files.h"
#include "tests/engine/io/scratch.h"

namespace headlight::image {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

class HostileImage : public ::testing::Test {
 protected:
  std::string refusal(const std::string& bytes, std::int64_t most_pixels = std::int64_t{1} << 28) {
    const auto image = read_image(scratch_.write("hostile", bytes), {.most_pixels = most_pixels});
    return image.ok() ? "accepted" : image.error().line();
  }
  // The good file with `bytes` written over it at `at`.
  std::string patched(const std::string& name, std::size_t at, const std::string& bytes) const {
    return std::string(files_.at(name)).replace(at, bytes.size(), bytes);
  }

  headlight::testing::Scratch scratch_;
  std::map<std::string, std::string> files_ = headlight::testing::image_files("files.safetensors");
};

TEST_F(HostileImage, WrongMagic) {
  for (const std::string& bytes : {""s, "B"s, "GIF89a"s, "\x89PNG\r\n\x1A"s, "\xFF\xD8"s, "RIFF\0\0\0\0WAVE"s, "II+\0"s,
                                   "%PDF-1.7"s, std::string(100, '\0')})
    EXPECT_THAT(refusal(bytes), HasSubstr("not a known image")) << bytes;
  EXPECT_THAT(refusal("GIF89a\x01"), HasSubstr("found a GIF, expected a PNG"));
  EXPECT_THAT(refusal("\0\0\0\x20" "ftypavif\0\0\0\0"s), HasSubstr("found an AVIF"));
  EXPECT_THAT(refusal("\x93NUMPY\x01"), HasSubstr("found a .npy array"));
}

TEST_F(HostileImage, HugePngHeader) {
  const std::string edge("\x00\x00\xEA\x60", 4);  // 60000
  EXPECT_THAT(refusal(patched("rgb.png", 16, edge + edge)), HasSubstr("expected enough for 60000 × 60000 pixels"));
  EXPECT_THAT(refusal(patched("rgb.png", 16, std::string(8, '\xFF'))), HasSubstr("image too large"));
  EXPECT_THAT(refusal(patched("rgb.png", 16, "\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF"s)), HasSubstr("image too large"));
}

TEST_F(HostileImage, ZeroSizes) {
  EXPECT_THAT(refusal(patched("rgb.png", 16, std::string(4, '\0'))), HasSubstr("wrong image size"));
  EXPECT_THAT(refusal(patched("rgb.bmp", 18, std::string(4, '\0'))), HasSubstr("wrong image size"));
  EXPECT_THAT(refusal(patched("rgb.bmp", 22, std::string(4, '\0'))), HasSubstr("wrong image size"));
  EXPECT_THAT(refusal(patched("q90.webp", 26, std::string(2, '\0'))), HasSubstr("wrong image size"));
  const auto frame = files_.at("q90s0.jpg").find("\xFF\xC0");
  EXPECT_THAT(refusal(patched("q90s0.jpg", frame + 5, std::string(2, '\0'))), HasSubstr("wrong image size"));
}

TEST_F(HostileImage, HugeSizesOfEveryFormat) {
  const auto frame = files_.at("q90s0.jpg").find("\xFF\xC0");
  EXPECT_THAT(refusal(patched("q90s0.jpg", frame + 5, std::string(4, '\xFF'))), HasSubstr("image too large"));
  EXPECT_THAT(refusal(patched("bits24_up.bmp", 18, "\xFF\xFF\xFF\x7F"s)), HasSubstr("image too large"));
  EXPECT_THAT(refusal(patched("bits24_up.bmp", 22, "\x00\x00\x00\x80"s)), HasSubstr("image too large"));
  EXPECT_THAT(refusal(patched("bits24_up.bmp", 18, "\x00\x10\x00\x00\x00\x10\x00\x00"s)), HasSubstr("image cut off"));
  EXPECT_THAT(refusal(patched("white_is_zero_little.tiff", 18, std::string(4, '\xFF'))), HasSubstr("image too large"));
  EXPECT_THAT(refusal(patched("lossless.webp", 21, std::string(4, '\xFF'))), ::testing::Not("accepted"));
}

TEST_F(HostileImage, AnimationsWhoseFrameDoesNotFit) {
  const auto frame = files_.at("animated_part.webp").find("ANMF");
  const auto changed = [&](std::size_t at, const std::string& bytes) { return refusal(patched("animated_part.webp", frame + 8 + at, bytes)); };
  EXPECT_EQ(changed(0, "\x03"), "accepted");
  EXPECT_THAT(changed(0, "\xFF\xFF\xFF"), HasSubstr("a part outside the picture"));
  EXPECT_THAT(changed(3, "\x40"), HasSubstr("a part outside the picture"));
  EXPECT_THAT(changed(6, "\x05"), HasSubstr("a picture of another size"));
  EXPECT_THAT(changed(20, "\xFF\xFF\xFF\x7F"), HasSubstr("image cut off"));
  EXPECT_THAT(refusal(patched("animated_part.webp", frame, "NONE")), HasSubstr("no picture in the WebP"));
}

TEST_F(HostileImage, PixelLimit) {
  EXPECT_EQ(refusal(files_.at("rgb.png"), 23 * 17), "accepted");
  EXPECT_THAT(refusal(files_.at("rgb.png"), 23 * 17 - 1),
              HasSubstr("found 23 × 17 pixels, expected at most 390 pixels"));
}

TEST_F(HostileImage, TruncatedFilesAreRefused) {
  for (const char* name : {"rgb.png", "palette.png", "q90s2.jpg", "progressive.jpg", "q90.webp", "lossless_alpha.webp", "animated_part.webp",
                           "bits24_up.bmp", "palette.bmp", "exif6.jpg"}) {
    const std::string& whole = files_.at(name);
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 40)
      ASSERT_NE(refusal(whole.substr(0, size)), "accepted") << name << " cut to " << size << " of " << whole.size();
  }
}

TEST_F(HostileImage, CutFilesSayWhatIsMissing) {
  const std::string& whole = files_.at("rgb.png");
  const auto data = whole.find("IDAT");
  const auto announced = static_cast<unsigned char>(whole[data - 1]) + 256 * static_cast<unsigned char>(whole[data - 2]);
  EXPECT_THAT(refusal(whole.substr(0, data + 14)),
              HasSubstr("found 10 bytes of chunk IDAT, expected " + std::to_string(announced) + " bytes, as the chunk announces"));
  EXPECT_THAT(refusal(whole.substr(0, data + 2)), HasSubstr("found " + std::to_string(data + 2) + " bytes without an end, expected chunks up to IEND"));
  EXPECT_THAT(refusal(files_.at("bits24_up.bmp").substr(0, 20)), HasSubstr("found 20 bytes, expected at least "));
}

TEST_F(HostileImage, DamagedFilesPrintNothing) {
  ::testing::internal::CaptureStderr();
  for (const auto& [name, whole] : files_) (void)refusal(whole.substr(0, whole.size() * 2 / 3));
  (void)refusal(patched("rgb.png", 45, std::string(20, '\x55')));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(HostileImage, StandardErrorComesBackAfterDecoding) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(refusal(files_.at("rgb.png")), "accepted");
  ASSERT_EQ(::write(STDERR_FILENO, "here", 4), 4);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "here");
}

TEST(Exif, DamagedBlocksSayNothing) {
  const std::string good = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"s;
  EXPECT_EQ(exif_orientation(good), 6);
  EXPECT_EQ(exif_orientation("Exif\0\0"s + good), 6);
  for (std::size_t size = 0; size < good.size() - 2; ++size)
    EXPECT_EQ(exif_orientation(good.substr(0, size)), 0) << size;
  EXPECT_EQ(exif_orientation("II*\0\xFF\xFF\xFF\xFF"s), 0);
  EXPECT_EQ(exif_orientation("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0"s), 0);
  EXPECT_EQ(xmp_orientation("<tiff:Orientation>8</tiff:Orientation>"), 8);
  EXPECT_EQ(xmp_orientation("tiff:Orientation=\""), 0);
}

}  // namespace
}  // namespace headlight::image
