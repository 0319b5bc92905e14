// Log-sum-exps of layers whose arrays stay on a device.
#pragma once

#include <stop_token>
#include <vector>

#include "engine/trace/trace.h"

namespace headlight::kernels {

// A run on a device leaves them in float32. Layers with a large one (see large_log_sum) get theirs in float64, on the device:
// all layers are looked at together, so that the host waits once. Sites of the host stay as they are.
// Throws Failure{cancelled()} when asked to stop.
void make_log_sums_exact(std::vector<trace::Site>& sites, const std::stop_token& stop = {});

}  // namespace headlight::kernels
