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
  chips_ = std::move(chips);
  mirrored_ = right_to_left;
  QStringList words;
  for (const Chip& chip : chips_) words += chip.text;
  setAccessibleDescription(words.join(QLatin1Char(' ')));
  updateGeometry();
  update();
}

void TokenFlow::set_selected(int query, int key) {
  if (key != key_ && key >= 0) followed_ = key;
  if (query != query_ && query >= 0) followed_ = query;
  query_ = query;
  key_ = key;
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
  updateGeometry();
}

TokenFlow::Places TokenFlow::all_places(int width) const {
  Places places;
  double x = 0, y = 0;
  for (const Chip& chip : chips_) {
    const double wide = std::min(token_width(chip.text), double(width));
    const double gap = x == 0 ? 0 : chip.joined ? 0 : kTokenFlowGap;
    if (x > 0 && x + gap + wide > width) {
      x = 0;
      y += kLine;
    }
    x += x == 0 ? 0 : gap;
    places.rects.emplace_back(x, y, wide, kTokenFlowHeight);
    x += wide;
  }
  places.height = y + kTokenFlowHeight;
  places.end = int(places.rects.size());
  return places;
}

int TokenFlow::first_line(const Places& all, int shown) const {
  const auto line_of = [&](int chip) { return int(all.rects[std::size_t(chip)].y() / kLine); };
  const int last = line_of(all.end - 1);
  if (followed_ >= 0 && followed_ < all.end) {
    const int line = line_of(followed_);
    first_line_ = std::clamp(first_line_, line - shown + 1, line);
  }
  first_line_ = std::clamp(first_line_, 0, last - shown + 1);
  return first_line_;
}

TokenFlow::Places TokenFlow::place(int width) const {
  const int lines = one_line_ ? 1 : most_lines_;
  Places all = all_places(width);
  if (all.height <= (lines - 1) * kLine + kTokenFlowHeight) return mirror(std::move(all), width);
  // The marks of what is cut stand beside the text.
  all = all_places(width - kCutMark);
  const int first = first_line(all, lines);
  Places places;
  for (QRectF& rect : all.rects) {
    const int line = int(rect.y() / kLine) - first;
    if (line < 0) ++places.first;
    if (line < lines) ++places.end;
    rect = line < 0 || line >= lines ? QRectF() : rect.translated(0, -first * kLine);
  }
  places.rects = std::move(all.rects);
  places.height = (lines - 1) * kLine + kTokenFlowHeight;
  return mirror(std::move(places), width);
}

TokenFlow::Places TokenFlow::mirror(Places places, int width) const {
  for (QRectF& rect : places.rects) {
    if (mirrored_ && !rect.isEmpty()) rect.moveLeft(width - rect.right());
  }
  return places;
}

int TokenFlow::heightForWidth(int width) const { return int(place(width).height); }
QSize TokenFlow::sizeHint() const { return {200, one_line_ ? int(kTokenFlowHeight) : heightForWidth(std::max(width(), 160))}; }

int TokenFlow::at(QPointF point) const {
  const Places places = place(width());
  for (std::size_t i = 0; i < places.rects.size(); ++i) {
    if (places.rects[i].contains(point)) return int(i);
  }
  return -1;
}

void TokenFlow::paint_chip(QPainter& painter, const Places& places, std::size_t i) const {
  const int index = int(i);
  ChipState state = chips_[i].special ? ChipState::special : ChipState::plain;
  if (index == hovered_query_ || index == hovered_key_) state = ChipState::pointed;
  if (index == key_) state = ChipState::key;
  if (index == query_) state = ChipState::query;
  const QRectF rect = places.rects[i];
  paint_token(painter, {rect.x(), rect.center().y()}, face().elided(as_in_line(chips_[i].text, mirrored_ && !chips_[i].special), rect.width() - 2 * kPadding), state);
  const double joint = mirrored_ ? rect.right() : rect.left();
  if (!chips_[i].joined || joint == (mirrored_ ? width() : 0)) return;
  painter.setPen(QPen(colour("text2"), 1, Qt::DotLine));
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawLine(QPointF(joint, rect.y() + 3), QPointF(joint, rect.bottom() - 3));
}

void TokenFlow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Places places = place(width());
  for (int i = places.first; i < places.end; ++i) paint_chip(painter, places, std::size_t(i));
  if (places.rects.empty()) return;
  painter.setPen(colour("text3"));
  const double beside = mirrored_ ? 0 : width();
  const Anchor anchor = mirrored_ ? Anchor::start : Anchor::end;
  if (places.first > 0) face().draw_centred(painter, {beside, kTokenFlowHeight / 2}, QStringLiteral("…"), anchor);
  if (places.end < std::ssize(places.rects)) face().draw_centred(painter, {beside, places.height - kTokenFlowHeight / 2}, QStringLiteral("…"), anchor);
}

void TokenFlow::mousePressEvent(QMouseEvent* event) {
  const int index = at(event->position());
  if (index >= 0) Q_EMIT clicked(index, event->modifiers().testFlag(Qt::ShiftModifier) || event->button() == Qt::RightButton);
}

void TokenFlow::mouseMoveEvent(QMouseEvent* event) { Q_EMIT pointed(at(event->position())); }
void TokenFlow::leaveEvent(QEvent*) { Q_EMIT pointed(-1); }

}  // namespace headlight::ui
