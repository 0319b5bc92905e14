// How the colours of what is shown run.
#pragma once

#include "ui/panels/colour_range.h"

namespace headlight::ui {

// Of the chosen quantity: scores, which are below 0 too, have no root and no logarithm.
[[nodiscard]] ValueScale shown_scale(const Look& look);
[[nodiscard]] Transform transform_of(ValueScale scale);

// Of links, which are weights also while another quantity is shown; `highest` of them, over `cells` keys.
[[nodiscard]] Scale link_scale(Feed& feed, double highest, std::int64_t cells);

}  // namespace headlight::ui
