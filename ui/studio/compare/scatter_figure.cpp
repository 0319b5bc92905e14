#include "ui/studio/compare/scatter_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/figures/matrix.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

namespace {

struct ScatterFigureWords {
  Q_DECLARE_TR_FUNCTIONS(ScatterFigure)
};

// In label sizes.
constexpr double kScatterFigureLeft = 5, kBottom = 3.6, kTop = 2.7, kRight = 1.8, kDot = 0.41, kMark = 0.82, kReach = 0.9, kShape = 0.62, kFree = 46, kLeast = 20, kHollow = 1.5;

// Round numbers between two, three to seven of them.
std::vector<double> round_ticks(double low, double high) {
  const double unit = std::pow(10, std::floor(std::log10(std::max(1e-9, high - low))));
  const double count = (high - low) / unit, step = count < 2 ? unit / 4 : count < 5 ? unit / 2 * (count < 3 ? 1 : 2) : unit * 2;
  std::vector<double> ticks;
  for (double tick = std::ceil(low / step) * step; tick <= high; tick += step) ticks.push_back(std::abs(tick) < step / 2 ? 0 : tick);
  return ticks;
}

// A: a circle in the first colour, B: a square in the second.
void draw_mark(QPainter& painter, QPointF at, bool second, double size, const FigureStyle& style) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.heads[second ? 1 : 0]);
  if (second) painter.drawRect(QRectF(at - QPointF(size, size) * 0.9, QSizeF(size, size) * 1.8));
  else painter.drawEllipse(at, size, size);
}

}  // namespace

ScatterFigure::ScatterFigure(ScatterContent content) : ContentFigure(std::move(content)) {
  x_ = range_of(&ScatterContent::Dot::x);
  y_ = range_of(&ScatterContent::Dot::y);
  for (const auto& dot : content_.dots) layers_ = std::max(layers_, dot.layer);
}

ScatterFigure::Range ScatterFigure::range_of(double ScatterContent::Dot::* field) const {
  double low = 1e9, high = -1e9;
  for (const auto& dot : content_.dots) {
    low = std::min(low, dot.*field);
    high = std::max(high, dot.*field);
  }
  if (low > high) return {};
  const double room = std::max(1e-6, (high - low) * 0.06);
  return {low >= 0 ? std::max(0.0, low - room) : low - room, high + room};
}

QRectF ScatterFigure::plot(const QRectF& rect, const FigureStyle& style) const {
  const double unit = style.label, head = title_height(content_.title, style, rect.width());
  const double note = style.titles ? lines_height(wrapped(content_.note, style.label_face(), rect.width()), style.label_face()) : 0;
  return {rect.left() + kScatterFigureLeft * unit, rect.top() + head + kTop * unit, std::max(2 * unit, rect.width() - (kScatterFigureLeft + kRight) * unit),
          std::max(2 * unit, rect.height() - head - note - (kTop + kBottom) * unit)};
}

QSizeF ScatterFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : kFree * style.label;
  const double note = lines_height(wrapped(content_.note, style.label_face(), used), style.label_face());
  return {used, title_height(content_.title, style, used) + note + (kTop + kBottom) * style.label + (used - (kScatterFigureLeft + kRight) * style.label) * kShape};
}

double ScatterFigure::least_width(const FigureStyle& style) const { return kLeast * style.label; }

QPointF ScatterFigure::place(std::size_t dot, const QRectF& rect, const FigureStyle& style) const {
  const QRectF area = plot(rect, style);
  const auto& of = content_.dots[dot];
  return {area.left() + x_.share(of.x) * area.width(), area.bottom() - y_.share(of.y) * area.height()};
}

int ScatterFigure::dot_at(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  int nearest = -1;
  double away = kReach * style.label;
  for (std::size_t dot = 0; dot < content_.dots.size(); ++dot) {
    const QPointF by = place(dot, rect, style) - point;
    if (std::hypot(by.x(), by.y()) >= away) continue;
    away = std::hypot(by.x(), by.y());
    nearest = int(dot);
  }
  return nearest;
}

