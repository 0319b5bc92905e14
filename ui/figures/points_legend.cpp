#include "ui/figures/points_legend.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/scale.h"
#include "ui/theme/bar_outline.h"

namespace headlight::ui {
namespace {

constexpr double kRow = 1.62, kHeading = 1.9;  // heights, in label sizes
constexpr double kMostNames = 8;               // of the widths of a block's names
constexpr std::size_t kPointsLegendMostRows = 16;

double row(const FigureStyle& style) { return kRow * style.label; }

QString percent(double share) {
  return QStringLiteral("%1 %").arg(100 * share, 0, 'f', share > 0 && share < 0.0995 ? 1 : 0);
}

bool has_boxes(const PointsContent& content) {
  return std::ranges::any_of(content.counted(), [](const QueryPoints& query) { return is_box(query.box); });
}

// Mean over the shown queries of one head's weight in the box, or of a level's share.
double mean_of(const PointsContent& content, const std::vector<float> QueryPoints::*shares, std::size_t at) {
  double sum = 0;
  for (const auto& query : content.counted())
    if (at < (query.*shares).size()) sum += (query.*shares)[at];
  return content.counted().empty() ? 0 : sum / double(content.counted().size());
}

double mean_inside(const PointsContent& content) {
  double sum = 0;
  for (const auto& query : content.counted()) sum += inside_share(query);
  return content.counted().empty() ? 0 : sum / double(content.counted().size());
}

// Room for the names of a block's rows.
double name_room(const QStringList& names, const FigureStyle& style) {
  double room = 0;
  for (const QString& name : names) room = std::max(room, style.label_face().width(name));
  return std::min(room + style.gap * 0.5, style.label * kMostNames);
}

// "Head 1 off"
QString head_name_of(const PointsContent& content, int head) {
  const auto words = content.head_words.find(head);
  const QString name = FigureWords::tr("Head %1").arg(head);
  return words == content.head_words.end() ? name : name + QLatin1Char(' ') + words->second;
}

// One digit: what a person reads off a mark.
double one_digit(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)));
  return std::max(1.0, std::round(value / unit)) * unit;
}

// A heading with what its numbers are at the right end; returns where the rows begin.
double draw_heading(QPainter& painter, const QRectF& rect, const QString& text, const QString& unit,
                    const FigureStyle& style) {
  const double base = rect.top() + style.label;
  painter.setPen(style.ink);
  style.label_face(600).draw(painter, {rect.left(), base}, text);
  painter.setPen(style.second);
  const double room = rect.width() - style.label_face(600).width(text) - style.label;
  const Face face = style.tick_face();
  if (!unit.isEmpty()) face.draw(painter, {rect.right(), base}, face.elided(unit, room), Anchor::end);
  return rect.top() + kHeading * style.label;
}

struct Bar {
  double share = 0;
  QColor colour;
};

}  // namespace

void edge_bar(QPainter& painter, const QRectF& track, const QRectF& filled, const QColor& fill, const FigureStyle& style) {
  if (style.dashed_keys) frame_bar(painter, track, style.ink, style.hairline);  // high contrast
  else outline_bar(painter, filled, fill, style.ground, style.second, style.hairline);
}

