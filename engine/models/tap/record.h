// Hands what the tap found to a run's recorder.
#pragma once

#include <string>
#include <vector>

#include "engine/models/tap/axes.h"
#include "engine/trace/recorder.h"

namespace headlight::models::tap {

// Adds every layer in order, with stream, layer, kind and axes; windows are laid back into their grid. `doubts` gets a
// line where the geometry cannot be known.
void record(const std::vector<Found>& found, AxisList& axes, trace::Recorder& recorder, std::vector<std::string>& doubts);

}  // namespace headlight::models::tap
