// Where a picture is shown, and sharper parts of it than the figure itself holds.
#pragma once

#include <QImage>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

#include "engine/api/axis.h"

namespace headlight::ui {

// `visible`, in original-image pixels, fills `rect`.
struct PicturePlace {
  QRectF visible, rect;
  [[nodiscard]] QPointF map(double x, double y) const {
    return {rect.left() + (x - visible.left()) / visible.width() * rect.width(),
            rect.top() + (y - visible.top()) / visible.height() * rect.height()};
  }
  [[nodiscard]] QRectF map(const Box& box) const { return {map(box.x0, box.y0), map(box.x1, box.y1)}; }
  [[nodiscard]] QPointF original(QPointF at) const {
    return {visible.left() + (at.x() - rect.left()) / rect.width() * visible.width(),
            visible.top() + (at.y() - rect.top()) / rect.height() * visible.height()};
  }
  [[nodiscard]] QTransform transform() const {
    return QTransform::fromTranslate(-visible.left(), -visible.top()) *
           QTransform::fromScale(rect.width() / visible.width(), rect.height() / visible.height()) *
           QTransform::fromTranslate(rect.left(), rect.top());
  }
};

class PictureDetail {
 public:
  virtual ~PictureDetail() = default;
  // Draws the parts that it has over a picture of `size` original pixels that was drawn from `coarse`; quick, never
  // waits. The painter is clipped to the place.
  virtual void draw(QPainter& painter, const QImage& coarse, QSizeF size, const PicturePlace& place) const = 0;
};

}  // namespace headlight::ui
