// Lines around the cells that hold a share of a map's mass.
#pragma once

#include <QLineF>
#include <QPainterPath>
#include <vector>

#include "engine/api/view.h"

namespace headlight::ui {

// Of cells that lines go round as if the plane ended there.
inline constexpr float beyond_the_map = -1e30F;

// Largest t such that the values ≥ t sum to at least `share` (0…1) of all positive values.
float mass_threshold(const Plane& plane, double share);

// Outline of the cells ≥ `threshold`, along cell edges; in cell units, (0, 0) the plane's corner.
std::vector<QLineF> cell_outline(const Plane& plane, float threshold);

// Level line of the values taken at cell centres (marching squares, linear between), closed along the border.
std::vector<QLineF> level_lines(const Plane& plane, float threshold);

// Joins segments that share ends into as few strokes as possible.
QPainterPath strokes(const std::vector<QLineF>& lines);

// Bilinear between cell centres, constant beyond the outermost ones: `factor` × as many rows and columns.
Plane enlarged(const Plane& plane, int factor);

}  // namespace headlight::ui
