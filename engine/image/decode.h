// OpenCV's and libjpeg's decoders behind checked headers.
#pragma once

#include <string>

#include "engine/image/header.h"
#include "engine/image/image.h"

namespace headlight::image {

// Decodes a file whose header was read and accepted; throws Failure naming `name`. The picture is as stored:
// the orientation is not applied. Applies the header's patches to `file`'s bytes.
Image decode(std::string& file, const Header& header, const std::string& name, const std::optional<Window>& window);

}  // namespace headlight::image
