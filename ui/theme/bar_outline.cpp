#include "ui/theme/bar_outline.h"

#include "ui/theme/colour_map.h"

namespace headlight::ui {

void outline_bar(QPainter& painter, const QRectF& bar, const QColor& fill, const QColor& ground, const QColor& ink, double width) {
  constexpr double kApart = 3;
  if (bar.width() <= 0 || bar.height() <= 0 || !fill.isValid() || contrast(fill, ground) >= kApart) return;
  frame_bar(painter, bar, ink, width);
}

void frame_bar(QPainter& painter, const QRectF& bar, const QColor& ink, double width) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawRect(bar.adjusted(width / 2, width / 2, -width / 2, -width / 2));
  painter.restore();
}

}  // namespace headlight::ui
