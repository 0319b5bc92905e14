// One row or one column of a map.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

Result<LineResult> line(const trace::Trace& trace, const LineRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
