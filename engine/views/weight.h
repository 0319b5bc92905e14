// How one weight of a dense site comes about, and what its key adds to the output.
#pragma once

#include <stop_token>

#include "engine/views/site.h"

namespace headlight::views {

// Error: unknown or deformable site, head, query or key.
[[nodiscard]] Result<WeightResult> weight(const trace::Trace& trace, const WeightRequest& request,
                                          const std::stop_token& stop);

}  // namespace headlight::views
