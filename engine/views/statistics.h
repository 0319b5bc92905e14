// Statistics of every head of a stream.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// Distances: |i − j| where queries and keys are tokens; Euclidean, in patches, where both are the same patches, the
// leading and trailing tokens taking no part (weight on them adds no distance, their own rows are left out of the mean); else 0.
// Deformable streams: see sampled_statistics.h; they are never sampled.
Result<StatisticsResult> statistics(const trace::Trace& trace, const StatisticsRequest& request,
                                    const std::stop_token& stop);

}  // namespace headlight::views
