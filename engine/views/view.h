// The door of this room: every view by its request.
#pragma once

#include <stop_token>

#include "engine/api/result.h"
#include "engine/api/view.h"
#include "engine/trace/trace.h"

namespace headlight::views {

// A pure function of trace and request, safe to call from any thread. Error: usage for a request that does not fit
// the trace, unusable for a trace that holds nothing of the kind, failed, cancelled.
Result<ViewResult> view(const trace::Trace& trace, const ViewRequest& request, const std::stop_token& stop);

}  // namespace headlight::views
