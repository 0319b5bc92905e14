// Every head of every layer of a stream, as small maps.
#pragma once

#include "engine/views/site.h"

namespace headlight::views {

// Above the request's cell budget from a stratified sample of the queries (kernels/row_sample.h).
Result<HeadsResult> heads(const trace::Trace& trace, const HeadsRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
