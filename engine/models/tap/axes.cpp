#include "engine/models/tap/axes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace headlight::models::tap {
namespace {

// Whether one stride gives both numbers of cells, rounded up or down.
bool of_one_stride(Grid grid, Grid input) {
  double least = 0, most = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < 2; ++i) {
    const auto size = static_cast<double>(input[i]), cells = static_cast<double>(grid[i]);
    least = std::max(least, size / (cells + 1));
    if (grid[i] > 1) most = std::min(most, size / (cells - 1));
  }
  return least < most;
}

// A map that covers the whole input evenly, up to rounding.
bool covers(Grid grid, Grid input) {
  if (grid[0] < 1 || grid[1] < 1 || !of_one_stride(grid, input)) return false;
  const auto down = static_cast<double>(input[0]) / static_cast<double>(grid[0]);
  const auto across = static_cast<double>(input[1]) / static_cast<double>(grid[1]);
  const auto stride = std::max(down, across);
  return std::ceil(static_cast<double>(input[0]) / stride) <= static_cast<double>(grid[0]) &&
         std::ceil(static_cast<double>(input[1]) / stride) <= static_cast<double>(grid[1]) &&
         std::abs(down - across) * static_cast<double>(std::min(grid[0], grid[1])) <= stride + 1e-9;
}

// Where a map's cells lie in a sequence of `count` positions: how many stand before and behind them.
struct Surplus {
  std::int64_t leading = 0, trailing = 0;
};

std::optional<Surplus> surplus_of(const std::vector<Joined>& joined, std::int64_t cells, std::int64_t count) {
  if (cells == count) return Surplus{};
  for (const auto& parts : joined) {
    if (std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) != count) continue;
    const auto part = std::find(parts.begin(), parts.end(), cells);
    if (part == parts.end()) continue;
    return Surplus{std::accumulate(parts.begin(), part, std::int64_t{0}), std::accumulate(part + 1, parts.end(), std::int64_t{0})};
  }
  return std::nullopt;
}

bool names_decoder(const Found& found) {
  return std::any_of(found.module.begin(), found.module.end(),
                     [](const std::string& part) { return part.find("decoder") != std::string::npos; });
}

}  // namespace

AxisList::AxisList(Surroundings around) : around_(around) {
  if (around.tokens < 0) return;
  axes_.emplace_back();  // the text's own, filled by the session
}

int AxisList::keep(Axis axis) {
  axis.id = static_cast<int>(axes_.size());
  axes_.push_back(std::move(axis));
  return axes_.back().id;
}

std::string AxisList::unknown() const {
  if (unknown_.empty()) return {};
  std::string counts;
  for (const auto count : unknown_) counts += (counts.empty() ? "" : ", ") + std::to_string(count);
  const auto* what = around_.input[0] == 0 ? "positions that are not the text's tokens (another sequence, or channels) are only numbered: "
                                           : "sequences whose positions cannot be told are only numbered: ";
  return what + counts + " long";
}

Axis AxisList::grid_axis(Grid grid, std::int64_t leading, std::int64_t trailing) const {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.grid = grid;
  axis.leading = leading;
  if (leading > 0) axis.labels.emplace_back("[CLS]");
  for (std::int64_t i = 1; i < leading; ++i) axis.labels.push_back("extra " + std::to_string(i));
  for (std::int64_t i = 0; i < trailing; ++i) axis.trailing.push_back("extra " + std::to_string(std::max<std::int64_t>(leading, 1) + i));
  axis.patch = {(around_.input[0] + grid[0] - 1) / grid[0], (around_.input[1] + grid[1] - 1) / grid[1]};
  axis.input = around_.input;
  return axis;
}

int AxisList::grid_axis_for(Grid grid, std::int64_t leading, std::int64_t trailing) {
  for (const auto& axis : axes_)
    if (axis.kind == AxisKind::patches && axis.levels.empty() && axis.grid == grid && axis.leading == leading &&
        std::ssize(axis.trailing) == trailing)
      return axis.id;
  return keep(grid_axis(grid, leading, trailing));
}

int AxisList::queries_axis(std::int64_t count) {
  for (const auto& axis : axes_)
    if (axis.kind == AxisKind::queries && static_cast<std::int64_t>(axis.boxes.size()) == count) return axis.id;
  Axis axis;
  axis.kind = AxisKind::queries;
  axis.boxes.resize(static_cast<std::size_t>(count));
  return keep(std::move(axis));
}

int AxisList::levels_axis(const std::vector<Grid>& levels) {
  for (const auto& axis : axes_)
    if (axis.kind == AxisKind::patches && (axis.levels == levels || (levels.size() == 1 && axis.levels.empty() && axis.leading == 0 && axis.grid == levels[0])))
      return axis.id;
  auto axis = grid_axis(levels.front(), 0, 0);
  if (levels.size() > 1) axis.levels = levels;
  return keep(std::move(axis));
}

int AxisList::axis_for(const Found& found, std::int64_t count) {
  if (around_.tokens == count) return 0;
  const bool chosen = std::find(found.chosen.begin(), found.chosen.end(), count) != found.chosen.end();
  if (count == around_.queries && (chosen || names_decoder(found))) return queries_axis(count);
  for (const auto& axis : axes_)
    if (!axis.levels.empty() && axis.size() == count) return axis.id;
  for (auto map = found.maps.rbegin(); around_.input[0] > 0 && map != found.maps.rend(); ++map) {
    if (!covers(*map, around_.input)) continue;
    if (const auto surplus = surplus_of(found.joined, (*map)[0] * (*map)[1], count))
      return grid_axis_for(*map, surplus->leading, surplus->trailing);
  }
  if (count > 1) unknown_.insert(count);
  for (const auto& axis : axes_)
    if (axis.kind == AxisKind::tokens && static_cast<std::int64_t>(axis.labels.size()) == count) return axis.id;
  Axis axis;
  for (std::int64_t i = 0; i < count; ++i) axis.labels.push_back(std::to_string(i));
  axis.offsets.assign(axis.labels.size(), {0, 0});
  return keep(std::move(axis));
}

}  // namespace headlight::models::tap
