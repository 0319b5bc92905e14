// Numbers that people type.
#pragma once

#include <QLineEdit>
#include <optional>

namespace headlight::ui {

// The finite number in a field, with a point or a comma, a hyphen or a minus sign; nothing for anything else.
[[nodiscard]] std::optional<double> number_in(const QLineEdit& field);

}  // namespace headlight::ui
