#include "engine/api/streams.h"

namespace headlight {

std::string known_streams(const TraceInfo& trace) {
  std::string known = "a stream of the model";
  const char* before = ": ";
  for (const auto& stream : trace.streams()) {
    known += before + stream;
    before = ", ";
  }
  return known;
}

Error no_such_stream(const TraceInfo& trace, const std::string& stream) {
  return usage("no such stream", "stream", stream, known_streams(trace));
}

}  // namespace headlight
