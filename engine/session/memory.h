// How much memory a run takes, before it is begun.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/trace_info.h"
#include "engine/models/model.h"
#include "engine/trace/recorder.h"

namespace headlight::session {

// Bytes for a run over `positions` tokens or patches: q, k, v (as they are kept) and log-sum-exp of every layer, and the
// widest intermediate results. An estimate that grows with the positions, never with their square.
[[nodiscard]] std::int64_t estimate_bytes(const ModelInfo& info, std::int64_t positions,
                                          trace::Keep keep = trace::Keep::as_computed);

// Positions that a run in `free` bytes has room for, by the same estimate.
[[nodiscard]] std::int64_t fitting_positions(const ModelInfo& info, std::int64_t free,
                                             trace::Keep keep = trace::Keep::as_computed);

// Seconds that the layers of a run take on so many threads, roughly: products of matrices at 30 GFLOPS a thread. Grows with
// the square of the positions.
[[nodiscard]] double estimate_seconds(const ModelInfo& info, std::int64_t positions, int threads);

// Bytes that the system can still hand out; −1 where it does not say.
[[nodiscard]] std::int64_t free_bytes();

// An Error of kind failed with what would fit, where the estimate passes `free` (−1: unknown, never refused). More
// positions than the model knows are left to the model: advice on memory would mislead there.
struct PlannedRun {
  std::int64_t positions = 0;
  std::string input;  // one line for people
  trace::Keep keep = trace::Keep::as_computed;
};
Result<Done> check_memory(const ModelInfo& info, const PlannedRun& run, std::int64_t free);

// Bytes of the full maps (weights and scores, float32) of an encoder or a decoder that stands alone, whose every layer
// looks from one axis at itself; 0 where the layers' sizes are known only when the model runs, and for more positions
// than the model knows.
[[nodiscard]] std::int64_t whole_map_bytes(const ModelInfo& info, const std::vector<models::AxisPlan>& plans,
                                           const std::vector<Axis>& axes);

}  // namespace headlight::session
