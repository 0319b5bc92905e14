#include "ui/studio/ask/token_chooser.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollArea>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/controls/token_flow.h"
#include "ui/panels/figure_accessible.h"

namespace headlight::ui {

namespace {

constexpr double kGap = 6, kLine = 30, kPadding = 8, kChip = 22;
constexpr std::int64_t kMostWords = 4096;

}  // namespace

TokenChooser::TokenChooser(const QString& name, bool as_key, QWidget* parent) : QWidget(parent), as_key_(as_key) {
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  install_figure_accessibility();
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void TokenChooser::set_side(const Side& side) {
  side_ = side;
  on_.assign(std::size_t(std::min(side_.size(), kMostWords)), false);
  cursor_ = std::clamp<std::int64_t>(cursor_, 0, std::max<std::int64_t>(0, std::ssize(on_) - 1));
  if (anchor_ >= std::ssize(on_)) {
    anchor_ = -1;
    dragging_ = false;
  }
  updateGeometry();
  update();
}

void TokenChooser::set_chosen(const std::vector<std::int64_t>& positions) {
  if (dragging_) return;
  std::fill(on_.begin(), on_.end(), false);
  for (const std::int64_t position : positions) {
    const std::int64_t entry = side_.find(position);
    if (entry >= 0 && entry < std::ssize(on_)) on_[std::size_t(entry)] = true;
  }
  const auto first = std::ranges::find(on_, true);
  if (!moved_ && first != on_.end()) cursor_ = first - on_.begin();
  say();
  update();
}

void TokenChooser::say() {
  QStringList words;
  for (std::size_t i = 0; i < on_.size(); ++i) {
    if (on_[i]) words += side_.labels[i];
  }
  setAccessibleDescription(words.isEmpty() ? as_key_ ? tr("nothing chosen") : tr("every token") : words.join(QLatin1Char(' ')));
}

QString TokenChooser::text(int row, int) const {
  const QString word = side_.labels[std::size_t(row)];
  return on_[std::size_t(row)] ? tr("%1, chosen").arg(word) : word;
}

std::optional<FigureTable::Place> TokenChooser::chosen() const {
  if (cursor_ >= std::ssize(on_)) return std::nullopt;
  return Place{int(cursor_), 0};
}

void TokenChooser::choose(int row, int) {
  cursor_ = anchor_ = row;
  choose_range(row, row);
  give();
}

std::vector<QRectF> TokenChooser::places(int width) const {
  std::vector<QRectF> out;
  double x = kPadding, y = 6;
  for (std::size_t i = 0; i < on_.size(); ++i) {
    const double wide = std::min(token_width(side_.labels[i]), width - 2 * kPadding);
    if (x > kPadding && x + wide > width - kPadding) {
      x = kPadding;
      y += kLine;
    }
    out.emplace_back(side_.right_to_left ? width - x - wide : x, y, wide, kChip);
    x += wide + kGap;
  }
  return out;
}

int TokenChooser::heightForWidth(int width) const {
  const auto all = places(width);
  return int((all.empty() ? 6 + kChip : all.back().bottom()) + 6);
}

QSize TokenChooser::sizeHint() const { return {400, heightForWidth(std::max(width(), 400))}; }

QRect TokenChooser::place(std::int64_t entry) const { return places(width()).at(std::size_t(entry)).toRect(); }

QRect TokenChooser::chosen_place() const {
  const auto first = std::ranges::find(on_, true);
  return first == on_.end() ? QRect() : place(first - on_.begin());
}

void TokenChooser::follow() {
  for (QWidget* at = parentWidget(); at != nullptr; at = at->parentWidget()) {
    if (auto* area = qobject_cast<QScrollArea*>(at)) return area->ensureVisible(0, place(cursor_).center().y(), 0, kChip);
  }
}

std::int64_t TokenChooser::at(QPointF point) const {
  const auto all = places(width());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].adjusted(-kGap / 2, -4, kGap / 2, 4).contains(point)) return std::int64_t(i);
  }
  return -1;
}

