// From a list of heads to the window's selection, and back.
#pragma once

#include <algorithm>
#include <vector>

#include "ui/state/store.h"

namespace headlight::ui {

// Makes a site's head the selection; nothing for a site that the shown run has not.
void select_head(Store& store, int site, int head);

// Of heads with `layer` and `head` the one that is selected; the first where no single head is, or that one is not among them.
// Null of an empty list.
template <class Head>
[[nodiscard]] const Head* selected_or_first(const std::vector<Head>& heads, const Selection& now) {
  const auto at = std::ranges::find_if(heads, [&](const Head& each) { return now.head.mode == HeadChoice::Mode::one && each.layer == now.layer && each.head == now.head.head; });
  return at != heads.end() ? &*at : heads.empty() ? nullptr : &heads.front();
}

}  // namespace headlight::ui
