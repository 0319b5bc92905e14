// A deformable site as a map over the model's input.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// rows × columns cells over the whole input; each holds the weight of the points in it, of one head or as the mean or
// maximum over the heads, as the mean over the queries. Sums to at most 1 (one head, mean).
Result<SplatResult> splat(const trace::Trace& trace, const SplatRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
