// The words around a matrix, shared by its layout and its painting.
#pragma once

#include "ui/figures/matrix.h"

namespace headlight::ui {

// "it → wrench  0.456" for the selected cell; empty where none is selected, or the plane is pooled.
QString selection_line(const MatrixContent& content, const FigureStyle& style);
// The note's lines.
QStringList below(const MatrixContent& content, const FigureStyle& style, double width);

// A ruler's text for a row of the patch grid, and the longest text that a ruler of `side` shows.
QString patch_row(std::int64_t row);
QString widest_tick(const Side& side);

// Some side has a ruler with positions instead of one label a cell.
inline bool has_ruler(const MatrixLayout& layout) { return !layout.column_labels || !layout.row_labels; }

}  // namespace headlight::ui
