// Everything about one cell.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// Rank: 1 + the number of keys of the row with a greater weight. `keys`: all keys, masked ones too.
Result<CellResult> cell(const trace::Trace& trace, const CellRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
