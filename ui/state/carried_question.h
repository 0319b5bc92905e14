// A question about one text, asked of another.
#pragma once

#include "ui/state/view_state.h"

namespace headlight::ui {

// The same words where they stand in the other text: of several the nearest. Of `to` what is gone is left out; where
// nothing of `from` is left, it asks from the chosen query. Pictures have no words: their questions end with them.
// `chosen`: somebody chose the key of `before`.
[[nodiscard]] Question carried_question(const Question& question, const TraceInfo& from, const Selection& before, const TraceInfo& to, const Selection& after, bool chosen);

}  // namespace headlight::ui
