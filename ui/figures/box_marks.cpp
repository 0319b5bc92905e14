#include "ui/figures/box_marks.h"

#include <algorithm>
#include <array>

namespace headlight::ui {
namespace {

constexpr double kPad = 0.35;    // between a label's text and its edge, in label sizes
constexpr double kHeight = 1.5, kNextLine = 1.15;  // of a label, and of each further line in it
constexpr double kLabelGap = 0.12;  // between a label and its box, in label heights
constexpr double kMostOutline = 0.125;  // of an outline's width with its halo, in the box's shorter side
constexpr double kSmallBox = 0.5;    // area of a box whose label is the shorter one, in areas of the label
constexpr double kLittle = 0.02, kLittleToStay = 0.1;  // of objects and of the label over marks: hidden so little, a place is good, or kept
constexpr double kWorthWords = 0.15;  // and what words may hide that a number alone would not
constexpr double kWorthBoth = 0.5;    // the same of a plate whose numbers alone would say nothing of two classes
constexpr double kDoubled = 0.3;   // of the smaller box within the other: they lie over each other
constexpr double kAlikeSize = 2;   // and neither is so many times as large as the other
constexpr int kReach = 3;           // how far the chosen one's label gives way to what it would cover, in label heights
constexpr int kWordsReach = 1;      // and another's words, before the number alone stands there

QColor label_ground(bool chosen) { return chosen ? QColor(Qt::white) : QColor(0x16, 0x18, 0x1b); }

Face label_face(bool chosen, const FigureStyle& style) { return Face(style.tick, chosen ? 600 : 500); }

QSizeF label_size(const QString& text, bool chosen, const FigureStyle& style) {
  const Face face = label_face(chosen, style);
  double widest = 0;
  const QStringList lines = text.split(QLatin1Char('\n'));
  for (const QString& line : lines) widest = std::max(widest, face.width(line));
  return {widest + 2 * kPad * style.label, (kHeight + kNextLine * double(lines.size() - 1)) * style.label};
}

void draw_label(QPainter& painter, const QRectF& rect, const QString& text, const BoxLabel& label,
                const FigureStyle& style) {
  const bool tracked = label.ground.isValid();
  painter.setPen(Qt::NoPen);
  painter.setBrush(tracked ? label.ground : label_ground(label.chosen));
  painter.drawRect(rect);
  painter.setPen(label.chosen || tracked ? Qt::black : Qt::white);
  const Face face = label_face(label.chosen, style);
  double y = rect.top() + kHeight * style.label / 2;
  for (const QString& line : text.split(QLatin1Char('\n'))) {
    face.draw_centred(painter, {rect.left() + kPad * style.label, y}, line, Anchor::start);
    y += kNextLine * style.label;
  }
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

// Words may not lie over a small object: they would be all that is seen of it.
bool is_small(const QRectF& box, QSizeF label) { return box.width() * box.height() < kSmallBox * label.width() * label.height(); }

// How much the words may hide before the numbers alone stand there.
double worth(const BoxLabel& label, const FigureStyle& style) {
  if (label.chosen) return 1e9;
  if (label.shared) return kWorthBoth;
  return is_small(label.box, label_size(label.text, false, style)) ? kLittle : kWorthWords;
}

// The words in full where they find room, those of a shared plate in one line or in two; else what is shorter where that
// hides less.
std::optional<LabelSpot> find_spot(const LabelPlaces& places, const BoxLabel& label, int preferred, const FigureStyle& style, QString& text) {
  const double edge = widths_of(label.box, label.chosen ? BoxLook::chosen : BoxLook::other, style).halo / 2;
  const auto spot_of = [&](const QString& words, int reach) {
    return places.spot({label.box, label_size(words, label.chosen, style), reach, edge, preferred});
  };
  const int reach = label.chosen ? kReach : label.shorter.isEmpty() ? 0 : kWordsReach;
  text = label.text;
  auto full = spot_of(label.text, reach);
  if (!label.stacked.isEmpty() && !(full && full->hides <= kLittle)) {
    const auto narrow = spot_of(label.stacked, reach);
    if (narrow && (!full || narrow->hides < full->hides)) {
      full = narrow;
      text = label.stacked;
    }
  }
  if (label.shorter.isEmpty() || (full && full->hides <= worth(label, style))) return full;
  const auto brief = spot_of(label.shorter, label.chosen ? kReach : 0);
  if (!brief || (full && full->hides <= brief->hides)) return full;
  text = label.shorter;
  return brief;
}

void place_and_draw(QPainter& painter, LabelPlaces& places, const BoxLabel& label, const FigureStyle& style, LabelSides* sides) {
  const bool remembered = sides != nullptr && sides->contains(label.track);
  QString text;
  const auto spot = find_spot(places, label, remembered ? sides->at(label.track) : -1, style, text);
  if (!spot) return;
  places.take(spot->rect);
  if (sides != nullptr && label.track >= 0) (*sides)[label.track] = spot->side;
  draw_label(painter, spot->rect, text, label, style);
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
  if (track.number < 0 || track.colour < 0) return Qt::white;
  static const std::array<QRgb, kTrackColours> colours{0xffffd166, 0xff4cc9f0, 0xffff8fab, 0xff8ce99a, 0xffffa94d,
                                            0xffc0a8ff, 0xfff1fa8c, 0xff63e6be, 0xffffc9de, 0xffa5d8ff};
  return QColor(colours[static_cast<std::size_t>(track.colour)]);
}

namespace {

// Corners of labels around `box`, of which `seen` is on the picture, and inside of it; the better ones first.
std::vector<QPointF> corners_at(const QRectF& box, const QRectF& seen, const QRectF& picture, QSizeF size, double edge) {
  const double w = size.width(), h = size.height(), gap = h * kLabelGap + edge;
  const double last = std::max(picture.left(), picture.right() - w);
  const double left = std::clamp(seen.left(), picture.left(), last), right = std::clamp(seen.right() - w, picture.left(), last);
  const double first = std::min(left + gap, std::max(left, right)), end = std::max(right - gap, left);  // inside
  return {{left, box.top() - h - gap},      {right, box.top() - h - gap},
          {left, box.bottom() + gap},       {right, box.bottom() + gap},
          {box.right() + gap, seen.top()},  {box.left() - w - gap, seen.top()},
          {first, seen.top() + gap},        {end, seen.top() + gap},
          {first, seen.bottom() - h - gap}, {end, seen.bottom() - h - gap}};
}

double shared_area(const QRectF& a, const QRectF& b) {
  const double across = std::min(a.right(), b.right()) - std::max(a.left(), b.left()), down = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
  return across > 0 && down > 0 ? across * down : 0;
}

double area_of(const QRectF& rect) { return std::max(1.0, rect.width() * rect.height()); }

}  // namespace

std::optional<LabelSpot> LabelPlaces::spot(const LabelWish& wish) const {
  if (wish.box.intersected(picture_).isEmpty()) return std::nullopt;
  std::optional<LabelSpot> best;
  for (int step = 0; step <= 2 * wish.reach && !(best && best->hides <= kLittle); ++step) {
    const double away = step * wish.size.height() / 2;
    const QRectF around = wish.box.adjusted(-away, -away, away, away);
    const auto corners = corners_at(around, around.intersected(picture_), picture_, wish.size, wish.edge);
    const auto tried = [&](int side) -> std::optional<LabelSpot> {
      const QRectF rect(corners[static_cast<std::size_t>(side)], wish.size);
      return is_free(rect) ? std::optional(LabelSpot{rect, side, hidden(rect)}) : std::nullopt;
    };
    if (step == 0 && wish.preferred >= 0 && wish.preferred < int(corners.size()))
      if (const auto kept = tried(wish.preferred); kept && kept->hides <= kLittleToStay) return kept;
    for (int side = 0; side < int(corners.size()) && !(best && best->hides <= kLittle); ++side)
      if (const auto next = tried(side); next && (!best || next->hides < best->hides)) best = next;
  }
  return best;
}

void LabelPlaces::take(const QRectF& rect) {
  const double gap = rect.height() * kLabelGap;
  taken_.push_back(rect.adjusted(-gap, -gap, gap, gap));
}

std::optional<QRectF> LabelPlaces::place(const QRectF& box, QSizeF size, int reach, double edge) {
  const auto found = spot({box, size, reach, edge});
  if (!found) return std::nullopt;
  take(found->rect);
  return found->rect;
}

bool LabelPlaces::is_free(const QRectF& rect) const {
  return picture_.contains(rect) &&
         std::none_of(taken_.begin(), taken_.end(), [&](const QRectF& other) { return other.intersects(rect); });
}

double LabelPlaces::hidden(const QRectF& rect) const {
  double sum = 0;
  for (const QRectF& mark : marks_) sum += shared_area(mark, rect) / area_of(rect);
  for (const QRectF& object : objects_) sum += shared_area(object, rect) / area_of(object);
  return sum;
}

namespace {

bool are_doubled(const BoxLabel& a, const BoxLabel& b) {
  const auto plain = [](const BoxLabel& label) { return !label.chosen && label.track < 0 && !label.ground.isValid() && !label.shorter.isEmpty() && !label.box.isEmpty(); };
  if (!plain(a) || !plain(b)) return false;
  const double least = std::min(area_of(a.box), area_of(b.box)), most = std::max(area_of(a.box), area_of(b.box));
  return shared_area(a.box, b.box) >= kDoubled * least && most <= kAlikeSize * least;
}

bool one_name(const BoxLabel& a, const BoxLabel& b) {
  const QString name = b.text.mid(b.shorter.size());
  return b.text.startsWith(b.shorter) && !name.isEmpty() && a.text == a.shorter + name;
}

// "3, 6 person", "3 person, 6 car"
QString both_words(const BoxLabel& a, const BoxLabel& b) {
  return one_name(a, b) ? a.shorter + QStringLiteral(", ") + b.text : a.text + QStringLiteral(", ") + b.text;
}

}  // namespace

std::vector<BoxLabel> joined_labels(const std::vector<BoxLabel>& labels) {
  std::vector<BoxLabel> joined;
  for (const BoxLabel& label : labels) {
    const auto twin = std::ranges::find_if(joined, [&](const BoxLabel& other) { return are_doubled(other, label); });
    if (twin == joined.end()) {
      joined.push_back(label);
      continue;
    }
    if (!one_name(*twin, label)) twin->stacked = (twin->stacked.isEmpty() ? twin->text : twin->stacked) + QLatin1Char('\n') + label.text;
    twin->shared = true;
    twin->text = both_words(*twin, label);
    twin->shorter += QStringLiteral(", ") + label.shorter;
    twin->box |= label.box;
  }
  return joined;
}

void draw_box_labels(QPainter& painter, const QRectF& picture, const std::vector<BoxLabel>& labels,
                     const FigureStyle& style, std::vector<QRectF> marks, LabelSides* sides) {
  if (!style.box_labels) return;
  std::vector<QRectF> objects;
  for (const BoxLabel& label : labels) objects.push_back(label.box);
  LabelPlaces places(picture, std::move(marks), std::move(objects));
  const std::vector<BoxLabel> plates = joined_labels(labels);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  // Those that stood before go first, so that none that comes in takes their place.
  const auto draw = [&](auto&& wanted) {
    for (const BoxLabel& label : plates)
      if (wanted(label)) place_and_draw(painter, places, label, style, sides);
  };
  const LabelSides before = sides == nullptr ? LabelSides() : *sides;
  const auto stood_before = [&](const BoxLabel& label) { return !label.chosen && before.contains(label.track); };
  draw([](const BoxLabel& label) { return label.chosen; });
  draw(stood_before);
  draw([&](const BoxLabel& label) { return !label.chosen && !stood_before(label); });
  painter.restore();
}

}  // namespace headlight::ui
