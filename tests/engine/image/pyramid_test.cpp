#include "engine/image/pyramid.h"

#include <gtest/gtest.h>

namespace headlight::image {
namespace {

// Red is the column, green the row (both modulo 256), blue 7.
Image ramp(std::int64_t width, std::int64_t height) {
  Image image{width, height, {}};
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      for (const auto value : {x % 256, y % 256, std::int64_t{7}}) image.rgb.push_back(static_cast<std::uint8_t>(value));
  return image;
}

TEST(Pyramid, HalvesUntilBothSidesFit) {
  const Pyramid pyramid(ramp(301, 130), 64);
  ASSERT_EQ(pyramid.levels(), 4);
  EXPECT_EQ(pyramid.level(1).width, 151);
  EXPECT_EQ(pyramid.level(1).height, 65);
  EXPECT_EQ(pyramid.level(3).width, 38);
  EXPECT_LE(pyramid.bytes(), std::int64_t{301} * 130 * 3 * 3 / 2);
}

TEST(Pyramid, TilesTogetherAreThePicture) {
  const auto whole = ramp(150, 70);
  const Pyramid pyramid(whole, 64);
  for (std::int64_t row = 0; row < 2; ++row)
    for (std::int64_t column = 0; column < 3; ++column) {
      const auto tile = pyramid.tile(0, row, column);
      ASSERT_EQ(tile.width, column < 2 ? 64 : 22);
      ASSERT_EQ(tile.height, row < 1 ? 64 : 6);
      for (std::int64_t y = 0; y < tile.height; ++y)
        for (std::int64_t i = 0; i < tile.width * 3; ++i)
          ASSERT_EQ(tile.rgb[static_cast<std::size_t>(y * tile.width * 3 + i)],
                    whole.rgb[static_cast<std::size_t>(((row * 64 + y) * 150 + column * 64) * 3 + i)]);
    }
}

TEST(Pyramid, AHalfIsTheMeanOfFourPixels) {
  Image checks{128, 128, {}};
  for (std::int64_t i = 0; i < checks.width * checks.height; ++i)
    checks.rgb.insert(checks.rgb.end(), 3, (i % 128 + i / 128) % 2 == 0 ? 200 : 100);
  const Pyramid pyramid(checks, 64);
  for (const auto value : pyramid.level(1).rgb) ASSERT_EQ(value, 150);
}

TEST(Pyramid, NothingOutsideIsHandedOut) {
  const Pyramid pyramid(ramp(150, 70), 64);
  EXPECT_THROW((void)pyramid.tile(3, 0, 0), Failure);
  EXPECT_THROW((void)pyramid.tile(-1, 0, 0), Failure);
  EXPECT_THROW((void)pyramid.tile(0, 2, 0), Failure);
  EXPECT_THROW((void)pyramid.tile(0, 0, 3), Failure);
  EXPECT_THROW((void)pyramid.tile(0, 0, -1), Failure);
}

TEST(Pyramid, ShrunkIsAsLargeAsAsked) {
  const Pyramid pyramid(ramp(1000, 400), 64);
  const auto small = pyramid.shrunk(200);
  EXPECT_EQ(small.width, 200);
  EXPECT_EQ(small.height, 80);
  EXPECT_EQ(pyramid.shrunk(5000).width, 1000);
}

}  // namespace
}  // namespace headlight::image
