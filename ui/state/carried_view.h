// What a view of one trace becomes in another, or beside another selection.
#pragma once

#include "ui/state/view_state.h"

namespace headlight::ui {

// The selection of one trace in another of the same shape: words by their names; an object that was not found there gives
// way to the best.
[[nodiscard]] Selection carried_selection(const TraceInfo& from, const TraceInfo& to, const Selection& selection);
// What the workspaces are about, in another trace (`from` null: it is the first). Another model's heads and positions mean
// nothing there; of the same model another text has the words of a question, if not their positions. `key_chosen`: somebody
// chose the key of `before`.
[[nodiscard]] Studio carried_studio(const ViewState& before, const TraceInfo* from, const TraceInfo& to, const Selection& after, bool key_chosen);
// How another model's maps are drawn: its weights are of another size, so that a range set by hand ends. Weights on a
// picture are spread over so many patches that one head's largest would leave the others dark: there each map has its own.
[[nodiscard]] Look carried_look(const TraceInfo* from, const TraceInfo& to, Look look);

// A place of the picture that was chosen beside one query's attention is not another's.
[[nodiscard]] Selection without_others_place(const Selection& before, Selection next);
// The head that is shown alone on the picture stays the chosen one.
[[nodiscard]] Look following_look(const TraceInfo& trace, Look look, const Selection& before, const Selection& after);

}  // namespace headlight::ui
