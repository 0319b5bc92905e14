#include "ui/controls/token_flow.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kCutMark = 20;  // px, beside the lines
constexpr double kTokenFlowHeight = 22, kLine = 26, kTokenFlowGap = 4, kPadding = 7;

const Face& face() {
  static const Face font(12);
  return font;
}

}  // namespace

QString as_in_line(const QString& token, bool right_to_left) {
  if (!right_to_left || std::ranges::any_of(token, [](QChar c) { return c.isLetterOrNumber(); })) return token;
  QString mirrored = token;
  for (QChar& c : mirrored) c = QChar(QChar::mirroredChar(c.unicode()));
  return mirrored;
}

double token_width(const QString& text) { return std::ceil(face().width(text)) + 2 * kPadding; }

double paint_token(QPainter& painter, QPointF at, const QString& text, ChipState state) {
  const QRectF frame(at.x() + 0.5, at.y() - kTokenFlowHeight / 2 + 0.5, token_width(text) - 1, kTokenFlowHeight - 1);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor fill = colour("raised"), line = Qt::transparent, ink = colour("text");
  if (current_theme().appearance() == Appearance::light) line = colour("line");
  if (state == ChipState::query) fill = colour("accentSoft"), line = colour("accent");
  if (state == ChipState::key) line = colour("accent");
  if (state == ChipState::pointed) fill = colour("hover"), line = colour("text2");
  if (state == ChipState::special) fill = Qt::transparent, line = colour("border"), ink = colour("text2");
  const bool chosen = state == ChipState::query || state == ChipState::key;
  if (high_contrast() && state == ChipState::plain) line = colour("line");
  QPen pen(line, high_contrast() && chosen ? 2 : 1);
  if (high_contrast() && state == ChipState::key) pen.setDashPattern({2.5, 1.5});
  painter.setPen(line == Qt::transparent ? QPen(Qt::NoPen) : pen);
  painter.setBrush(fill);
  painter.drawRoundedRect(frame, 3, 3);
  painter.setPen(ink);
  const Face text_face(12, state == ChipState::query || state == ChipState::key ? 600 : 400);
  text_face.draw_centred(painter, frame.center(), text, Anchor::middle);
  return token_width(text);
}

