// A place of a picture and the circles around it that hold half and nine tenths of what a map shows.
#pragma once

#include <QPainter>
#include <array>

#include "ui/figures/figure.h"
#include "ui/figures/picture_detail.h"

namespace headlight::ui {

struct PlaceRings {
  std::array<double, 2> at{};  // original-image pixels, as the radii
  double half = 0, most = 0;
};

// The inner circle is a line, the outer one dashed; the place is a cross.
void draw_rings(QPainter& painter, const PlaceRings& rings, const PicturePlace& place, const FigureStyle& style);

}  // namespace headlight::ui
