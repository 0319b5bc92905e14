#include "ui/window/overlay_box.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/window/tab_order.h"

namespace headlight::ui {

OverlayBox::OverlayBox(QSize size, QWidget* area) : QWidget(area), before_(QApplication::focusWidget()) {
  for (OverlayBox* other : area->findChildren<OverlayBox*>(QString(), Qt::FindDirectChildrenOnly)) {
    if (other == this) continue;
    if (before_ != nullptr && (before_ == other || other->isAncestorOf(before_))) before_ = other->before_;
    other->deleteLater();
  }
  resize(std::min(size.width(), area->width() - 32), std::min(size.height(), area->height() - 32));
  move((area->width() - width()) / 2, std::max(16, (area->height() - height()) / 4));
  setFocusPolicy(Qt::StrongFocus);
  qApp->installEventFilter(this);
}

namespace {

// Takes no clicks: they go to what lies below, and end the box.
class Scrim : public QWidget {
 public:
  explicit Scrim(QWidget* area) : QWidget(area) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(area->rect());
  }

 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), QColor(0, 0, 0, 115)); }
};

}  // namespace

void OverlayBox::darken_below() {
  auto* scrim = new Scrim(parentWidget());
  scrim->show();
  connect(this, &QObject::destroyed, scrim, &QObject::deleteLater);
  scrim_ = scrim;
}

void OverlayBox::open() {
  show();
  raise();
  if (focusWidget() == nullptr) setFocus();
}

void OverlayBox::dismiss() {
  hide();
  if (scrim_ != nullptr) scrim_->hide();
  if (before_ != nullptr && before_->isVisible()) before_->setFocus();
  else Q_EMIT homeless();
  deleteLater();
}

void OverlayBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour("borderStrong"), 1));
  painter.setBrush(colour("tooltip"));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void OverlayBox::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return dismiss();
  QWidget::keyPressEvent(event);
}

bool OverlayBox::focusNextPrevChild(bool next) {
  if (!pass_focus(reading_order(*this), next)) setFocus();
  return true;
}

bool OverlayBox::eventFilter(QObject* object, QEvent* event) {
  if (scrim_ != nullptr && event->type() == QEvent::Resize && object == parentWidget()) scrim_->setGeometry(parentWidget()->rect());
  if (isHidden() || !object->isWidgetType()) return false;
  auto* widget = static_cast<QWidget*>(object);
  const bool inside = widget == this || isAncestorOf(widget);
  if (event->type() == QEvent::MouseButtonPress && !inside && widget->window() == window()) dismiss();
  if (event->type() == QEvent::ShortcutOverride && inside) {
    event->accept();  // everything typed belongs to the box
  }
  return false;
}

}  // namespace headlight::ui