TokenFlow::TokenFlow(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void TokenFlow::set_chips(std::vector<Chip> chips, bool right_to_left) {
  if (chips == chips_ && right_to_left == mirrored_) return;
  chips_ = std::move(chips);
  mirrored_ = right_to_left;
  QStringList words;
  widths_.clear();
  for (const Chip& chip : chips_) {
    words += chip.text;
    widths_.push_back(token_width(chip.text));
  }
  setAccessibleDescription(words.join(QLatin1Char(' ')));
  lay_out();
  updateGeometry();
  update();
}

void TokenFlow::set_selected(int query, int key) {
  if (key != key_ && key >= 0) followed_ = key;
  if (query != query_ && query >= 0) followed_ = query;
  query_ = query;
  key_ = key;
  follow();
  update();
}

void TokenFlow::set_hovered(int query, int key) {
  if (query == hovered_query_ && key == hovered_key_) return;
  hovered_query_ = query;
  hovered_key_ = key;
  update();
}

void TokenFlow::set_one_line(bool on) {
  one_line_ = on;
  setSizePolicy(QSizePolicy::Expanding, on ? QSizePolicy::Fixed : QSizePolicy::Preferred);
  lay_out();
  updateGeometry();
}

void TokenFlow::set_most_lines(int lines) {
  most_lines_ = lines;
  lay_out();
  updateGeometry();
}

int TokenFlow::flow(int width, const std::function<void(double left, double wide, int line)>& at) const {
  double x = 0;
  int line = 0;
  for (std::size_t i = 0; i < chips_.size(); ++i) {
    const double wide = std::min(widths_[i], double(width)), gap = chips_[i].joined ? 0 : kTokenFlowGap;
    if (x > 0 && x + gap + wide > width) {
      x = 0;
      ++line;
    }
    x += x == 0 ? 0 : gap;
    at(x, wide, line);
    x += wide;
  }
  return line + 1;
}

void TokenFlow::lay_out() {
  ++laid_out_;
  const auto place = [this](int room) {
    rects_.clear();
    lines_ = flow(room, [this](double left, double wide, int line) { rects_.emplace_back(mirrored_ ? width() - left - wide : left, line * kLine, wide, kTokenFlowHeight); });
  };
  place(width());
  if (lines_ > most_lines()) place(width() - kCutMark);  // the marks of what is cut stand beside the text
  follow();
}

int TokenFlow::line_of(int index) const { return int(rects_[std::size_t(index)].y() / kLine); }

int TokenFlow::first_of(int line) const {
  return int(std::ranges::partition_point(rects_, [&](const QRectF& rect) { return rect.y() < line * kLine; }) - rects_.begin());
}

void TokenFlow::follow() {
  const int shown = std::min(most_lines(), lines_);
  if (followed_ >= 0 && followed_ < std::ssize(rects_)) {
    const int line = line_of(followed_);
    first_line_ = std::clamp(first_line_, line - shown + 1, line);
  }
  first_line_ = std::clamp(first_line_, 0, lines_ - shown);
  first_ = first_of(first_line_);
  end_ = first_of(first_line_ + shown);
}

QRectF TokenFlow::place_of(int index) const {
  return index < first_ || index >= end_ ? QRectF() : rects_[std::size_t(index)].translated(0, -first_line_ * kLine);
}

int TokenFlow::heightForWidth(int width) const {
  const int lines = width == this->width() ? lines_ : flow(width, [](double, double, int) {});
  return int((std::min(lines, most_lines()) - 1) * kLine + kTokenFlowHeight);
}

QSize TokenFlow::sizeHint() const { return {200, one_line_ ? int(kTokenFlowHeight) : heightForWidth(std::max(width(), 160))}; }

int TokenFlow::at(QPointF point) const {
  for (int i = first_; i < end_; ++i) {
    if (place_of(i).contains(point)) return i;
  }
  return -1;
}

void TokenFlow::paint_chip(QPainter& painter, int index) const {
  const Chip& chip = chips_[std::size_t(index)];
  ChipState state = chip.special ? ChipState::special : ChipState::plain;
  if (index == hovered_query_ || index == hovered_key_) state = ChipState::pointed;
  if (index == key_) state = ChipState::key;
  if (index == query_) state = ChipState::query;
  const QRectF rect = place_of(index);
  paint_token(painter, {rect.x(), rect.center().y()}, face().elided(as_in_line(chip.text, mirrored_ && !chip.special), rect.width() - 2 * kPadding), state);
  const double joint = mirrored_ ? rect.right() : rect.left();
  if (!chip.joined || joint == (mirrored_ ? width() : 0)) return;
  painter.setPen(QPen(colour("text2"), 1, Qt::DotLine));
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawLine(QPointF(joint, rect.y() + 3), QPointF(joint, rect.bottom() - 3));
}

void TokenFlow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) lay_out();
}

void TokenFlow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  for (int i = first_; i < end_; ++i) paint_chip(painter, i);
  painter.setPen(colour("text3"));
  const double beside = mirrored_ ? 0 : width(), last = (std::min(most_lines(), lines_) - 1) * kLine + kTokenFlowHeight / 2;
  const Anchor anchor = mirrored_ ? Anchor::start : Anchor::end;
  if (first_ > 0) face().draw_centred(painter, {beside, kTokenFlowHeight / 2}, QStringLiteral("…"), anchor);
  if (end_ < std::ssize(rects_)) face().draw_centred(painter, {beside, last}, QStringLiteral("…"), anchor);
}

void TokenFlow::mousePressEvent(QMouseEvent* event) {
  const int index = at(event->position());
  if (index >= 0) Q_EMIT clicked(index, event->modifiers().testFlag(Qt::ShiftModifier) || event->button() == Qt::RightButton);
}

void TokenFlow::mouseMoveEvent(QMouseEvent* event) { Q_EMIT pointed(at(event->position())); }
void TokenFlow::leaveEvent(QEvent*) { Q_EMIT pointed(-1); }

}  // namespace headlight::ui
