// Coarse levels of a whole map, and tiles cut out of them.
#pragma once

#include <optional>
#include <stop_token>

#include "engine/api/result.h"
#include "engine/api/view.h"
#include "engine/trace/pyramid.h"
#include "engine/trace/trace.h"

namespace headlight::views {

// Levels from coarse_bin of the map on until both sides are at most 64 cells; none for a map whose coarse_bin is 1.
Result<trace::Pyramid> pyramid(const trace::Trace& trace, const MapChoice& map, const std::stop_token& stop);

// The tile, exact, where the pyramid is of its map and has its bin; nothing else is looked at: the request must fit the
// map, as tile() checks.
[[nodiscard]] std::optional<TileResult> cut_out(const trace::Pyramid& pyramid, const TileRequest& request);

}  // namespace headlight::views
