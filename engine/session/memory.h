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

// Of the model's own number type.
[[nodiscard]] std::int64_t bytes_a_number(const ModelInfo& info);

struct PlannedRun {
  std::int64_t positions = 0;  // tokens or patches
  std::string input;           // one line for people
  trace::Keep keep = trace::Keep::as_computed;
  std::int64_t outputs = 0;    // numbers that come out for every position, besides the hidden state: a vocabulary
};

// The way to keep q, k and v that takes least memory.
[[nodiscard]] trace::Keep thriftiest(const ModelInfo& info);

// Bytes for a run: q, k, v (as they are kept) and log-sum-exp of every layer, the widest intermediate results and the
// outputs. An estimate that grows with the positions, never with their square.
[[nodiscard]] std::int64_t estimate_bytes(const ModelInfo& info, const PlannedRun& run);

// Positions of such a run that `free` bytes have room for, by the same estimate.
[[nodiscard]] std::int64_t fitting_positions(const ModelInfo& info, const PlannedRun& run, std::int64_t free);

// Seconds that the layers of a run take on so many threads, roughly: products of matrices at 30 GFLOPS a thread. Grows with
// the square of the positions.
[[nodiscard]] double estimate_seconds(const ModelInfo& info, std::int64_t positions, int threads);

// An Error of kind failed with what would fit, where the estimate passes `free` (−1: unknown, never refused). More
// positions than the model knows are left to the model: advice on memory would mislead there.
Result<Done> check_memory(const ModelInfo& info, const PlannedRun& run, std::int64_t free);

// Bytes of the full maps (weights and scores, float32) of an encoder or a decoder that stands alone, whose every layer
// looks from one axis at itself; 0 where the layers' sizes are known only when the model runs, and for more positions
// than the model knows.
[[nodiscard]] std::int64_t whole_map_bytes(const ModelInfo& info, const std::vector<models::AxisPlan>& plans,
                                           const std::vector<Axis>& axes);

}  // namespace headlight::session
