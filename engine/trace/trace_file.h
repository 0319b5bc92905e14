// Traces as files: safetensors with N.q, N.k, N.v, N.lse a site (or N.points, N.weights, N.value, N.reference) and
// everything else as JSON in its metadata.
#pragma once

#include <filesystem>

#include "engine/api/result.h"
#include "engine/api/session.h"
#include "engine/trace/trace.h"

namespace headlight::trace {

// Whole or not at all. Sites keep their types (float32, float16, bfloat16, float64); q, k and v that the trace makes anew
// are written one site after the other. `pyramids` of the trace's maps go with it.
Result<Written> write_trace(const Trace& trace, const std::filesystem::path& path,
                            const std::vector<PyramidPtr>& pyramids = {});

// Opens by memory map: arrays are read when a view touches them, and the file must not be changed meanwhile.
// Every field is distrusted: names, shapes, types, axes, and their sizes against the sites'.
Result<TracePtr> read_trace(const std::filesystem::path& path);

}  // namespace headlight::trace
