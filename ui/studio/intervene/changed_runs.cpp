#include "ui/studio/intervene/changed_runs.h"

namespace headlight::ui {

void let_go_of_changed(SessionClient& client, const TracePtr& before, const TracePtr& after) {
  const bool soon_again = client.busy(kChangedSlot) || client.busy(kAnewSlot);
  for (const TracePtr& trace : {before, after}) {
    if (trace == nullptr) continue;
    soon_again ? client.let_go_later(trace->id) : client.let_go(trace->id);
  }
}

}  // namespace headlight::ui