// From the first layer to the last, as far from the ground as it needs to be seen.
QColor ScatterFigure::layer_colour(int layer, const FigureStyle& style) const {
  const double share = double(layer) / layers_;
  return QColor(ColourMap::find(QStringLiteral("cividis"))->at(style.ground.lightness() < 128 ? 0.38 + 0.62 * share : 0.62 * share));  // 3 : 1 at least
}

void ScatterFigure::draw_axis(QPainter& painter, const QRectF& area, bool upwards, const FigureStyle& style) const {
  const Range& all = upwards ? y_ : x_;
  const double unit = style.label;
  for (const double tick : round_ticks(all.low, all.high)) {
    const double x = area.left() + all.share(tick) * area.width(), y = area.bottom() - all.share(tick) * area.height();
    QColor line = style.second;
    line.setAlphaF(0.28F);
    painter.setPen(QPen(line, style.hairline));
    painter.drawLine(upwards ? QLineF(area.left(), y, area.right(), y) : QLineF(x, area.top(), x, area.bottom()));
    painter.setPen(style.second);
    const QPointF label = upwards ? QPointF(area.left() - 0.7 * unit, y) : QPointF(x, area.bottom() + unit);
    style.tick_face().draw_centred(painter, label, QString::number(tick, 'g', 3), upwards ? Anchor::end : Anchor::middle);
  }
}

void ScatterFigure::draw_names(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
  const Face face = style.label_face();
  painter.setPen(style.second);
  face.draw_centred(painter, {area.center().x(), area.bottom() + 2.6 * style.label}, face.elided(content_.x_name, area.width()), Anchor::middle);
  painter.save();
  painter.translate(area.left() - (kScatterFigureLeft - 1) * style.label, area.center().y());
  painter.rotate(-90);
  face.draw_centred(painter, {0, 0}, face.elided(content_.y_name, area.height()), Anchor::middle);
  painter.restore();
}

// Which dots are of which run, where there are two.
double ScatterFigure::draw_runs(QPainter& painter, QPointF at, double end, const FigureStyle& style) const {
  const Face face = style.label_face();
  const double unit = style.label, size = kDot * unit;
  for (const bool second : {false, true}) {
    const QString words = second ? ScatterFigureWords::tr("heads of B") : ScatterFigureWords::tr("heads of A");
    if (!two_runs() || at.x() + 0.9 * unit + face.width(words) > end) continue;
    painter.setPen(second ? QPen(style.second, kHollow * style.hairline) : QPen(Qt::NoPen));
    painter.setBrush(second ? style.ground : style.second);
    if (second) painter.drawRect(QRectF(at - QPointF(size, size) * 0.85, QSizeF(size, size) * 1.7));
    else painter.drawEllipse(at, size, size);
    painter.setPen(style.second);
    face.draw_centred(painter, at + QPointF(0.9 * unit, 0), words);
    at.rx() += face.width(words) + 2.6 * unit;
  }
  return at.x();
}

// What the colours and the marks mean, above the plot.
void ScatterFigure::draw_legend(QPainter& painter, QPointF at, double room, const FigureStyle& style) const {
  const Face face = style.label_face();
  const double unit = style.label, wide = std::min(7.3 * unit, room * 0.2), tall = 0.72 * unit, end = at.x() + room;
  const QString first = ScatterFigureWords::tr("layer %1").arg(0), last = QString::number(content_.dots.empty() ? 0 : std::ranges::max(content_.dots, {}, &ScatterContent::Dot::layer).layer);
  double x = at.x();
  painter.setPen(style.second);
  face.draw_centred(painter, {x, at.y()}, first);
  x += face.width(first) + 0.55 * unit;
  for (int i = 0; i <= layers_; ++i) painter.fillRect(QRectF(x + wide * i / (layers_ + 1), at.y() - tall / 2, wide / (layers_ + 1) + 0.4, tall), layer_colour(i, style));
  x += wide + 0.55 * unit;
  painter.setPen(style.second);
  face.draw_centred(painter, {x, at.y()}, last);
  x = draw_runs(painter, {x + face.width(last) + 2 * unit, at.y()}, end, style);
  for (const bool second : {false, true}) {
    if ((second ? content_.b : content_.a) < 0 || x + 2.2 * unit > end) continue;
    draw_mark(painter, {x, at.y()}, second, 0.45 * unit, style);
    painter.setPen(style.second);
    face.draw_centred(painter, {x + 0.9 * unit, at.y()}, second ? QStringLiteral("B") : QStringLiteral("A"));
    x += 3.1 * unit;
  }
}

