// Window and level: which samples of a file become black and white.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "engine/image/image.h"
#include "tests/engine/image/fixture_files.h"
#include "tests/engine/io/scratch.h"

namespace headlight::image {
namespace {

using ::testing::HasSubstr;

std::string hex_bytes(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

// 16-bit PNGs that hold `samples`: 3 × 2 grey, the same with alpha, 2 × 1 colour.
const std::string grey = hex_bytes(
    "89504e470d0a1a0a0000000d4948445200000003000000021000000000e88fe585000000164944415478da636060607ec17e81817bc71c87ff"
    "ff011a050560283e74cc0000000049454e44ae426082");
const std::string grey_alpha = hex_bytes(
    "89504e470d0a1a0a0000000d494844520000000300000002100400000067ed72d2000000204944415478da636060f8ff9ff9c5ffffec171852"
    "18b877fcff3fc7e13f180000adfa0fbac35c6d4d0000000049454e44ae426082");
const std::string colour = hex_bytes(
    "89504e470d0a1a0a0000000d49484452000000020000000110020000002bd0349e000000154944415478da636060607ec17e817bc71c87ffff"
    "0118420560725d83d80000000049454e44ae426082");
const std::vector<double> samples{0, 1000, 2000, 3000, 40000, 65535};

Pixels expected(const Window& window, std::size_t copies) {
  Pixels rgb;
  for (const double sample : samples) {
    const double share = std::clamp((sample - window[0]) / (window[1] - window[0]), 0.0, 1.0);
    rgb.insert(rgb.end(), copies, static_cast<std::uint8_t>(std::floor(255 * share + 0.5)));
  }
  return rgb;
}

class WindowTest : public ::testing::Test {
 protected:
  Result<Image> read(std::string_view bytes, const std::optional<Window>& window = std::nullopt) {
    return read_image(scratch_.write("picture", bytes), {.window = window});
  }
  std::map<std::string, std::string> files_ = headlight::testing::image_files("files.safetensors");

 private:
  headlight::testing::Scratch scratch_;
};

TEST_F(WindowTest, PlacesEverySampleOfSixteenBits) {
  for (const Window& window : {Window{0, 65535}, Window{1000, 3000}, Window{2500, 2501}, Window{65535, 0},
                               Window{-500, 1500.5}, Window{3000, 1000}}) {
    for (const auto* file : {&grey, &grey_alpha, &colour}) {
      const auto image = read(*file, window);
      ASSERT_TRUE(image.ok()) << image.error().line();
      EXPECT_EQ(image->rgb, expected(window, file == &colour ? 1 : 3)) << window[0] << " to " << window[1];
    }
  }
}

TEST_F(WindowTest, SaysWhatTheFileHolds) {
  for (const auto* file : {&grey, &grey_alpha, &colour}) {
    const auto image = read(*file);
    ASSERT_TRUE(image.ok()) << image.error().line();
    EXPECT_EQ(image->bits, 16);
    EXPECT_EQ(image->grey, file != &colour);
    EXPECT_EQ(image->range, (std::array<double, 2>{0, 65535}));
  }
  const auto about = [&](const char* name) { return read(files_.at(name)).take(); };
  EXPECT_TRUE(about("grey.png").grey);
  EXPECT_TRUE(about("grey16_big.tiff").grey);
  EXPECT_EQ(about("grey16_big.tiff").bits, 16);
  EXPECT_LT(about("grey16_big.tiff").range[1], 700);
  EXPECT_FALSE(about("rgb.png").grey);
  EXPECT_FALSE(about("palette.png").grey);
  EXPECT_EQ(about("rgb.png").bits, 8);
}

TEST_F(WindowTest, SaysThatGreyBeyondOneByteIsWhite) {
  EXPECT_THAT(read(grey)->note, HasSubstr("reach 65535, and a window of values (--window) shows them"));
  EXPECT_EQ(read(grey, Window{0, 65535})->note, "") << "nobody needs to be told twice";
  EXPECT_EQ(read(colour)->note, "") << "colour keeps its high bytes";
  EXPECT_EQ(read(files_.at("grey.png"))->note, "");
}

// Pillow clips 16-bit grey at 255, so the window 0…255 gives the same; 8-bit samples stay as they are.
TEST_F(WindowTest, OfOneByteIsThePlainReading) {
  for (const char* name : {"grey16_little.tiff", "grey16_big.tiff", "grey16.png", "grey16.tiff", "rgb.png", "grey.jpg"})
    EXPECT_EQ(read(files_.at(name), Window{0, 255})->rgb, read(files_.at(name))->rgb) << name;
}

TEST_F(WindowTest, OfEightBitsStretchesThem) {
  const auto plain = read(files_.at("exif6.png")).take();
  const auto narrow = read(files_.at("exif6.png"), Window{100, 150}).take();
  ASSERT_EQ(plain.rgb.size(), narrow.rgb.size());
  EXPECT_EQ(narrow.width, plain.width) << "turned upright as well";
  for (std::size_t i = 0; i < plain.rgb.size(); ++i)
    ASSERT_EQ(narrow.rgb[i], std::lround(255 * std::clamp((plain.rgb[i] - 100) / 50.0, 0.0, 1.0)));
}

TEST_F(WindowTest, WithoutExtentIsRefused) {
  for (const Window& window : {Window{5, 5}, Window{0, INFINITY}, Window{NAN, 3}}) {
    const auto image = read(grey, window);
    ASSERT_FALSE(image.ok());
    EXPECT_EQ(image.error().kind, Error::Kind::usage);
    EXPECT_THAT(image.error().line(), HasSubstr("two different finite numbers"));
  }
}

}  // namespace
}  // namespace headlight::image
