// A picture fitted into a fixed input as Ultralytics' exports are fed.
#pragma once

#include "engine/image/processor.h"

namespace headlight::image {

struct Letterbox {
  std::int64_t height = 0, width = 0;  // of the model's input
  bool stretch = false;                // both sides fill the input; else the sides keep their ratio, on grey (114)

  // Resized by OpenCV's INTER_LINEAR on 8-bit RGB, centred, then divided by 255. Where the rest of a side is odd, the
  // larger margin lies below and to the right. `to_image` undoes it.
  [[nodiscard]] Result<Processed> process(const Image& image) const;
};

}  // namespace headlight::image
