// The appearance of the running program: theme, fonts and style sheet made from the tokens.
#pragma once

#include <QApplication>

#include "ui/theme/theme.h"

namespace headlight::ui {

// Gives the whole program a theme. Widgets get a style change event and repaint.
void set_appearance(QApplication& application, Appearance appearance);

// The theme last set; dark before.
[[nodiscard]] const Theme& current_theme();

// A colour of the current theme by token name.
[[nodiscard]] QColor colour(const char* name);

}  // namespace headlight::ui
