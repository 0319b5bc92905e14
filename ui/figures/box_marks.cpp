#include "ui/figures/box_marks.h"

#include <algorithm>
#include <array>

namespace headlight::ui {
namespace {

constexpr double kPad = 0.35;    // between a label's text and its edge, in label sizes
constexpr double kHeight = 1.5;  // of a label
constexpr double kLabelGap = 0.12;  // between a label and its box, in label heights
constexpr double kMostOutline = 0.125;  // of an outline's width with its halo, in the box's shorter side
constexpr int kReach = 3;           // how far the chosen one's label gives way to what it would cover, in label heights

QColor label_ground(bool chosen) { return chosen ? QColor(Qt::white) : QColor(0x16, 0x18, 0x1b); }

Face label_face(bool chosen, const FigureStyle& style) { return Face(style.tick, chosen ? 600 : 500); }

QSizeF label_size(const QString& text, bool chosen, const FigureStyle& style) {
  return {label_face(chosen, style).width(text) + 2 * kPad * style.label, kHeight * style.label};
}

void draw_label(QPainter& painter, const QRectF& rect, const QString& text, const BoxLabel& label,
                const FigureStyle& style) {
  const bool tracked = label.ground.isValid();
  painter.setPen(Qt::NoPen);
  painter.setBrush(tracked ? label.ground : label_ground(label.chosen));
  painter.drawRect(rect);
  painter.setPen(label.chosen || tracked ? Qt::black : Qt::white);
  label_face(label.chosen, style)
      .draw_centred(painter, {rect.left() + kPad * style.label, rect.center().y()}, text, Anchor::start);
}

struct Widths {
  double line, halo;
};

// A small box has a thin outline, down to a line of one unit, so that what lies in it is seen.
Widths widths_of(const QRectF& box, BoxLook look, const FigureStyle& style) {
  const Widths full = look == BoxLook::chosen ? Widths{3, 6} : look == BoxLook::query ? Widths{2.2, 4.6} : Widths{1.6, 4};
  const double unit = style.paper ? 0.5 : 1, room = std::min(box.width(), box.height()) * kMostOutline / unit;
  const double share = std::clamp(room / full.halo, 1 / full.line, 1.0);
  return {full.line * share * unit, full.halo * share * unit};
}

void place_and_draw(QPainter& painter, LabelPlaces& places, const BoxLabel& label, const FigureStyle& style) {
  for (const QString& text : {label.text, label.shorter}) {
    if (text.isEmpty()) continue;
    const double edge = widths_of(label.box, label.chosen ? BoxLook::chosen : BoxLook::other, style).halo / 2;
    const auto rect = places.place(label.box, label_size(text, label.chosen, style), label.chosen ? kReach : 0, edge);
    if (!rect) continue;
    draw_label(painter, *rect, text, label, style);
    return;
  }
}

}  // namespace

void draw_box(QPainter& painter, const QRectF& box, BoxLook look, const FigureStyle& style, QColor line) {
  const auto [width, halo] = widths_of(box, look, style);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(
      QPen(QColor(0, 0, 0, look == BoxLook::before ? 120 : 200), halo, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(box);
  QPen pen(line, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
  if (look == BoxLook::before) pen.setDashPattern({4, 3});
  if (look == BoxLook::query) pen.setDashPattern({1.2, 1.4});
  painter.setPen(pen);
  painter.drawRect(box);
  painter.restore();
}

QColor track_colour(const Track& track) {
  if (track.number < 0) return Qt::white;
  static const std::array<QRgb, kTrackColours> colours{0xffffd166, 0xff4cc9f0, 0xffff8fab, 0xff8ce99a, 0xffffa94d,
                                            0xffc0a8ff, 0xfff1fa8c, 0xff63e6be, 0xffffc9de, 0xffa5d8ff};
  return QColor(colours[static_cast<std::size_t>(track.colour)]);
}

namespace {

// Corners of labels beside and inside `box`, of which `seen` is on the picture; the better ones first.
std::vector<QPointF> corners_at(const QRectF& box, const QRectF& seen, const QRectF& picture, QSizeF size, double edge) {
  const double w = size.width(), h = size.height(), gap = h * kLabelGap + edge;
  const double last = std::max(picture.left(), picture.right() - w);
  const double left = std::clamp(seen.left(), picture.left(), last), right = std::clamp(seen.right() - w, picture.left(), last);
  const double first = std::min(left + gap, std::max(left, right)), end = std::max(right - gap, left);  // inside
  return {{left, box.top() - h - gap},     {right, box.top() - h - gap},
          {first, seen.top() + gap},       {end, seen.top() + gap},
          {left, box.bottom() + gap},      {right, box.bottom() + gap},
          {box.right() + gap, seen.top()}, {box.left() - w - gap, seen.top()},
          {first, seen.bottom() - h - gap}, {end, seen.bottom() - h - gap}};
}

}  // namespace

std::optional<QRectF> LabelPlaces::place(const QRectF& box, QSizeF size, int reach, double edge) {
  if (box.intersected(picture_).isEmpty()) return std::nullopt;
  const double h = size.height(), gap = h * kLabelGap;
  std::optional<QRectF> best;
  double least = 0;
  for (int step = 0; step <= 2 * reach && !(best && least == 0); ++step) {
    const double away = step * h / 2;
    const QRectF around = box.adjusted(-away, -away, away, away);
    for (const QPointF& corner : corners_at(around, around.intersected(picture_), picture_, size, edge)) {
      const QRectF rect(corner, size);
      if (!is_free(rect)) continue;
      const double covering = covered(rect);
      if (best && covering >= least) continue;
      best = rect;
      least = covering;
    }
  }
  if (best) taken_.push_back(best->adjusted(-gap, -gap, gap, gap));
  return best;
}

bool LabelPlaces::is_free(const QRectF& rect) const {
  return picture_.contains(rect) &&
         std::none_of(taken_.begin(), taken_.end(), [&](const QRectF& other) { return other.intersects(rect); });
}

double LabelPlaces::covered(const QRectF& rect) const {
  double area = 0;
  for (const QRectF& other : avoided_) {
    const QRectF both = other.intersected(rect);
    area += both.width() * both.height();
  }
  return area;
}

void draw_box_labels(QPainter& painter, const QRectF& picture, const std::vector<BoxLabel>& labels,
                     const FigureStyle& style, std::vector<QRectF> marks) {
  for (const BoxLabel& label : labels)
    if (label.chosen) marks.push_back(label.box);
  LabelPlaces places(picture, std::move(marks));
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool chosen : {true, false})
    for (const BoxLabel& label : labels)
      if (label.chosen == chosen) place_and_draw(painter, places, label, style);
  painter.restore();
}

}  // namespace headlight::ui
