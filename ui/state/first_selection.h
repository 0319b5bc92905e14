// Where a view of a trace begins.
#pragma once

#include "ui/state/view_state.h"

namespace headlight::ui {

// A first selection for a trace: the stream that shows most (cross attention of a translator, else the first),
// the middle layer, and for tokens the pronoun of the sample sentence or a word in the middle.
[[nodiscard]] Selection first_selection(const TraceInfo& trace);
// The row to begin with: that pronoun, else the word nearest to the middle; patches and queries: the first. −1: none.
[[nodiscard]] std::int64_t first_query(const Axis& axis);

}  // namespace headlight::ui
