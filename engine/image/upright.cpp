#include "engine/image/upright.h"

#include <algorithm>
#include <utility>

namespace headlight::image {
namespace {

// Where the upright picture's pixel (x, y) lies in the stored one: transposed first, then mirrored.
struct Turn {
  bool transposed, mirrored_x, mirrored_y;  // mirrored along the stored picture's axes
};

Turn turn_of(int orientation) {
  switch (orientation) {
    case 2:
      return {false, true, false};
    case 3:
      return {false, true, true};
    case 4:
      return {false, false, true};
    case 5:
      return {true, false, false};
    case 6:
      return {true, false, true};
    case 7:
      return {true, true, true};
    case 8:
      return {true, true, false};
    default:
      return {false, false, false};
  }
}

}  // namespace

Image upright(Image image, int orientation) {
  if (orientation <= 1 || orientation > 8) return image;
  const Turn turn = turn_of(orientation);
  Image out{image.width, image.height, Pixels(image.rgb.size()),
            image.bits,  image.grey,   image.range, image.note};
  if (turn.transposed) std::swap(out.width, out.height);
  std::uint8_t* next = out.rgb.data();
  for (std::int64_t y = 0; y < out.height; ++y) {
    for (std::int64_t x = 0; x < out.width; ++x) {
      std::int64_t column = turn.transposed ? y : x;
      std::int64_t row = turn.transposed ? x : y;
      if (turn.mirrored_x) column = image.width - 1 - column;
      if (turn.mirrored_y) row = image.height - 1 - row;
      next = std::copy_n(image.rgb.data() + (row * image.width + column) * 3, 3, next);
    }
  }
  return out;
}

}  // namespace headlight::image
