// JPEG by libjpeg itself: CMYK as Pillow converts it, and the decoder's doubts about damaged data.
#pragma once

#include <string>

#include "engine/image/image.h"

namespace headlight::image {

// Decodes a file whose header was read and accepted into image.rgb, which is height × width × 3 large. CMYK and YCCK
// become what Pillow's convert("RGB") gives. What libjpeg finds damaged and fills in goes to image.note. Throws Failure
// naming `name` where there is no picture of that size.
void decode_jpeg(const std::string& file, const std::string& name, Image& image);

}  // namespace headlight::image
