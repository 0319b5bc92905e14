#include "ui/controls/hover_tip.h"

#include <QDockWidget>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kAway = 12, kTipPadding = 8, kLine = 17, kWidest = 280;

}  // namespace

HoverTip::HoverTip(QWidget* area) : QWidget(area), home_(area) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

void HoverTip::show_at(QPoint global, const Words& words) {
  if (words != words_) setAccessibleDescription(words.name + QLatin1Char(' ') + words.value);
  words_ = words;
  fit(parentWidget()->mapFromGlobal(global));
  raise();
  show();
  update();
}

void HoverTip::stay_in(QWidget* window) {
  QWidget* area = qobject_cast<QDockWidget*>(window) != nullptr ? window : home_.data();
  if (area != nullptr && area != parentWidget()) setParent(area);
}

void HoverTip::leave(const QWidget& going) {
  hide();
  if (home_ != nullptr && !home_->isAncestorOf(&going)) setParent(home_);
}

void HoverTip::set_second(const QString& second) {
  if (words_.second == second) return;
  words_.second = second;
  fit(at_);
  update();
}

void HoverTip::fit(QPoint at) {
  at_ = at;
  const double first = Face(12, 600).width(words_.name) + (words_.value.isEmpty() ? 0 : 8 + Face(12).width(words_.value));
  const double second = Face(12).width(words_.second);
  const int width = std::min(kWidest, int(std::ceil(std::max(first, second))) + 2 * kTipPadding + 2);
  resize(width, (words_.second.isEmpty() ? 1 : 2) * kLine + 11);
  const QSize area = parentWidget()->size();
  QPoint place = at + QPoint(kAway, kAway);
  if (place.x() + width > area.width()) place.setX(at.x() - kAway - width);
  if (place.y() + height() > area.height()) place.setY(at.y() - kAway - height());
  move(std::max(0, place.x()), std::max(0, place.y()));
}

void HoverTip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour("borderStrong"), 1));
  painter.setBrush(colour("tooltip"));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  const Face bold(12, 600), plain(12);
  const double room = width() - 2 * kTipPadding;
  const double value = words_.value.isEmpty() ? 0 : plain.width(words_.value) + 8;
  const QString name = bold.elided(words_.name, room - value);
  const double first = 5.5 + kLine / 2.0;
  painter.setPen(colour("text"));
  bold.draw_centred(painter, {kTipPadding, first}, name);
  plain.draw_centred(painter, {kTipPadding + bold.width(name) + 8, first}, words_.value);
  painter.setPen(colour("text2"));
  plain.draw_centred(painter, {kTipPadding, first + kLine}, plain.elided(words_.second, room));
}

}  // namespace headlight::ui
