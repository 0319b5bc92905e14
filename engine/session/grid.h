// A run over overlapping tiles of a picture.
#pragma once

#include <functional>
#include <vector>

#include "engine/api/tiles.h"

namespace headlight::session {

using Region = TileRegion;

// Runs every region, in order, by `run`, and joins what was found. `run` is told the number of the part; its first
// Error ends the whole.
using RunPart = std::function<Result<TracePtr>(const Region& region, std::size_t part)>;
Result<TiledRun> run_grid(const std::vector<Region>& regions, const Region& field, const RunPart& run);

}  // namespace headlight::session
