// What switching heads off does to a run's outputs.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "engine/api/session.h"
#include "engine/session/run.h"
#include "engine/trace/trace.h"

namespace headlight::session {

// Outputs that both runs have, in the order of their names.
[[nodiscard]] std::vector<Ablation::Change> changes(const trace::Trace& before, const trace::Trace& after);

// The likeliest classes or tokens of both runs, each with its probability in both.
[[nodiscard]] std::vector<Ablation::Named> named(const trace::Trace& before, const trace::Trace& after);

// Runs again with one more change.
using RunWithout = std::function<Result<trace::TracePtr>(const Intervention&)>;

// Every head of the trace's layers, from the last layer up, switched off alone. Error: unknown stream, a kind of change
// that is none of a head's, what `without` fails with, cancelled.
[[nodiscard]] Result<Importance> importance(const trace::TracePtr& before, const ImportanceRequest& request,
                                            const RunWithout& without, const RunControl& control);

// before.NAME.npy and after.NAME.npy of every output: the whole folder or none of it. Throws Failure.
void write_outputs(const std::filesystem::path& folder, const trace::Trace& before, const trace::Trace& after);

// diff.npy, likewise.
void write_difference(const std::filesystem::path& folder, const Plane& plane);

// Error of kind usage for the first intervention that names a layer, head, query, key, level or point that no layer of
// the trace has, or a kind of change that those layers cannot have.
[[nodiscard]] Result<Done> require_places(const std::vector<Intervention>& interventions, const trace::Trace& trace);

}  // namespace headlight::session
