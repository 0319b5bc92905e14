// A picture at every power-of-two reduction, cut into tiles: what a window shows of a picture larger than itself.
#pragma once

#include <memory>

#include "engine/image/image.h"

namespace headlight::image {

class Pyramid {
 public:
  // Level 0 is the picture; every next one is half of it, rounded up, area-averaged, until both sides are at most `edge`.
  Pyramid(Image picture, std::int64_t edge);

  [[nodiscard]] int levels() const { return static_cast<int>(levels_.size()); }
  [[nodiscard]] const Image& level(int i) const { return levels_.at(static_cast<std::size_t>(i)); }
  // Bytes of all levels: at most 4/3 of the picture's, plus a rest for odd sizes.
  [[nodiscard]] std::int64_t bytes() const;

  // Lets go of the memory of levels that lie in files (pixel_memory.h), after the whole of one was read.
  void rest() const;

  // Pixels [column · edge, …) × [row · edge, …) of a level, cut at its border. Throws Failure for a tile outside it.
  [[nodiscard]] Image tile(int level, std::int64_t row, std::int64_t column) const;
  // The picture at most `edge` wide or high, made from the level that is the next larger.
  [[nodiscard]] Image shrunk(std::int64_t edge) const;

 private:
  std::int64_t edge_;
  std::vector<Image> levels_;
};

}  // namespace headlight::image
