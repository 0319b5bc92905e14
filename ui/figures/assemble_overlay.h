// Maps on the picture, and rollouts wherever they are shown, from the replies to their requests.
#pragma once

#include "ui/figures/builder_parts.h"

namespace headlight::ui {

// One query's map on the picture, of sampling points as cells; what only the finished figure knows goes into `extra`.
Result<FigurePtr> assemble_overlay(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                   QJsonObject& extra);

// The rollout up to a layer: on the picture where keys are patches, else a matrix.
Result<FigurePtr> assemble_rollout(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                   QJsonObject& extra);

}  // namespace headlight::ui
