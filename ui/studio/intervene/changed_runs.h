// The runs that a list of changes makes.
#pragma once

#include "ui/state/session_client.h"

namespace headlight::ui {

// The slots in which the present list runs, and in which a translator writes anew with it.
inline constexpr char kChangedSlot[] = "studio.intervene", kAnewSlot[] = "studio.intervene.anew";

// Lets go of traces (null for none) that only changes made; what somebody holds stays. While one of those slots is busy,
// its answer may bring the same ones: then they go later.
void let_go_of_changed(SessionClient& client, const TracePtr& before, const TracePtr& after);

}  // namespace headlight::ui
