#include "ui/controls/focus_ring.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QRegion>
#include <utility>

#include "ui/controls/appearance.h"

namespace headlight::ui {

namespace {

constexpr int kOut = 3;
constexpr int kTouch = 8;  // handles of splitters reach so far over their neighbours

bool takes_text(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
}

}  // namespace

FocusRing::FocusRing(QWidget* window) : QWidget(window) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  by_keyboard_ = qobject_cast<QDialog*>(window) != nullptr;  // a dialog says from the start what Enter would do
  hide();
  soon_.setSingleShot(true);
  soon_.setInterval(0);
  connect(&soon_, &QTimer::timeout, this, &FocusRing::place);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
  qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* object, QEvent* event) {
  const auto type = event->type();
  // Before the desktop has made it the active window a dialog already has its default.
  if (type == QEvent::Show && object == window() && by_keyboard_ && target_ == nullptr) follow(window()->focusWidget());
  const bool key = type == QEvent::KeyPress || type == QEvent::ShortcutOverride;  // a shortcut's is never pressed further on
  if (key && !std::exchange(by_keyboard_, true)) soon_.start();  // of what has the keyboard already
  if (type == QEvent::MouseButtonPress && by_keyboard_) {
    by_keyboard_ = false;
    if (target_ != nullptr && !takes_text(target_)) hide();
  }
  const bool geometry = type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide || type == QEvent::ZOrderChange;
  if (geometry && target_ != nullptr && object->isWidgetType() && object != this) {
    auto* widget = static_cast<QWidget*>(object);
    const QWidget* around = widget->parentWidget();
    if (widget == target_ || widget->isAncestorOf(target_)) place();
    else if (around != nullptr && around->isAncestorOf(target_)) soon_.start();  // it may come over the target
  }
  return false;
}

void FocusRing::follow(QWidget* widget) {
  target_ = widget;
  const bool fits = widget != nullptr && widget->window() == window() && widget != window() &&
                    qobject_cast<QMenuBar*>(widget) == nullptr && !widget->property("ringless").toBool();
  if (!fits) target_ = nullptr;
  place();
}

// What is drawn over the target: a rail that is opened over the centre, the palette. Neighbours only touch it.
QRegion FocusRing::covered(const QRect& shown) const {
  QRegion over;
  for (const QWidget* up = target_; up != nullptr && up != window(); up = up->parentWidget()) {
    const QObjectList& beside = up->parentWidget()->children();  // the last is on top
    for (auto above = beside.size(); above-- > 0 && beside[above] != up;) {
      const auto* widget = qobject_cast<const QWidget*>(beside[above]);
      if (widget == nullptr || widget == this || widget->isWindow() || !widget->isVisible() || widget->testAttribute(Qt::WA_TransparentForMouseEvents)) continue;
      const QRect place(widget->mapTo(window(), QPoint()), widget->size());
      const QRect common = place & shown;
      if (common.width() > kTouch && common.height() > kTouch) over += place;
    }
  }
  return over;
}

void FocusRing::place() {
  if (target_ == nullptr || !target_->isVisible() || !(by_keyboard_ || takes_text(target_))) {
    hide();
    return;
  }
  const QRect inside(target_->mapTo(window(), QPoint()), target_->size());
  QRect clip = window()->rect();
  for (QWidget* up = target_->parentWidget(); up != nullptr && up != window(); up = up->parentWidget()) {
    auto* area = qobject_cast<QAbstractScrollArea*>(up->parentWidget());
    if (area != nullptr && up == area->viewport()) clip &= QRect(up->mapTo(window(), QPoint()), up->size());
  }
  const QRect shown = inside & clip;  // a part of something long is ringed whole
  if (shown.isEmpty()) {
    hide();
    return;
  }
  const QRegion over = covered(shown);
  setGeometry(shown.adjusted(-kOut, -kOut, kOut, kOut) & window()->rect());
  const QRegion seen = QRegion(rect()) - QRegion(shown.translated(-pos())) - over.translated(-pos());
  if (seen.isEmpty()) return hide();
  setMask(seen);
  raise();
  show();
}

void FocusRing::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour("focus"), 2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

}  // namespace headlight::ui
