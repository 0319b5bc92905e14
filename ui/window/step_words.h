// What an undo step is called: what differs between the views before and after it.
#pragma once

#include <QString>

#include "ui/state/view_state.h"
#include "ui/studio/workspace.h"

namespace headlight::ui {

// In few words, for "Undo: %1"; empty where nothing differs.
[[nodiscard]] QString step_words(const ViewState& before, const ViewState& after);

// The workspace that shows what the step changed: `now` where that does.
[[nodiscard]] Workspace seen_in(const ViewState& before, const ViewState& after, Workspace now);

}  // namespace headlight::ui
