// A rectangle of one map, pooled.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

Result<TileResult> tile(const trace::Trace& trace, const TileRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