QString ScatterFigure::side_name(bool second) const {
  const auto& of = content_.dots[std::size_t(second ? content_.b : content_.a)];
  return QStringLiteral("%1 · %2.%3").arg(second ? QStringLiteral("B") : QStringLiteral("A")).arg(of.layer).arg(of.head);
}

bool ScatterFigure::two_runs() const { return std::ranges::any_of(content_.dots, &ScatterContent::Dot::of_b); }

std::array<QRectF, 2> ScatterFigure::name_places(const QRectF& rect, const FigureStyle& style) const {
  std::array<QRectF, 2> places;
  if (content_.a >= 0) places[0] = name_place(false, {}, rect, style);
  if (content_.b >= 0) places[1] = name_place(true, places[0], rect, style);
  return places;
}

// Of all places around the mark that lie in the plot the one that hides least, the nearer ones first.
QRectF ScatterFigure::name_place(bool second, const QRectF& taken, const QRectF& rect, const FigureStyle& style) const {
  const double unit = style.label, reach = kMark * unit, dot = kDot * unit;
  const int own = second ? content_.b : content_.a, other = second ? content_.a : content_.b;
  const QPointF at = place(std::size_t(own), rect, style);
  const QSizeF size(style.label_face(600).width(side_name(second)) + 0.6 * unit, 1.44 * unit);
  const QRectF room = plot(rect, style).adjusted(-unit, -unit, kRight * unit, unit);
  const double first = second ? 1.3 * unit : -1.3 * unit;  // A above, B below where either is free
  std::vector<QRectF> candidates;
  for (const double out : {1.0, 2.2, 3.4, 4.6})
    for (const double down : {first, -first, 0.0, 2 * first, -2 * first, 3 * first, -3 * first})
      for (const bool right : {true, false})
        candidates.emplace_back(QPointF(right ? at.x() + out * unit : at.x() - out * unit - size.width(), at.y() + down - size.height() / 2), size);
  std::erase_if(candidates, [&](const QRectF& name) { return !room.contains(name); });
  if (candidates.empty()) return {at + QPointF(unit, -size.height() / 2), size};
  std::vector<QPointF> dots;
  for (std::size_t i = 0; i < content_.dots.size(); ++i)
    if (int(i) != own && int(i) != other) dots.push_back(place(i, rect, style));
  const QPointF across = other < 0 ? QPointF() : place(std::size_t(other), rect, style);
  const QRectF mark = other < 0 ? QRectF() : QRectF(across - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
  const auto hides = [&](const QRectF& name) {  // how many dots; the other mark or name counts as all of them
    const auto count = std::ranges::count_if(dots, [around = name.adjusted(-dot, -dot, dot, dot)](const QPointF& each) { return around.contains(each); });
    return count + (mark.intersects(name) ? std::ssize(content_.dots) : 0) + (taken.intersects(name) ? std::ssize(content_.dots) : 0);
  };
  return *std::ranges::min_element(candidates, {}, hides);
}

// The dot of A or B, larger and named.
void ScatterFigure::draw_side(QPainter& painter, const QRectF& rect, bool second, const QRectF& name, const FigureStyle& style) const {
  const int dot = second ? content_.b : content_.a;
  if (dot < 0) return;
  const QPointF at = place(std::size_t(dot), rect, style);
  const QPointF near(std::clamp(at.x(), name.left(), name.right()), std::clamp(at.y(), name.top() + 2, name.bottom() - 2));
  painter.setPen(QPen(style.ink, style.hairline));
  if (QLineF(at, near).length() > 1.6 * style.label) painter.drawLine(at, near);  // it stands apart
  const bool both = content_.a == content_.b;
  painter.setPen(QPen(second && both ? style.heads[0] : style.ink, (second && both ? 2.5 : 1.4) * style.hairline));
  painter.setBrush(style.ground);
  painter.drawEllipse(at, kMark * style.label, kMark * style.label);
  draw_mark(painter, at, second, 0.45 * style.label, style);
  painter.fillRect(name, style.ground);
  painter.setPen(style.ink);
  style.label_face(600).draw_centred(painter, name.center(), side_name(second), Anchor::middle);
}

// A's are filled circles, those of another run hollow squares.
void ScatterFigure::draw_dot(QPainter& painter, std::size_t dot, const QRectF& rect, const FigureStyle& style) const {
  const auto& of = content_.dots[dot];
  const QPointF at = place(dot, rect, style);
  const double size = kDot * style.label;
  if (!of.of_b) {
    painter.setPen(QPen(style.ground, style.hairline));
    painter.setBrush(layer_colour(of.layer, style));
    return painter.drawEllipse(at, size, size);
  }
  painter.setPen(QPen(layer_colour(of.layer, style), kHollow * style.hairline, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.setBrush(style.ground);
  painter.drawRect(QRectF(at - QPointF(size, size) * 0.85, QSizeF(size, size) * 1.7));
}

void ScatterFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  if (content_.dots.empty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const QRectF area = plot(rect, style);
  for (const bool upwards : {false, true}) draw_axis(painter, area, upwards, style);
  draw_names(painter, area, style);
  draw_legend(painter, {area.left(), area.top() - 1.6 * style.label}, rect.right() - area.left(), style);
  for (std::size_t dot = 0; dot < content_.dots.size(); ++dot) draw_dot(painter, dot, rect, style);
  const auto names = name_places(rect, style);
  for (const bool second : {false, true}) draw_side(painter, rect, second, names[second ? 1 : 0], style);
  painter.setPen(style.second);
  if (style.titles) draw_lines(painter, wrapped(content_.note, style.label_face(), rect.width()), style.label_face(), {rect.left(), area.bottom() + kBottom * style.label});
  painter.restore();
}

std::optional<Hit> ScatterFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const int dot = dot_at(point, rect, style);
  if (dot < 0) return std::nullopt;
  Hit hit;
  hit.site = content_.dots[std::size_t(dot)].site;
  hit.head = content_.dots[std::size_t(dot)].head;
  return hit;
}

FigureData ScatterFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("head scatter");
  data.header = {QStringLiteral("layer"), QStringLiteral("head"), content_.x_column, content_.y_column, QStringLiteral("side")};
  if (two_runs()) data.header += QStringLiteral("heads of");
  for (std::size_t i = 0; i < content_.dots.size(); ++i) {
    const auto& dot = content_.dots[i];
    const QString side = int(i) == content_.a ? QStringLiteral("A") : int(i) == content_.b ? QStringLiteral("B") : QString();
    data.table.push_back({qint64(dot.layer), qint64(dot.head), dot.x, dot.y, side});
    if (two_runs()) data.table.back().emplace_back(dot.of_b ? QStringLiteral("B") : QStringLiteral("A"));
    data.values.insert(data.values.end(), {float(dot.x), float(dot.y)});
  }
  data.shape = {std::ssize(content_.dots), 2};
  data.labels.insert(QStringLiteral("values"), QJsonArray{content_.x_column, content_.y_column});
  return data;
}

}  // namespace headlight::ui
