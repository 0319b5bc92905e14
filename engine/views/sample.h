// How one sampling point of a deformable site reads the feature maps.
#pragma once

#include <stop_token>

#include "engine/views/sampled.h"

namespace headlight::views {

// Error: unknown or dense site, head, query, level or point.
[[nodiscard]] Result<SampleResult> sample(const trace::Trace& trace, const SampleRequest& request,
                                          const std::stop_token& stop);

}  // namespace headlight::views
