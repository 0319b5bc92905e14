#include "ui/controls/range_bar.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"

namespace headlight::ui {

namespace {

constexpr double kEnd = 5, kReach = 8, kFoot = 14;  // half a handle, how near is near, room below the counts
constexpr double kLeastShare = 1.0 / 4096;          // of the limits that a range covers

double span(const std::array<double, 2>& of) { return of[1] - of[0]; }

}  // namespace

std::array<double, 2> moved_range(std::array<double, 2> range, double by, double wider, std::array<double, 2> limits) {
  const double least = span(limits) * kLeastShare;
  const double width = std::clamp(span(range) + wider, least, std::max(least, span(limits)));
  const double middle = std::clamp((range[0] + range[1]) / 2 + by, limits[0] + width / 2, std::max(limits[0] + width / 2, limits[1] - width / 2));
  return {middle - width / 2, middle + width / 2};
}

RangeBar::RangeBar(const QString& name, QWidget* parent) : QWidget(parent) {
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setFixedHeight(sizeHint().height());
}

void RangeBar::set_limits(double low, double high) {
  limits_ = {low, high > low ? high : low + 1};
  update();
}

void RangeBar::set_range(double low, double high) {
  range_ = {low, high};
  setAccessibleDescription(QStringLiteral("%1 – %2").arg(low).arg(high));
  update();
}

void RangeBar::set_counts(std::vector<double> counts) {
  counts_ = std::move(counts);
  update();
}

double RangeBar::x_of(double value) const {
  const double room = width() - 2 * kEnd;
  return kEnd + std::clamp((value - limits_[0]) / span(limits_), 0.0, 1.0) * room;
}

double RangeBar::value_at(double x) const { return limits_[0] + (x - kEnd) / std::max(1.0, width() - 2 * kEnd) * span(limits_); }

void RangeBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const double base = height() - kFoot, low = x_of(range_[0]), high = x_of(range_[1]);
  const double most = counts_.empty() ? 0 : std::sqrt(*std::ranges::max_element(counts_));
  const double step = (width() - 2 * kEnd) / double(std::max<std::size_t>(1, counts_.size()));
  for (std::size_t i = 0; i < counts_.size() && most > 0; ++i) {
    const double tall = std::sqrt(counts_[i]) / most * (base - 2), x = kEnd + double(i) * step;
    const bool inside = x + step > low && x < high;
    painter.fillRect(QRectF(x, base - tall, std::max(1.0, step), tall), colour(inside ? "text2" : "border"));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(kEnd, base + 3, width() - 2 * kEnd, 2), colour("border"));
  painter.fillRect(QRectF(low, base + 3, std::max(1.0, high - low), 2), colour("accentFill"));
  painter.setPen(QPen(colour("ground"), 1));
  painter.setBrush(colour(isEnabled() ? "text" : "disabled"));
  for (const double x : {low, high}) painter.drawEllipse(QPointF(x, base + 4), kEnd, kEnd);
}

void RangeBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  from_ = event->position().x();
  const double to_low = std::abs(from_ - x_of(range_[0])), to_high = std::abs(from_ - x_of(range_[1]));
  if (std::min(to_low, to_high) <= kReach) held_ = to_low < to_high || (to_low == to_high && from_ < x_of(range_[0])) ? Part::low : Part::high;
  else held_ = from_ > x_of(range_[0]) && from_ < x_of(range_[1]) ? Part::both : from_ < x_of(range_[0]) ? Part::low : Part::high;
  if (held_ != Part::both && std::min(to_low, to_high) > kReach) {
    move(held_, value_at(from_) - range_[held_ == Part::low ? 0 : 1]);  // the end jumps to the pointer
  }
}

void RangeBar::mouseMoveEvent(QMouseEvent* event) {
  if (held_ == Part::none) return;
  const double x = event->position().x();
  move(held_, (x - from_) / std::max(1.0, width() - 2 * kEnd) * span(limits_));
  from_ = x;
}

void RangeBar::mouseReleaseEvent(QMouseEvent*) { held_ = Part::none; }

void RangeBar::keyPressEvent(QKeyEvent* event) {
  const double step = span(limits_) / 100;
  std::array<double, 2> next = range_;
  switch (event->key()) {
    case Qt::Key_Left: next = moved_range(range_, -step, 0, limits_); break;
    case Qt::Key_Right: next = moved_range(range_, step, 0, limits_); break;
    case Qt::Key_Up: next = moved_range(range_, 0, 2 * step, limits_); break;
    case Qt::Key_Down: next = moved_range(range_, 0, -2 * step, limits_); break;
    default: return QWidget::keyPressEvent(event);
  }
  set_range(next[0], next[1]);
  Q_EMIT changed(next[0], next[1]);
}

void RangeBar::move(Part part, double by) {
  std::array<double, 2> next = range_;
  const double least = span(limits_) * kLeastShare;
  if (part == Part::both) next = moved_range(range_, by, 0, limits_);
  if (part == Part::low) next[0] = std::clamp(range_[0] + by, limits_[0], std::max(limits_[0], range_[1] - least));
  if (part == Part::high) next[1] = std::clamp(range_[1] + by, std::min(limits_[1], range_[0] + least), limits_[1]);
  if (next == range_) return;
  set_range(next[0], next[1]);
  Q_EMIT changed(next[0], next[1]);
}

}  // namespace headlight::ui
