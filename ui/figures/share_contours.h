// Contours around shares of a map's weight, on the picture that the map lies on.
#pragma once

#include <QPainter>
#include <QTransform>
#include <vector>

#include "engine/api/view.h"
#include "ui/figures/figure.h"

namespace headlight::ui {

struct SharesOnPicture {
  const Plane& map;
  const std::vector<double>& shares;  // 0…1
  bool smooth = false;
  QTransform placed;  // from (columns, rows) of the map
  QRectF seen;        // the part of the map that is shown, in the painter's units
};

// Every contour is closed and lies within `seen`, its whole width.
void draw_share_contours(QPainter& painter, const SharesOnPicture& on, const FigureStyle& style);

// The contour alone, for a line of that width.
[[nodiscard]] QPainterPath share_contour(const SharesOnPicture& on, double share, double width);

}  // namespace headlight::ui
