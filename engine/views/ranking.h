// Heads by the attention mass that they put from one set of positions on another.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

Result<RankingResult> ranking(const trace::Trace& trace, const RankingRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
