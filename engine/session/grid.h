// Overlapping tiles over a picture, and the detections of all of them as those of one picture.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/api/session.h"

namespace headlight::session {

using Region = std::array<double, 4>;  // x0, y0, x1, y1, original pixels

// Squares of `tile` pixels (the whole side where the field is smaller) that cover `field`, evenly spread, neighbours
// sharing at least `overlap` pixels; row by row. An Error where the numbers make no grid, or one of more than
// `most_tiles`.
constexpr std::int64_t most_tiles = 1024;
Result<std::vector<Region>> grid_of(const Region& field, std::int64_t tile, std::int64_t overlap);

// The detections of all parts, falling score. Where boxes of one class from two parts overlap (intersection over union
// above 0.5, or over the smaller one's area above 0.7), one of them stays: a box that a border between tiles cuts
// loses to a whole one, else the lower score loses. `field` is what the parts cover.
std::vector<TiledRun::Found> join(const std::vector<TiledRun::Part>& parts, const Region& field);

// Runs every region, in order, by `run`, and joins what was found. `run` is told the number of the part; its first
// Error ends the whole.
using RunPart = std::function<Result<TracePtr>(const Region& region, std::size_t part)>;
Result<TiledRun> run_grid(const std::vector<Region>& regions, const Region& field, const RunPart& run);

}  // namespace headlight::session
