// How far apart the heads of a stream look.
#pragma once

#include <stop_token>

#include "engine/views/site.h"

namespace headlight::views {

// Divergences are exact to about 2e-6 bits where every row is read. Error: unknown or deformable stream or head, heads
// whose maps differ in size (they have no common queries and keys), cancelled.
[[nodiscard]] Result<SimilarityResult> similarity(const trace::Trace& trace, const SimilarityRequest& request,
                                                  const std::stop_token& stop);

}  // namespace headlight::views
