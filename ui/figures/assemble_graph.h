// Graphs from the replies to their requests.
#pragma once

#include "ui/figures/builder_parts.h"

namespace headlight::ui {

// True where links between patches, or from detections to patches, have their places on the picture.
[[nodiscard]] bool joins_patches(const TraceInfo& trace, const SiteInfo& site);

// In two columns, or on the picture where both ends have a place on it; what only the finished figure knows goes into
// `extra`.
Result<FigurePtr> assemble_graph(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                 QJsonObject& extra);

}  // namespace headlight::ui
