#include <gtest/gtest.h>

#include "engine/image/image.h"

namespace headlight::image {
namespace {

Image filled(std::int64_t width, std::int64_t height, std::uint8_t value) {
  return {width, height, Pixels(static_cast<std::size_t>(width * height * 3), value)};
}

TEST(Shrink, KeepsSmallImages) {
  const Image image = filled(10, 20, 7);
  EXPECT_EQ(shrink(image, 20).rgb, image.rgb);
  EXPECT_EQ(shrink(image, 100).height, 20);
}

TEST(Shrink, KeepsTheAspectRatioAndAtLeastOnePixel) {
  const Image wide = shrink(filled(1000, 500, 9), 100);
  EXPECT_EQ(wide.width, 100);
  EXPECT_EQ(wide.height, 50);
  EXPECT_EQ(wide.rgb, Pixels(100 * 50 * 3, 9));
  EXPECT_EQ(shrink(filled(3000, 2, 0), 10).height, 1);
}

TEST(Shrink, AveragesAreas) {
  Image image = filled(4, 2, 0);
  for (std::size_t i = 0; i < image.rgb.size(); i += 6) image.rgb[i] = image.rgb[i + 1] = image.rgb[i + 2] = 200;
  const Image half = shrink(image, 2);
  EXPECT_EQ(half.rgb, (Pixels{100, 100, 100, 100, 100, 100}));
}

}  // namespace
}  // namespace headlight::image
