#include "ui/controls/choices.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/choices_accessible.h"
#include "ui/controls/icon.h"
#include "ui/theme/colour_map.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kChoicesHeight = 28;
constexpr int kStep = 22;  // width of − and +

void paint_field(QPainter& painter, const QRectF& rect, bool hovered, bool enabled) {
  painter.setRenderHint(QPainter::Antialiasing);
  const char* line = !enabled ? "line" : hovered ? high_contrast() ? "accent" : "borderStrong" : "border";
  painter.setPen(QPen(colour(line), 1, high_contrast() && !enabled ? Qt::DashLine : Qt::SolidLine));
  painter.setBrush(colour("field"));
  painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void paint_colour_bar(QPainter& painter, const QRectF& rect, const ColourMap& map) {
  const int columns = std::max(1, int(rect.width()));
  for (int x = 0; x < columns; ++x) {
    painter.fillRect(QRectF(rect.x() + x, rect.y(), 1, rect.height()), QColor(map.at(double(x) / columns)));
  }
}

}  // namespace

Segments::Segments(const QStringList& names, const QString& accessible_name, QWidget* parent)
    : QWidget(parent), group_(new QButtonGroup(this)) {
  setAccessibleName(accessible_name);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  for (int i = 0; i < names.size(); ++i) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("segment"));
    button->setProperty("place", i == 0 ? "first" : i + 1 == names.size() ? "last" : "middle");
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(kChoicesHeight);
    group_->addButton(button, i);
    buttons_.append(button);
    row->addWidget(button);
  }
  set_names(names);
  connect(group_, &QButtonGroup::idClicked, this, &Segments::chosen);
}

int Segments::current() const { return group_->checkedId(); }

void Segments::set_current(int index) {
  if (index >= buttons_.size() || buttons_.isEmpty()) return;
  group_->setExclusive(index >= 0);
  for (int i = 0; i < buttons_.size(); ++i) buttons_[i]->setChecked(i == index);
  group_->setExclusive(true);
  for (QToolButton* button : buttons_) button->setFocusPolicy(Qt::NoFocus);
  buttons_[std::max(0, index)]->setFocusPolicy(Qt::TabFocus);  // Tab leads to the chosen one
}

void Segments::set_names(const QStringList& names) {
  for (int i = 0; i < buttons_.size() && i < names.size(); ++i) {
    buttons_[i]->setText(names[i]);
    buttons_[i]->setAccessibleName(accessibleName() + QStringLiteral(": ") + names[i]);
    buttons_[i]->setMinimumWidth(int(std::ceil(Face(12, 600).width(names[i]))) + 14);
  }
}

void Segments::set_enabled(int index, bool enabled, const QString& why) {
  buttons_[index]->setEnabled(enabled);
  buttons_[index]->setToolTip(why);
}

Choice::Choice(const QString& accessible_name, QWidget* parent) : QComboBox(parent) {
  install_choice_accessibility();
  setAccessibleName(accessible_name);
  setFixedHeight(kChoicesHeight);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
}

void Choice::set_key(const QString& key) {
  key_ = key;
  update();
}

QSize Choice::sizeHint() const { return {120, kChoicesHeight}; }

void Choice::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_field(painter, rect(), underMouse(), isEnabled());
  const double middle = height() / 2.0;
  paint_icon(painter, QRectF(width() - 24, middle - 8, 16, 16), QStringLiteral("down"), colour(isEnabled() ? "text2" : "disabled"));
  double right = width() - 30;
  if (!key_.isEmpty()) right -= paint_key(painter, right, middle, key_, colour("text2")) + 6;
  const Face face(12);
  const ColourMap* map = colour_bars_ ? ColourMap::find(currentText()) : nullptr;
  painter.setPen(colour(isEnabled() ? "text" : "disabled"));
  if (map != nullptr) {
    const double label = std::ceil(face.width(currentText()));
    paint_colour_bar(painter, QRectF(8, middle - 5, std::max(12.0, right - label - 18), 10), *map);
    face.draw_centred(painter, {right, middle}, currentText(), Anchor::end);
    return;
  }
  face.draw_centred(painter, {8, middle}, face.elided(currentText(), right - 8));
}

