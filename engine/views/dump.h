// Everything of a trace as plain arrays: trace.json and .npy files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "engine/api/result.h"
#include "engine/api/session.h"
#include "engine/trace/trace.h"

namespace headlight::views {

// Writes `folder` whole or not at all: made beside it under a temporary name, then renamed. An existing folder is
// replaced only when it is empty or holds a trace.json. Refuses, with the size needed, when the arrays would pass
// `max_bytes`. Written::bytes counts the arrays.
Result<Written> dump(const trace::Trace& trace, const std::filesystem::path& folder, std::int64_t max_bytes,
                     const std::stop_token& stop);

}  // namespace headlight::views
