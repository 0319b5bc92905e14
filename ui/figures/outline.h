// Lines on a picture that are seen on light and on dark.
#pragma once

#include <QPainter>
#include <QPainterPath>

#include "ui/figures/figure.h"

namespace headlight::ui {

// A light line on a dark one; `width`: of the light one among large patches. Among small ones, of which `patch` is the
// shorter edge, both are thinner, so that what they go round is still seen.
struct Outline {
  double width = 1, patch = 0;
  Qt::PenStyle line = Qt::SolidLine;
  Qt::PenJoinStyle join = Qt::MiterJoin;
};

// Width of the dark line.
[[nodiscard]] double outline_width(const Outline& outline, const FigureStyle& style);
void draw_outline(QPainter& painter, const QPainterPath& path, const FigureStyle& style, const Outline& outline);

// Round a patch. Where that is small the line lies around it rather than on it, and is as wide as it takes to be found.
void draw_patch_outline(QPainter& painter, const QRectF& cell, const FigureStyle& style, double width);

}  // namespace headlight::ui
