// What every head of a self-attention stream does, by the known patterns.
#pragma once

#include <stop_token>

#include "engine/views/site.h"

namespace headlight::views {

// A head is named after the pattern of one kind of key with the largest share above chance, (mass − chance) / (1 −
// chance), where that is at least 0.3 and two queries have such keys; else `positional` or `block` from a half on.
// Error: unknown stream, one that is no self-attention over tokens or patches, cancelled.
[[nodiscard]] Result<PatternsResult> patterns(const trace::Trace& trace, const PatternsRequest& request,
                                              const std::stop_token& stop);

}  // namespace headlight::views