namespace {

// Name at `left`, bar, percent at the right end.
void draw_bar_row(QPainter& painter, const QRectF& line, const QString& name, double name_room, const Bar& bar,
                  const FigureStyle& style) {
  const double middle = line.center().y(), number = style.label_face().width(QStringLiteral("100 %")) + style.gap;
  painter.setPen(style.ink);
  style.label_face().draw_centred(painter, {line.left(), middle}, style.label_face().elided(name, name_room));
  const QRectF track(line.left() + name_room + style.gap, middle - style.label * 0.28,
                     std::max(4.0, line.width() - name_room - style.gap - number), style.label * 0.56);
  QColor ground = style.second;
  ground.setAlphaF(0.2F);
  painter.fillRect(track, ground);
  const QRectF filled(track.topLeft(), QSizeF(track.width() * std::clamp(bar.share, 0.0, 1.0), track.height()));
  painter.fillRect(filled, bar.colour);
  edge_bar(painter, track, filled, bar.colour, style);
  painter.setPen(style.ink);
  style.label_face().draw_centred(painter, {line.right(), middle}, percent(bar.share), Anchor::end);
}

// Of a single head the sum would be of heads that are not drawn.
bool sums_heads(const PointsContent& content) { return has_boxes(content) && content.heads.size() > 1; }

void draw_heads(QPainter& painter, const PointsContent& content, const QRectF& rect, const FigureStyle& style) {
  const bool boxes = has_boxes(content);
  double y = draw_heading(painter, rect, FigureWords::tr("Heads"),
                          boxes ? FigureWords::tr("weight in the final box") : QString(), style);
  const double icon = content.look.by_level ? 0 : style.label * 1.3;
  QStringList names;
  for (const int head : content.heads) names += head_name_of(content, head);
  const double room = name_room(names, style);
  for (std::size_t i = 0; i < content.heads.size() && i < kPointsLegendMostRows; ++i) {
    const int head = content.heads[i];
    const QRectF line(rect.left() + icon, y, rect.width() - icon, row(style));
    const QRectF swatch(rect.left(), line.center().y() - style.label * 0.36, style.label * 0.72, style.label * 0.72);
    const QColor colour = content.look.by_level ? QColor(0xb4, 0xb8, 0xbe) : mark_colour(content.look, head, 0);
    painter.setPen(QPen(Qt::black, style.paper ? 0.5 : 1));
    painter.setBrush(colour);
    if (!content.look.by_level && content.look.is_hollow(head)) {
      QPainterPath outline;
      outline.addRect(swatch);
      draw_hollow(painter, outline, colour, style);
    } else if (!content.look.by_level) {
      painter.drawRect(swatch);
    }
    const QString name = head_name_of(content, head);
    if (boxes) {
      draw_bar_row(painter, line, name, room,
                   {mean_of(content, &QueryPoints::inside, static_cast<std::size_t>(head)), colour}, style);
    } else {
      painter.setPen(style.ink);
      style.label_face().draw_centred(painter, {line.left(), line.center().y()}, name);
    }
    y += row(style);
  }
  if (content.heads.size() > kPointsLegendMostRows) {
    painter.setPen(style.second);
    style.label_face().draw_centred(painter, {rect.left(), y + row(style) / 2},
                                    FigureWords::tr("and %1 more").arg(content.heads.size() - kPointsLegendMostRows));
    y += row(style);
  }
  if (!sums_heads(content)) return;
  painter.setPen(style.ink);
  style.label_face(600).draw_centred(painter, {rect.left(), y + row(style) / 2}, FigureWords::tr("All heads"));
  style.label_face(600).draw_centred(painter, {rect.right(), y + row(style) / 2},
                                     QStringLiteral("%1 %").arg(100 * mean_inside(content), 0, 'f', 1), Anchor::end);
}

void draw_levels(QPainter& painter, const PointsContent& content, const QRectF& rect, const FigureStyle& style) {
  const double top = draw_heading(painter, rect, FigureWords::tr("Levels"), FigureWords::tr("share of the weight"), style);
  draw_level_rows(painter, content, QRectF(QPointF(rect.left(), top), rect.bottomRight()), style);
}

struct Symbol {
  enum class Kind { reference, place, chosen, query, before } kind;
  QString text;
};

std::vector<Symbol> symbols(const PointsContent& content) {
  std::vector<Symbol> all;
  if (!content.queries.empty()) all.push_back({Symbol::Kind::reference, FigureWords::tr("reference point")});
  if (!content.others.empty() && content.other_places)
    all.push_back({Symbol::Kind::place, content.queries.empty() ? FigureWords::tr("reference point") : FigureWords::tr("that of another query")});
  const bool before = std::any_of(content.queries.begin(), content.queries.end(),
                                  [](const auto& q) { return is_box(q.reference_box); });
  bool found = false, other = false;
  for (std::size_t i = 0; i < content.queries.size(); ++i)
    if (is_box(content.queries[i].box)) (content.is_detection(i) ? found : other) = true;
  if (found) all.push_back({Symbol::Kind::chosen, FigureWords::tr("box that was found")});
  if (other) all.push_back({Symbol::Kind::query, FigureWords::tr("box of this query")});
  if (before) all.push_back({Symbol::Kind::before, FigureWords::tr("box before this layer")});
  return all;
}

// The largest, a middle and a small one; without the middle one where there is no room.
void draw_sizes(QPainter& painter, const PointsContent& content, const QRectF& line, const FigureStyle& style) {
  struct Size {
    double weight, radius;
    QString text;
  };
  const Face face = style.label_face();
  const PointsLook look = content.queries.empty() && !content.others.empty() ? content.other_look() : content.look;
  const auto room = [&](const Size& size) { return 2 * size.radius + style.gap * 0.8 + face.width(size.text); };
  std::vector<Size> sizes;
  double needed = -style.gap * 2.4;
  for (const double part : {1.0, 0.25, 0.05}) {
    const double weight = part < 1 ? one_digit(look.largest * part) : look.largest;
    sizes.push_back({weight, mark_radius(look, weight, style), tick_text(weight)});
    needed += room(sizes.back()) + style.gap * 2.4;
  }
  if (needed > line.width()) sizes.erase(sizes.begin() + 1);
  double x = line.left();
  for (const Size& size : sizes) {
    QColor fill(0xd5, 0xd8, 0xdc);
    fill.setAlphaF(static_cast<float>(0.6 + 0.4 * size.weight / look.largest));
    draw_mark(painter, 0, {x + size.radius, line.center().y()}, size.radius, fill, style);
    painter.setPen(style.ink);
    face.draw_centred(painter, {x + 2 * size.radius + style.gap * 0.8, line.center().y()}, size.text);
    x += room(size) + style.gap * 2.4;
  }
}

void draw_symbol(QPainter& painter, const Symbol& symbol, const QRectF& line, const FigureStyle& style) {
  const double width = style.label * 2.2;
  const QRectF icon(line.left(), line.top() + style.label * 0.1, width, line.height() - style.label * 0.2);
  painter.fillRect(icon, QColor(0x4a, 0x4e, 0x55));
  const double inset = style.label * 0.32;
  if (symbol.kind == Symbol::Kind::reference)
    draw_reference(painter, icon.center(), style);
  else if (symbol.kind == Symbol::Kind::place)
    draw_place(painter, icon.center(), style);
  else
    draw_box(painter, icon.adjusted(inset, inset, -inset, -inset),
             symbol.kind == Symbol::Kind::chosen  ? BoxLook::chosen
             : symbol.kind == Symbol::Kind::query ? BoxLook::query
                                                  : BoxLook::before,
             style);
  painter.setPen(style.ink);
  const Face face = style.label_face();
  face.draw_centred(painter, {icon.right() + style.gap * 1.6, line.center().y()},
                    face.elided(symbol.text, line.right() - icon.right() - style.gap * 1.6));
}

void draw_marks(QPainter& painter, const PointsContent& content, const QRectF& rect, const FigureStyle& style) {
  double y = draw_heading(painter, rect, FigureWords::tr("Weight"), FigureWords::tr("area of a mark"), style);
  draw_sizes(painter, content, QRectF(rect.left(), y, rect.width(), row(style)), style);
  y += row(style) + style.gap;
  for (const Symbol& symbol : symbols(content)) {
    draw_symbol(painter, symbol, QRectF(rect.left(), y, rect.width(), row(style)), style);
    y += row(style) * 1.12;
  }
}

}  // namespace

