// Graphs from the replies to their requests.
#pragma once

#include "ui/figures/builder_parts.h"

namespace headlight::ui {

// In two columns, or on the picture where both ends have a place on it; what only the finished figure knows goes into
// `extra`.
Result<FigurePtr> assemble_graph(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                 QJsonObject& extra);

}  // namespace headlight::ui
