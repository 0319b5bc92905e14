// What is said where a stream was asked for that a model does not have. No Torch, no Qt.
#pragma once

#include <string>

#include "engine/api/result.h"
#include "engine/api/trace_info.h"

namespace headlight {

// "a stream of the model: encoder, decoder, cross".
[[nodiscard]] std::string known_streams(const TraceInfo& trace);

[[nodiscard]] Error no_such_stream(const TraceInfo& trace, const std::string& stream);

}  // namespace headlight
