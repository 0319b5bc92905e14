// Words of tooltips.
#pragma once

#include <QStringList>

namespace headlight::ui {

// A tooltip of these lines, empty ones left out; long ones are broken where there is no room (Qt leaves plain text whole).
[[nodiscard]] QString tip_of(const QStringList& lines);

}  // namespace headlight::ui
