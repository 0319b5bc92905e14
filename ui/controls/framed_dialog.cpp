#include "ui/controls/framed_dialog.h"

#include <QPainter>

#include "ui/controls/appearance.h"

namespace headlight::ui {

void FramedDialog::paintEvent(QPaintEvent* event) {
  QDialog::paintEvent(event);
  QPainter painter(this);
  painter.setPen(QPen(colour("borderStrong"), 1));
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace headlight::ui
