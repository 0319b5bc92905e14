#include "engine/api/picture_place.h"

#include <gtest/gtest.h>

namespace headlight {
namespace {

// [CLS] and 2 × 3 patches of 20 × 10 pixels; the input is the picture's half, moved by (7, 3) and not turned.
Axis patches() {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.leading = 1;
  axis.grid = {2, 3};
  axis.patch = {20, 10};
  axis.to_image = {2, 0, 7, 0, 2, 3};
  return axis;
}

TEST(PicturePlace, CellsLieInTheOriginalPicture) {
  const auto axis = patches();
  EXPECT_EQ(picture_place(axis, 5, 1), (std::array<double, 2>{17, 5}));
  EXPECT_EQ(cell_centre(axis, 6), (std::array<double, 2>{57, 63})) << "the last one, row 1, column 2";
  const auto box = cell_box(axis, 6);
  EXPECT_EQ((std::array{box.x0, box.y0, box.x1, box.y1}), (std::array{47.0, 43.0, 67.0, 83.0}));
}

TEST(PicturePlace, BoxesOfATurnedPictureHaveTheirFirstCornerFirst) {
  auto axis = patches();
  axis.to_image = {0, -1, 100, 1, 0, 0};  // a quarter turn
  const auto box = cell_box(axis, 1);
  EXPECT_EQ((std::array{box.x0, box.y0, box.x1, box.y1}), (std::array{80.0, 0.0, 100.0, 10.0}));
}

}  // namespace
}  // namespace headlight
