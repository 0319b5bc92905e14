// Statistics of deformable attention: what every head's sampling points do, on average over the queries.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/view.h"
#include "engine/views/sampled.h"

namespace headlight::views {

// The deformable sites of a stream in layer order; empty where it has none.
[[nodiscard]] std::vector<int> sampled_stream(const trace::Trace& trace, const std::string& stream);

// One entry a head: entropy over levels × points, distance and level_share are means over all queries, `inside` over
// those of the trace's detections. Distance is 0 where the record has no reference points. Points that are not finite count nowhere. Throws Failure (cancelled).
void append_sampled(const SampledSite& sampled, const std::stop_token& stop, StatisticsResult& result);

}  // namespace headlight::views
