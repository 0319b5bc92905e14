// Zoom at the pointer and pan of a matrix on its canvas, as the views that follow.
#pragma once

#include "ui/figures/matrix.h"
#include "ui/panels/figure_canvas.h"

namespace headlight::ui {

// The matrix that a canvas shows; null for any other figure.
[[nodiscard]] const MatrixFigure* matrix_of(const FigureCanvas& canvas);
// Its columns and rows; empty where the canvas shows no matrix.
[[nodiscard]] Viewport all_cells(const FigureCanvas& canvas);
// `view` within `all`, not deeper than a few cells; empty where it is all of them.
[[nodiscard]] Viewport bounded(Viewport view, const Viewport& all);
// What is seen once the cell under `at`, a point of the canvas, is `factor` times as large and stays there. Not bounded; the
// present view where there is no matrix.
[[nodiscard]] Viewport zoomed_view(const FigureCanvas& canvas, QPointF at, double factor);
// What is seen once the matrix has followed the pointer by so many pixels; nothing moves while all of it is seen.
[[nodiscard]] Viewport panned_view(const FigureCanvas& canvas, QPointF by);

}  // namespace headlight::ui
