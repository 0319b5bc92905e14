#include "engine/api/picture_place.h"

#include <algorithm>

namespace headlight {
namespace {

// `down` and `across`: 0 at the cell's first corner, 1 at its last.
std::array<double, 2> in_cell(const Axis& axis, std::int64_t position, double down, double across) {
  const auto cell = axis.cell(position);
  return picture_place(axis, (static_cast<double>(cell.column) + across) * cell.patch[1],
                       (static_cast<double>(cell.row) + down) * cell.patch[0]);
}

}  // namespace

std::array<double, 2> picture_place(const Axis& axis, double x, double y) {
  const auto& to = axis.to_image;
  return {to[0] * x + to[1] * y + to[2], to[3] * x + to[4] * y + to[5]};
}

std::array<double, 2> cell_centre(const Axis& axis, std::int64_t position) { return in_cell(axis, position, 0.5, 0.5); }

Box cell_box(const Axis& axis, std::int64_t position) {
  const auto [x0, y0] = in_cell(axis, position, 0, 0);
  const auto [x1, y1] = in_cell(axis, position, 1, 1);
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
}

}  // namespace headlight
