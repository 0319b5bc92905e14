#include "ui/controls/appearance_change.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>

#include "ui/controls/appearance.h"

namespace headlight::ui {

namespace {

constexpr int kAtOnce = 200;  // widgets an event: some milliseconds

}  // namespace

AppearanceChange::AppearanceChange(QObject* parent) : QObject(parent) {
  connect(&ticks_, &QTimer::timeout, this, &AppearanceChange::next);
}

void AppearanceChange::start(Appearance to) {
  to_ = to;
  if (step_ == Step::out) return;
  step_ = Step::out;
  for (QWidget* widget : QApplication::allWidgets())
    if (!widget->isVisible() && widget->testAttribute(Qt::WA_WState_Polished) && !widget->testAttribute(Qt::WA_SetStyle)) hidden_.push_back(widget);
  ticks_.start();
}

AppearanceChange::~AppearanceChange() {
  while (!aside_.empty()) put_in();
}

void AppearanceChange::next() {
  if (step_ == Step::out && !hidden_.empty()) return take_out();
  if (step_ == Step::out) step_ = Step::change;
  if (step_ == Step::change) {
    step_ = Step::in;
    return set_appearance(*qApp, to_);
  }
  if (!aside_.empty()) return put_in();
  ticks_.stop();
  Q_EMIT finished();
}

// A widget without the mark of having been styled, and with that of a style of its own, is passed over by the application's.
void AppearanceChange::take_out() {
  for (int i = 0; i < kAtOnce && !hidden_.empty(); ++i) {
    const QPointer<QWidget> widget = hidden_.front();
    hidden_.pop_front();
    if (widget == nullptr || widget->isVisible()) continue;
    QApplication::style()->unpolish(widget);
    widget->setAttribute(Qt::WA_WState_Polished, false);
    widget->setAttribute(Qt::WA_SetStyle, true);
    aside_.push_back(widget);
  }
}

void AppearanceChange::put_in() {
  for (int i = 0; i < kAtOnce && !aside_.empty(); ++i) {
    const QPointer<QWidget> widget = aside_.front();
    aside_.pop_front();
    if (widget == nullptr) continue;
    widget->setAttribute(Qt::WA_SetStyle, false);
    if (!widget->testAttribute(Qt::WA_WState_Polished)) QApplication::style()->polish(widget);
    widget->setAttribute(Qt::WA_WState_Polished, true);
    QEvent changed(QEvent::StyleChange);
    QApplication::sendEvent(widget, &changed);
    widget->update();
  }
}

}  // namespace headlight::ui