CheckBox::CheckBox(const QString& text, QWidget* parent) : QCheckBox(text, parent) { setAttribute(Qt::WA_Hover); }

QSize CheckBox::sizeHint() const { return {22 + int(std::ceil(Face(12).width(text()))) + 2, 24}; }

void CheckBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double middle = height() / 2.0;
  const QRectF box(1.5, std::round(middle - 7) + 0.5, 13, 13);
  const bool on = isChecked();
  const char* line = !isEnabled() ? "disabled" : on ? "accentFill" : "borderStrong";
  painter.setPen(QPen(colour(line), 1, high_contrast() && !isEnabled() ? Qt::DashLine : Qt::SolidLine));
  painter.setBrush(on && isEnabled() ? colour("accentFill") : colour("field"));
  painter.drawRoundedRect(box, 3, 3);
  if (on) paint_icon(painter, box.adjusted(1, 1, -1, -1), QStringLiteral("check"), colour(isEnabled() ? "onAccent" : "disabled"));
  painter.setPen(colour(isEnabled() ? "text" : "disabled"));
  const Face face(12);
  face.draw_centred(painter, {22, middle}, face.elided(text(), width() - 22));
}

Stepper::Stepper(const QString& accessible_name, QWidget* parent) : QWidget(parent) {
  install_choice_accessibility();
  setAccessibleName(accessible_name);
  setFixedSize(72, 24);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
}

void Stepper::set_range(int low, int high) {
  low_ = low;
  high_ = std::max(low, high);
  set_value(value_);
}

void Stepper::set_value(int value) {
  value_ = std::clamp(value, low_, high_);
  QAccessibleValueChangeEvent changed(this, value_);
  QAccessible::updateAccessibility(&changed);
  update();
}

void Stepper::step(int by) {
  const int next = std::clamp(value_ + by, low_, high_);
  if (next == value_) return;
  set_value(next);
  Q_EMIT stepped(next);
}

int Stepper::side(const QPoint& at) const { return at.x() < kStep ? -1 : at.x() >= width() - kStep ? 1 : 0; }

void Stepper::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Plus:
      return step(1);
    case Qt::Key_Down:
    case Qt::Key_Minus:
      return step(-1);
    case Qt::Key_Home:
      return step(low_ - value_);
    case Qt::Key_End:
      return step(high_ - value_);
    default:
      QWidget::keyPressEvent(event);
  }
}

void Stepper::mousePressEvent(QMouseEvent* event) { step(side(event->pos())); }
void Stepper::wheelEvent(QWheelEvent* event) { event->ignore(); }

void Stepper::mouseMoveEvent(QMouseEvent* event) {
  hovered_ = side(event->pos());
  update();
}

void Stepper::leaveEvent(QEvent*) {
  hovered_ = 0;
  update();
}

void Stepper::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint_field(painter, rect(), false, isEnabled());
  const double middle = height() / 2.0, right = width() - kStep;
  if (hovered_ < 0) paint_soft(painter, QRectF(1, 1, kStep - 1, height() - 2), Soft::pointed);
  if (hovered_ > 0) paint_soft(painter, QRectF(right, 1, kStep - 1, height() - 2), Soft::pointed);
  painter.fillRect(QRectF(kStep, 1, 1, height() - 2), colour("border"));
  painter.fillRect(QRectF(right - 1, 1, 1, height() - 2), colour("border"));
  const auto tint = [&](bool possible) { return colour(possible && isEnabled() ? "text2" : "disabled"); };
  paint_icon(painter, QRectF(6, middle - 5, 10, 10), QStringLiteral("minus"), tint(value_ > low_));
  paint_icon(painter, QRectF(width() - 16, middle - 5, 10, 10), QStringLiteral("plus"), tint(value_ < high_));
  painter.setPen(colour(isEnabled() ? "text" : "disabled"));
  Face(12, 600).draw_centred(painter, {width() / 2.0, middle}, QString::number(value_), Anchor::middle);
}

}  // namespace headlight::ui
