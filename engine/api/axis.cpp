#include "engine/api/axis.h"

namespace headlight {

std::int64_t Axis::size() const {
  if (kind == AxisKind::patches) return leading + grid[0] * grid[1];
  if (kind == AxisKind::queries) return static_cast<std::int64_t>(boxes.size());
  return static_cast<std::int64_t>(labels.size());
}

std::string Axis::label(std::int64_t i) const {
  if (i < 0 || i >= size()) return {};
  const auto at = static_cast<std::size_t>(i);
  if (kind == AxisKind::patches && i >= leading) {
    const auto patch_index = i - leading;
    return std::to_string(patch_index / grid[1]) + "," + std::to_string(patch_index % grid[1]);
  }
  if (at < shown.size()) return shown[at];
  return at < labels.size() ? labels[at] : std::to_string(i);
}

}  // namespace headlight
