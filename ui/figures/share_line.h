// How the contours of several shares are told apart.
#pragma once

#include <QString>
#include <cstddef>

namespace headlight::ui {

// Of the share at a place in their list: solid, dashed, dotted …; from the fifth on again.
[[nodiscard]] Qt::PenStyle share_line(std::size_t at);
[[nodiscard]] QString share_line_name(std::size_t at);

}  // namespace headlight::ui
