// Figures of deformable sites from the replies to their requests.
#pragma once

#include "ui/figures/builder_parts.h"
#include "ui/figures/overlay.h"

namespace headlight::ui {

// The points view; what only the finished figure knows goes into `extra`.
Result<FigurePtr> assemble_points(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                  QJsonObject& extra);

// Self attention between detections, on the picture.
Result<FigurePtr> assemble_picture_graph(const TraceInfo& trace, const FigureSpec& spec,
                                         const std::vector<Reply>& replies, QJsonObject& extra);

// The thumbnails of a deformable stream, one reply a head.
Result<HeadsResult> heads_from_splats(const TraceInfo& trace, const FigureSpec& spec,
                                      const std::vector<Reply>& replies);

// A splat's cells as an axis of patches over the whole input.
[[nodiscard]] Axis splat_axis(const TraceInfo& trace, const SiteInfo& site, const Plane& plane);

// The box of a query that has one.
[[nodiscard]] std::optional<Box> box_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query);

}  // namespace headlight::ui
