#include "engine/models/tap/axes.h"

#include <algorithm>
#include <cmath>

namespace headlight::models::tap {
namespace {

constexpr std::int64_t most_leading = 8;  // CLS, distillation and register tokens

// A map that covers the whole input evenly, up to rounding.
bool covers(Grid grid, Grid input) {
  if (grid[0] < 1 || grid[1] < 1) return false;
  const auto down = static_cast<double>(input[0]) / static_cast<double>(grid[0]);
  const auto across = static_cast<double>(input[1]) / static_cast<double>(grid[1]);
  const auto stride = std::max(down, across);
  return std::ceil(static_cast<double>(input[0]) / stride) <= static_cast<double>(grid[0]) &&
         std::ceil(static_cast<double>(input[1]) / stride) <= static_cast<double>(grid[1]) &&
         std::abs(down - across) * static_cast<double>(std::min(grid[0], grid[1])) <= stride + 1e-9;
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

Axis AxisList::grid_axis(Grid grid, std::int64_t leading) const {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.grid = grid;
  axis.leading = leading;
  if (leading > 0) axis.labels.emplace_back("[CLS]");
  for (std::int64_t i = 1; i < leading; ++i) axis.labels.push_back("extra " + std::to_string(i));
  axis.patch = {(around_.input[0] + grid[0] - 1) / grid[0], (around_.input[1] + grid[1] - 1) / grid[1]};
  axis.input = around_.input;
  return axis;
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
  auto axis = grid_axis(levels.front(), 0);
  if (levels.size() > 1) axis.levels = levels;
  return keep(std::move(axis));
}

int AxisList::axis_for(const Found& found, std::int64_t count) {
  if (around_.tokens == count) return 0;
  const bool chosen = std::find(found.chosen.begin(), found.chosen.end(), count) != found.chosen.end();
  if (count == around_.queries && (chosen || names_decoder(found))) return queries_axis(count);
  for (const auto& axis : axes_)
    if (!axis.levels.empty() && axis.size() == count) return axis.id;
  if (around_.input[0] > 0)
    for (std::int64_t leading = 0; leading <= most_leading; ++leading)
      for (auto map = found.maps.rbegin(); map != found.maps.rend(); ++map) {
        if ((*map)[0] * (*map)[1] + leading != count || !covers(*map, around_.input)) continue;
        for (const auto& axis : axes_)
          if (axis.kind == AxisKind::patches && axis.levels.empty() && axis.grid == *map && axis.leading == leading) return axis.id;
        return keep(grid_axis(*map, leading));
      }
  for (const auto& axis : axes_)
    if (axis.kind == AxisKind::tokens && static_cast<std::int64_t>(axis.labels.size()) == count) return axis.id;
  Axis axis;
  for (std::int64_t i = 0; i < count; ++i) axis.labels.push_back(std::to_string(i));
  axis.offsets.assign(axis.labels.size(), {0, 0});
  return keep(std::move(axis));
}

}  // namespace headlight::models::tap
