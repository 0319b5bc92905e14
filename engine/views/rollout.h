// Attention rollout (Abnar & Zuidema 2020), some rows of it.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// v ← ½v + ½ v·mean_h A from the last layer down to the first, streamed: no queries × keys array is made.
Result<RolloutResult> rollout(const trace::Trace& trace, const RolloutRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
