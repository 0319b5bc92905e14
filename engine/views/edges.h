// The strongest links of some heads of a site.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// Edges have weights above 0 and at least the threshold; equal weights are ordered by query, key, place in `heads`.
Result<EdgesResult> edges(const trace::Trace& trace, const EdgesRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