std::vector<LegendBlock> legend_blocks(const PointsContent&) {
  return {LegendBlock::heads, LegendBlock::levels, LegendBlock::marks};
}

double legend_height(const PointsContent& content, LegendBlock block, const FigureStyle& style) {
  const double heading = kHeading * style.label;
  switch (block) {
    case LegendBlock::heads:
      return heading + row(style) * double(std::min(content.heads.size(), kPointsLegendMostRows) +
                                           (content.heads.size() > kPointsLegendMostRows ? 1 : 0) + (sums_heads(content) ? 1 : 0));
    case LegendBlock::levels:
      return heading + level_rows_height(content, style);
    case LegendBlock::marks:
      return heading + row(style) + style.gap + row(style) * 1.12 * double(symbols(content).size());
  }
  return 0;
}

void draw_legend(QPainter& painter, const PointsContent& content, LegendBlock block, const QRectF& rect,
                 const FigureStyle& style) {
  switch (block) {
    case LegendBlock::heads:
      return draw_heads(painter, content, rect, style);
    case LegendBlock::levels:
      return draw_levels(painter, content, rect, style);
    case LegendBlock::marks:
      return draw_marks(painter, content, rect, style);
  }
}

double level_rows_height(const PointsContent& content, const FigureStyle& style) { return row(style) * double(content.shown_levels.size()); }

void draw_level_rows(QPainter& painter, const PointsContent& content, const QRectF& rect, const FigureStyle& style) {
  double y = rect.top();
  const double icon = style.label * 1.3;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QStringList names;
  for (const int level : content.shown_levels) names += level_name(content, static_cast<std::size_t>(level));
  const double room = name_room(names, style);
  for (const int level : content.shown_levels) {
    const QRectF line(rect.left() + icon, y, rect.width() - icon, row(style));
    const QColor fill = content.look.by_level ? mark_colour(content.look, 0, level) : QColor(0xe4, 0xe6, 0xe9);
    draw_mark(painter, level, {rect.left() + style.label * 0.4, line.center().y()}, style.label * 0.4, fill, style);
    const QColor bar = content.look.by_level ? fill : style.link;
    draw_bar_row(painter, line, level_name(content, static_cast<std::size_t>(level)), room,
                 {mean_of(content, &QueryPoints::level_share, static_cast<std::size_t>(level)), bar}, style);
    y += row(style);
  }
  painter.restore();
}

QString level_name(const PointsContent& content, std::size_t level) {
  const auto& [rows, columns] = content.levels[level];
  const bool even = rows > 0 && columns > 0 && content.input[0] % rows == 0 && content.input[1] % columns == 0 &&
                    content.input[0] / rows == content.input[1] / columns && content.input[0] > 0;
  if (even) return FigureWords::tr("stride %1").arg(content.input[0] / rows);
  return QStringLiteral("%1 × %2").arg(rows).arg(columns);
}

}  // namespace headlight::ui
