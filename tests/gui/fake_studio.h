// The made-up session's answers to the workspaces beside Explore, all from `weight` and `score` of fake_session.h.
#pragma once

#include <optional>

#include "engine/api/session.h"

namespace headlight::fake {

// ‖v‖ of every key.
inline constexpr double kLength = 1.4142135623730951;

// The views of single weights, sampling points, ranking, similarity and patterns; nothing for others.
std::optional<ViewResult> studio_view(const TraceInfo& trace, const ViewRequest& wanted);
// Difference of two tiles, of traces of this session.
TileResult difference_of(const TraceInfo& a, const TraceInfo& b, const DifferenceRequest& request);
// Mean Jensen–Shannon divergence of two heads' rows, bits.
double divergence(int layer_a, int head_a, int layer_b, int head_b, std::int64_t keys);
// The trace that comes of changes: its id, text and predictions differ from `before`'s.
std::shared_ptr<TraceInfo> changed(const TraceInfo& before, const std::vector<Intervention>& changes);

}  // namespace headlight::fake
