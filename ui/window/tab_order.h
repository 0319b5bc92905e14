// Tab leads through a window as it is read, whenever its parts were made.
#pragma once

#include <QWidget>
#include <vector>

namespace headlight::ui {

// All that Tab may reach below `box` now: from top to bottom and in lines from left to right, the parts of each of
// `regions` together, in their order. What lies in none of them comes where `regions` holds `box` itself, else last.
[[nodiscard]] std::vector<QWidget*> reading_order(QWidget& box, const std::vector<const QWidget*>& regions = {});

// Gives the keyboard to the one after (`next`) or before the one that has it, from the last to the first, and scrolls
// to it. False where there is none.
bool pass_focus(const std::vector<QWidget*>& order, bool next);

}  // namespace headlight::ui
