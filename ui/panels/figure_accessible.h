// Tells screen readers about figures as tables.
#pragma once

#include <QWidget>

namespace headlight::ui {

// Lets Qt ask TabledWidgets for their tables. Once a program.
void install_figure_accessibility();

// Says that another cell is chosen, or that the chosen one has another value; only where `widget` has the keyboard.
void announce_cell(QWidget& widget);

}  // namespace headlight::ui
