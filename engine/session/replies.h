// What jobs of the session answer with.
#pragma once

#include "engine/api/session.h"
#include "engine/trace/trace.h"

namespace headlight::session {

template <typename T, typename U>
Result<Reply> as_reply(Result<U> result) {
  if (!result) return result.error();
  return Reply(T(std::move(result).value()));
}

// What people are told of a trace, which keeps its arrays.
inline TracePtr info_of(const trace::TracePtr& trace) { return TracePtr(trace, &trace->info); }

}  // namespace headlight::session
