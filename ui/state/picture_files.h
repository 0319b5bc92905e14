// Files that the window takes for pictures, by their names.
#pragma once

#include <QStringList>

namespace headlight::ui {

[[nodiscard]] const QStringList& picture_patterns();  // "*.png", …
[[nodiscard]] bool is_picture_file(const QString& path);

}  // namespace headlight::ui