void TokenChooser::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const auto all = places(width());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ChipState plain = side_.special[i] != 0 ? ChipState::special : ChipState::plain;
    paint_token(painter, {all[i].left(), all[i].center().y()}, as_in_line(side_.labels[i], side_.right_to_left && side_.special[i] == 0), !on_[i] ? plain : as_key_ ? ChipState::key : ChipState::query);
    if (!hasFocus() || std::int64_t(i) != cursor_) continue;
    painter.setPen(QPen(colour("focus"), 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(all[i].adjusted(-2, -2, 2, 2), 4, 4);
  }
}

void TokenChooser::choose_range(std::int64_t from, std::int64_t to) {
  std::fill(on_.begin(), on_.end(), false);
  const auto last = std::min<std::int64_t>(std::max(from, to), std::ssize(on_) - 1);
  for (std::int64_t i = std::max<std::int64_t>(0, std::min(from, to)); i <= last; ++i) on_[std::size_t(i)] = true;
  update();
}

void TokenChooser::toggle(std::int64_t entry) {
  on_[std::size_t(entry)] = !on_[std::size_t(entry)];
  update();
}

void TokenChooser::give() {
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0; i < on_.size(); ++i) {
    if (on_[i]) positions.insert(positions.end(), side_.positions[i].begin(), side_.positions[i].end());
  }
  std::ranges::sort(positions);
  say();
  Q_EMIT picked(positions);
}

void TokenChooser::mousePressEvent(QMouseEvent* event) {
  const std::int64_t entry = at(event->position());
  if (entry < 0 || event->button() != Qt::LeftButton) return;
  cursor_ = entry;
  if (event->modifiers().testFlag(Qt::ControlModifier)) {
    toggle(entry);
    return give();
  }
  if (!event->modifiers().testFlag(Qt::ShiftModifier) || anchor_ < 0) anchor_ = entry;
  dragging_ = true;
  choose_range(anchor_, entry);
}

void TokenChooser::mouseMoveEvent(QMouseEvent* event) {
  const std::int64_t entry = at(event->position());
  if (!dragging_ || entry < 0) return;
  cursor_ = entry;
  choose_range(anchor_, entry);
}

void TokenChooser::mouseReleaseEvent(QMouseEvent*) {
  if (!dragging_) return;
  dragging_ = false;
  give();
}

void TokenChooser::keyPressEvent(QKeyEvent* event) {
  const std::int64_t last = std::ssize(on_) - 1;
  if (last < 0) return QWidget::keyPressEvent(event);
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  const int forward = side_.right_to_left ? -1 : 1;
  const auto move = [&](std::int64_t to) {
    cursor_ = std::clamp<std::int64_t>(to, 0, last);
    moved_ = true;
    follow();
    announce_cell(*this);
    if (!shift) return update();
    if (anchor_ < 0) anchor_ = cursor_;
    choose_range(anchor_, cursor_);
    give();
  };
  switch (event->key()) {
    case Qt::Key_Left: return move(cursor_ - forward);
    case Qt::Key_Right: return move(cursor_ + forward);
    case Qt::Key_Home: return move(0);
    case Qt::Key_End: return move(last);
    case Qt::Key_Space:
    case Qt::Key_Return:
      anchor_ = cursor_;
      if (event->modifiers().testFlag(Qt::ControlModifier)) toggle(cursor_);
      else choose_range(cursor_, cursor_);
      return give();
    case Qt::Key_Backspace:
    case Qt::Key_Delete:  // of queries every one, of keys none
      std::fill(on_.begin(), on_.end(), false);
      update();
      return give();
    default: QWidget::keyPressEvent(event);
  }
}

// Arrow keys and Space are this line's own; elsewhere they are the window's.
bool TokenChooser::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::FocusOut) moved_ = false;
  if (event->type() != QEvent::ShortcutOverride) return QWidget::event(event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool own = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Space || key == Qt::Key_Home || key == Qt::Key_End;
  if (own) event->accept();
  return own || QWidget::event(event);
}

}  // namespace headlight::ui
