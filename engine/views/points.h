// The sampling points of a deformable site, query by query.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// Points in original-image pixels. Points that are not finite are left out and counted.
Result<PointsResult> points(const trace::Trace& trace, const PointsRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
