#include "ui/controls/slide.h"

#include <QLineEdit>
#include <QSlider>
#include <QStyle>
#include <algorithm>
#include <cmath>
#include <optional>

#include "ui/controls/frames.h"

namespace headlight::ui {

namespace {

constexpr int kSlideHeight = 28, kGap = 8;
constexpr int kLeastName = 32, kLeastSlider = 24, kGoodSlider = 48;

std::uint64_t next_gesture() {
  static std::uint64_t last = 0;  // of the GUI's thread alone
  return ++last;
}

std::optional<double> number_in(QString text) {
  bool good = false;
  text.replace(QChar(0x2212), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.'));
  text.remove(QLatin1Char('%')).remove(QChar(0x00D7)).remove(QLatin1Char(' ')).remove(QChar(0x2009));
  const double value = text.toDouble(&good);
  return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

Slide::Slide(const QString& name, Range range, Form form, QWidget* parent)
    : QWidget(parent),
      form_(std::move(form)),
      name_(new ElidedLabel("text2", 12, 400, this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      field_(new QLineEdit(this)) {
  setFixedHeight(kSlideHeight);
  name_->set_text(name);
  slider_->setAccessibleName(name);
  field_->setAccessibleName(name);
  field_->setAlignment(Qt::AlignRight);
  set_widths(80, 52);
  set_range(range);
  connect(slider_, &QSlider::sliderPressed, this, [this] { gesture_ = next_gesture(); });
  connect(slider_, &QSlider::valueChanged, this, &Slide::slide);
  connect(field_, &QLineEdit::editingFinished, this, &Slide::take_number);
}

void Slide::set_widths(int name, int field) {
  name_width_ = name;
  field_width_ = field;
  updateGeometry();
}

QSize Slide::sizeHint() const { return {name_width_ + field_width_ + 2 * kGap + 96, kSlideHeight}; }
QSize Slide::minimumSizeHint() const { return {kLeastName + kLeastSlider + field_width_ + 2 * kGap, kSlideHeight}; }

void Slide::resizeEvent(QResizeEvent*) {
  const int room = width() - field_width_ - 2 * kGap, name = std::clamp(room - kGoodSlider, std::min(kLeastName, name_width_), name_width_);
  name_->setGeometry(0, 0, name, height());
  slider_->setGeometry(name + kGap, 0, std::max(kLeastSlider, room - name), height());
  field_->setGeometry(width() - field_width_, 0, field_width_, height());
}

void Slide::set_range(Range range) {
  range_ = range;
  const QSignalBlocker quiet(slider_);
  slider_->setRange(0, std::max(1, int(std::lround((range.high - range.low) / range.step))));
  slider_->setPageStep(std::max(1, slider_->maximum() / 10));
  set_value(value_);
}

QString Slide::text(double value) const {
  QString number = QString::number(value * form_.factor, 'f', form_.places);
  number.replace(QLatin1Char('-'), QChar(0x2212));
  return form_.sign.isEmpty() ? number : number + QLatin1Char(' ') + form_.sign;
}

void Slide::show_number() {
  if (field_->hasFocus() && field_->isModified()) return;
  field_->setText(text(value_));
  field_->setCursorPosition(0);
}

void Slide::set_value(double value) {
  const QSignalBlocker quiet(slider_);
  value_ = value;
  slider_->setValue(int(std::lround((value - range_.low) / range_.step)));
  show_number();
}

void Slide::slide(int position) {
  if (!slider_->isSliderDown()) gesture_ = next_gesture();
  value_ = std::clamp(range_.low + position * range_.step, range_.low, range_.high);
  show_number();
  Q_EMIT changed(value_, gesture_);
}

void Slide::take_number() {
  if (!field_->isModified()) return;
  const auto typed = number_in(field_->text());
  field_->setProperty("invalid", !typed);
  field_->style()->polish(field_);
  if (!typed) return;
  field_->setModified(false);
  const double value = std::clamp(*typed / form_.factor, range_.least, range_.most);
  const bool other = value != value_;
  set_value(value);
  gesture_ = next_gesture();
  if (other) Q_EMIT changed(value, gesture_);
}

}  // namespace headlight::ui
