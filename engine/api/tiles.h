// Overlapping tiles over a picture, and the detections of all of them as those of one picture.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/api/session.h"

namespace headlight {

using TileRegion = std::array<double, 4>;  // x0, y0, x1, y1, original pixels

// Squares of `tile` pixels (the whole side where the field is smaller) that cover `field`, evenly spread, neighbours
// sharing at least `overlap` pixels; row by row. An Error where the numbers make no grid, or one of more than
// `most_tiles`.
constexpr std::int64_t most_tiles = 1024;
Result<std::vector<TileRegion>> tiles_of(const TileRegion& field, std::int64_t tile, std::int64_t overlap);

// The detections of all parts, falling score. Where boxes of one class from two parts overlap (intersection over union
// above 0.5, or over the smaller one's area above 0.7), one of them stays: a box that a border between tiles cuts
// loses to a whole one, else the lower score loses. `field` is what the parts cover.
std::vector<TiledRun::Found> join_tiles(const std::vector<TiledRun::Part>& parts, const TileRegion& field);

}  // namespace headlight
