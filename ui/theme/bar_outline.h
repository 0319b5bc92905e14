// The edge of a bar that is as bright or as dark as what it lies on.
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace headlight::ui {

// Around a bar whose fill is not told from its ground (less than 3 : 1), as yellow is not on white; nothing around others.
void outline_bar(QPainter& painter, const QRectF& bar, const QColor& fill, const QColor& ground, const QColor& ink, double width);

// Inside the edge of `bar`.
void frame_bar(QPainter& painter, const QRectF& bar, const QColor& ink, double width);

}  // namespace headlight::ui
