#include "engine/api/axis.h"

namespace headlight {

std::int64_t Axis::size() const {
  if (kind == AxisKind::patches) return leading + cells() + static_cast<std::int64_t>(trailing.size());
  if (kind == AxisKind::queries) return static_cast<std::int64_t>(boxes.size());
  return static_cast<std::int64_t>(labels.size());
}

std::int64_t Axis::cells() const {
  if (levels.empty()) return grid[0] * grid[1];
  std::int64_t sum = 0;
  for (const auto& level : levels) sum += level[0] * level[1];
  return sum;
}

bool Axis::is_cell(std::int64_t i) const {
  return kind == AxisKind::patches && i >= leading && i < leading + cells();
}

std::string Axis::label(std::int64_t i) const {
  if (i < 0 || i >= size()) return {};
  const auto at = static_cast<std::size_t>(i);
  if (is_cell(i)) {
    const auto at_cell = cell(i);
    const auto place = std::to_string(at_cell.row) + "," + std::to_string(at_cell.column);
    return levels.empty() ? place : std::to_string(at_cell.level) + ":" + place;
  }
  if (kind == AxisKind::patches && i >= leading) return trailing[static_cast<std::size_t>(i - leading - cells())];
  if (at < shown.size()) return shown[at];
  return at < labels.size() ? labels[at] : std::to_string(i);
}

std::string Axis::written(std::int64_t i) const {
  const auto at = static_cast<std::size_t>(i);
  if (i < 0 || at >= writes.size()) return {};
  return at < writes_shown.size() ? writes_shown[at] : writes[at];
}

Axis::Cell Axis::cell(std::int64_t i) const {
  const auto position = i - leading;
  Cell found{0, 0, 0, grid, {static_cast<double>(patch[0]), static_cast<double>(patch[1])}};
  std::int64_t first = 0;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    found.level = level;
    found.grid = levels[level];
    for (std::size_t side = 0; side < 2; ++side)
      found.patch[side] = static_cast<double>(input[side]) / static_cast<double>(found.grid[side]);
    if (position < first + found.grid[0] * found.grid[1]) break;
    first += found.grid[0] * found.grid[1];
  }
  if (found.grid[1] == 0) return found;
  found.row = (position - first) / found.grid[1];
  found.column = (position - first) % found.grid[1];
  return found;
}

}  // namespace headlight
