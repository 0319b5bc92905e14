// Where heads of a deformable stream sampled, as maps over the picture: SplatRequest of the engine.
#pragma once

#include "ui/figures/overlay.h"
#include "ui/panels/context.h"

namespace headlight::ui {

inline constexpr double fine_splat = 48, coarse_splat = 16;  // cells along the longer side

// The chosen row, or none: then the mean over the detections is meant (over all queries where there are none).
[[nodiscard]] std::vector<std::int64_t> sampled_rows(const Feed& feed);

// A grid in the proportions of the model's input.
[[nodiscard]] SplatRequest splat_request(const TraceInfo& trace, const SiteInfo& site, HeadChoice head, std::vector<std::int64_t> queries, double edge);
// The same of every head of a stream, in the order of its sites and heads.
[[nodiscard]] std::vector<ViewRequest> splat_requests(const TraceInfo& trace, const std::string& stream, const std::vector<std::int64_t>& queries, double edge);
// What a complete set of those says; empty for anything else.
[[nodiscard]] std::vector<HeadMap> splat_maps(const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results);

// The map as one row: one distribution over all of its cells.
[[nodiscard]] Plane as_row(Plane plane);

// A figure of a map over the picture without map, scale and image: whose points they are.
[[nodiscard]] OverlayContent on_picture(const Store& store, const SiteInfo& site, const Plane& map, const std::vector<std::int64_t>& queries);

}  // namespace headlight::ui
