// The latest view results of traces, and their maps' pyramids.
#pragma once

#include "engine/api/session.h"
#include "engine/session/trace_cache.h"
#include "engine/trace/pyramid.h"

namespace headlight {

// Bytes that a result owns, roughly.
[[nodiscard]] std::int64_t bytes_of(const ViewResult& result);

}  // namespace headlight

namespace headlight::trace {

inline std::int64_t bytes_of(const Pyramid& pyramid) { return pyramid.bytes(); }

}  // namespace headlight::trace

namespace headlight::session {

using ViewCache = TraceCache<ViewRequest, ViewPtr>;
using Pyramids = TraceCache<MapChoice, trace::PyramidPtr>;

}  // namespace headlight::session
