// Where the model's input and the cells of an axis of patches lie in the original image. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>

#include "engine/api/axis.h"

namespace headlight {

// (x, y) in original-image pixels of a place in the model's input, in its pixels.
[[nodiscard]] std::array<double, 2> picture_place(const Axis& axis, double x, double y);

// Of a patch position (Axis::is_cell): its middle, and all of it, in original-image pixels.
[[nodiscard]] std::array<double, 2> cell_centre(const Axis& axis, std::int64_t position);
[[nodiscard]] Box cell_box(const Axis& axis, std::int64_t position);

}  // namespace headlight
