// What the made-up models read: texts cut at spaces, and one picture.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "engine/api/axis.h"
#include "engine/api/pictures.h"

namespace headlight::fake {

Axis text_axis(const std::string& text);
Axis image_axis();  // 4 × 4 patches and [CLS]
// 256 × 256; grey and of 16 bits where the path ends in "ct.png".
Picture picture_of(const std::string& path, const std::optional<std::array<double, 2>>& window);

}  // namespace headlight::fake
