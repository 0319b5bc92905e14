// A frame of an animated WebP as a file of its own.
#pragma once

#include <string>
#include <string_view>

#include "engine/image/header.h"

namespace headlight::image {

// A still WebP file of the frame's chunks, which `file` holds.
[[nodiscard]] std::string still_of(std::string_view file, const Frame& frame);

}  // namespace headlight::image
