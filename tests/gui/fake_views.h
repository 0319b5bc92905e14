// The views of made-up traces: a softmax over made-up scores.
#pragma once

#include "engine/api/session.h"

namespace headlight::fake {

Result<Reply> view_of(const TraceInfo& trace, const ViewRequest& wanted);
void limits(Plane& plane);  // sets low and high

}  // namespace headlight::fake
