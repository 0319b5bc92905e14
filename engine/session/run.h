// One run: input → model with a recorder → trace.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

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
  std::vector<TraceId>* fresh = nullptr;   // where a job notes the traces that it brings into the session; null: nowhere
  std::function<void()> make_room{};       // on the model's device, of what earlier runs left there; may be empty
};

// Runs the model once with capture, where it lies; kernels::out_of_device_memory where even that does not fit. Out of memory is an Error of kind failed that says what was asked for.
Result<trace::TracePtr> run(const LoadedModel& loaded, const InputSpec& input, const RunOptions& options,
                            const RunControl& control);

// Equal for equal model files, input and options: the trace's address.
TraceId address(const LoadedModel& loaded, const InputSpec& input, const RunOptions& options);

}  // namespace headlight::session
