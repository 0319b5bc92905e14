// From a list of heads to the window's selection.
#pragma once

#include "ui/state/store.h"

namespace headlight::ui {

// Makes a site's head the selection; nothing for a site that the shown run has not.
void select_head(Store& store, int site, int head);

}  // namespace headlight::ui
