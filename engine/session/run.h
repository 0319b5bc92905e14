// One run: input → model with a recorder → trace.
#pragma once

#include <functional>
#include <stop_token>

#include "engine/session/loaded_model.h"
#include "engine/session/pictures.h"
#include "engine/session/videos.h"
#include "engine/trace/trace.h"

namespace headlight::session {

struct RunControl {
  std::stop_token stop;
  std::function<void(Progress)> progress;  // may be empty
  Videos* videos = nullptr;                // that stay open between runs; null: none do
  Pictures* pictures = nullptr;            // as FrameSource's
};

// Runs the model once with capture. Out of memory is an Error of kind failed that says what was asked for.
Result<trace::TracePtr> run(const LoadedModel& loaded, const InputSpec& input, const RunOptions& options,
                            const RunControl& control);

// Equal for equal model files, input and options: the trace's address.
TraceId address(const LoadedModel& loaded, const InputSpec& input, const RunOptions& options);

}  // namespace headlight::session
