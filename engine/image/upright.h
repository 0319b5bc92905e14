// EXIF orientations.
#pragma once

#include "engine/image/image.h"

namespace headlight::image {

// The picture turned and mirrored as EXIF orientation 1 to 8 asks.
Image upright(Image image, int orientation);

}  // namespace headlight::image
