#include "ui/studio/common/cells_figure.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

namespace {

// In label sizes.
constexpr double kCellsFigureLeft = 3.1, kTop = 2, kLegend = 3.2, kSide = 1.1, kMostEdge = 4.2, kFlat = 0.62, kLeastEdge = 1.1, kBesideNumber = 0.25;
constexpr double kOfWidths = 100;  // the size at which texts are measured

// As everywhere, but without the zero before the point, which no cell has room for; ".000" is little, "0" is nothing.
QString cell_number(double value) {
  if (value == 0) return QStringLiteral("0");
  const QString text = format_value(value);
  return text.startsWith(QLatin1String("0.")) ? text.mid(1) : text;
}

}  // namespace

CellsFigure::CellsFigure(CellsContent content) : ContentFigure(std::move(content)) {
  for (const auto& cell : content_.cells) {
    layers_ = std::max(layers_, cell.layer + 1);
    heads_ = std::max(heads_, cell.head + 1);
    most_ = std::max(most_, cell.value);
    if (cell.state == CellsContent::State::known) widest_ = std::max(widest_, (Face(kOfWidths, 600).width(cell_number(cell.value)) / kOfWidths) + kBesideNumber);
  }
}

QRectF CellsFigure::cell(std::size_t at, const QRectF& rect, const FigureStyle& style) const {
  const double unit = style.label, head = title_height(content_.title, style, rect.width());
  const double note = lines_height(wrapped(content_.note, style.label_face(), rect.width()), style.label_face());
  const double wide = std::min(kMostEdge * unit, (rect.width() - (kCellsFigureLeft + kSide) * unit) / heads_);
  const double room = rect.height() - head - note - (kTop + kLegend) * unit;
  const double tall = std::max(1.0, std::min(kMostEdge * unit * kFlat, room / layers_));
  const auto& of = content_.cells[at];
  return {rect.left() + kCellsFigureLeft * unit + of.head * wide, rect.top() + head + kTop * unit + of.layer * tall, wide, tall};
}

QSizeF CellsFigure::natural_size(const FigureStyle& style, double width) const {
  const double unit = style.label, used = width > 0 ? width : (kCellsFigureLeft + kSide + kMostEdge * heads_) * unit;
  const double edge = std::min(kMostEdge * unit, (used - (kCellsFigureLeft + kSide) * unit) / heads_);
  const double note = lines_height(wrapped(content_.note, style.label_face(), used), style.label_face());
  return {used, title_height(content_.title, style, used) + (kTop + kLegend) * unit + edge * kFlat * layers_ + note};
}

double CellsFigure::least_width(const FigureStyle& style) const { return (kCellsFigureLeft + kSide + std::max(8.0, kLeastEdge * heads_)) * style.label; }

bool CellsFigure::grouped() const {
  return std::ranges::any_of(content_.cells, [](const CellsContent::Cell& cell) { return cell.group >= 0; });
}

QColor CellsFigure::colour_of(double value) const {
  const double share = std::sqrt(std::clamp(value / std::max(1e-12, most_), 0.0, 1.0));
  return QColor(ColourMap::find(QStringLiteral("magma"))->at(content_.bright_low ? 1 - share * 0.95 : 0.08 + 0.9 * share));
}

QColor CellsFigure::fill(const CellsContent::Cell& cell, const FigureStyle& style) const {
  return cell.group >= 0 && !style.heads.isEmpty() ? style.heads[cell.group % style.heads.size()] : colour_of(cell.value);
}

// An outline: what is on its way in the selection's colour.
void CellsFigure::draw_unknown(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const {
  const bool running = content_.cells[at].state == CellsContent::State::running;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(running ? style.selected_line : style.second, running ? 2 : 1));
  painter.drawRect(place.adjusted(1.5, 1.5, -1.5, -1.5));
}

void CellsFigure::draw_cell(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const {
  const auto& of = content_.cells[at];
  if (of.state != CellsContent::State::known) return draw_unknown(painter, at, place, style);
  const QColor ground = fill(of, style);
  const double unit = style.label, gap = style.paper ? 0.25 : 0.5;
  painter.fillRect(place.adjusted(gap, gap, -gap, -gap), ground);
  painter.setBrush(Qt::NoBrush);
  if (!style.paper && style.ground.lightness() < 128) {  // dark neighbours would be one slab
    QColor line = style.second;
    line.setAlphaF(0.45F);
    painter.setPen(QPen(line, style.hairline));
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
  }
  if (of.off || !of.mark.isEmpty()) {
    for (const auto& [ink, width] : {std::pair{Qt::black, 4.0}, std::pair{Qt::white, 1.8}}) {
      painter.setPen(QPen(ink, width * (style.paper ? 0.5 : 1), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
      if (of.off) painter.drawLine(place.bottomLeft() + QPointF(4, -3), place.topRight() + QPointF(-4, 3));
      else painter.drawRect(place.adjusted(1, 1, -1, -1));
    }
  }
  painter.setPen(readable_on(ground));  // and heavy: on middle colours neither ink stands out by much
  const bool room = place.width() > widest_ * unit && place.height() > 1.25 * unit;
  const QString group = of.group >= 0 ? QString::number(of.group + 1) : QString();
  if (!of.mark.isEmpty()) {
    const Face face(unit, 600);
    const QString both = group.isEmpty() ? of.mark : of.mark + QStringLiteral(" · ") + group;
    return face.draw_centred(painter, place.center(), face.width(both) + 4 < place.width() ? both : of.mark, Anchor::middle);
  }
  if (of.group >= 0 && place.width() > 1.1 * unit) return style.label_face().draw_centred(painter, place.center(), group, Anchor::middle);
  const bool said = of.group < 0 && !of.off && room;
  if (said) style.label_face(600).draw_centred(painter, place.center(), cell_number(of.value), Anchor::middle);
}

// Around all cells, or the legend: dark ones end somewhere on a dark ground, too.
void CellsFigure::draw_edge(QPainter& painter, const QRectF& all, const FigureStyle& style) const {
  if (all.isEmpty()) return;
  QColor line = style.second;
  line.setAlphaF(0.7F);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(line, style.hairline));
  painter.drawRect(all.adjusted(-0.5, -0.5, 0.5, 0.5));
}

void CellsFigure::draw_names(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const {
  const auto& of = content_.cells[at];
  const bool layer = of.site == style.selected_site;
  const bool crowded = place.width() < style.tick * 1.3 && of.head % 2 != 0;
  const bool low = place.height() < style.tick && of.layer % 2 != 0;
  if (of.layer == 0 && !crowded) {
    const bool head = of.head == style.selected_head && std::ranges::any_of(content_.cells, [&](const auto& cell) { return cell.site == style.selected_site; });
    painter.setPen(head ? style.ink : style.second);
    style.face(style.tick, head ? 600 : 400).draw_centred(painter, {place.center().x(), place.top() - style.label * 0.9}, QString::number(of.head), Anchor::middle);
  }
  painter.setPen(layer ? style.ink : style.second);
  if (of.head == 0 && !low) style.face(style.tick, layer ? 600 : 400).draw_centred(painter, {place.left() - style.label * 0.7, place.center().y()}, QString::number(of.layer), Anchor::end);
}

void CellsFigure::draw_legend(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  const Face face = style.tick_face();
  painter.setPen(style.second);
  if (grouped()) return face.draw_centred(painter, {rect.left(), rect.top() + style.label * 1.1}, face.elided(content_.low, rect.width()));
  if (most_ <= 0) return face.draw_centred(painter, {rect.left(), rect.top() + style.label * 1.1}, FigureWords::tr("0 everywhere"));
  const double wide = std::min(20 * style.label, rect.width()), thick = style.label * 0.45;
  const int steps = 64;
  for (int i = 0; i < steps; ++i) painter.fillRect(QRectF(rect.left() + wide * i / steps, rect.top(), wide / steps + 0.4, thick), colour_of(most_ * i / (steps - 1)));
  draw_edge(painter, {rect.left(), rect.top(), wide, thick}, style);
  painter.setPen(style.second);
  const double y = rect.top() + style.label * 1.4;
  const QString high = content_.high(format_value(most_));
  face.draw_centred(painter, {rect.left(), y}, content_.low);
  face.draw_centred(painter, {rect.left() + std::max(wide, face.width(content_.low) + face.width(high) + style.label), y}, high, Anchor::end);
}

void CellsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  if (content_.cells.empty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(style.ink);
  draw_title(painter, rect, content_.title, style);
  QRectF all;
  for (std::size_t at = 0; at < content_.cells.size(); ++at) {
    const QRectF place = cell(at, rect, style);
    draw_cell(painter, at, place, style);
    draw_names(painter, at, place, style);
    all |= place;
  }
  draw_edge(painter, all, style);
  for (std::size_t at = 0; at < content_.cells.size() && !style.paper; ++at) {
    const auto& of = content_.cells[at];
    const bool selected = of.site == style.selected_site && of.head == style.selected_head, hovered = of.site == style.hovered_site && of.head == style.hovered_head;
    if (!selected && !hovered) continue;
    painter.setBrush(Qt::NoBrush);
    const QRectF place = cell(at, rect, style);
    if (selected) {  // told from dark and from light cells
      painter.setPen(QPen(style.ground, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
      painter.drawRect(place.adjusted(1.5, 1.5, -1.5, -1.5));
    }
    painter.setPen(QPen(selected ? style.selected_line : style.frame, selected ? 2 : 1, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(place);
  }
  const double left = kCellsFigureLeft * style.label, bottom = all.bottom();
  draw_legend(painter, {rect.left() + left, bottom + style.label * 0.8, rect.width() - left - kSide * style.label, kLegend * style.label}, style);
  painter.setPen(style.second);
  draw_lines(painter, wrapped(content_.note, style.label_face(), rect.width()), style.label_face(), {rect.left(), bottom + kLegend * style.label});
  painter.restore();
}

std::optional<Hit> CellsFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  for (std::size_t at = 0; at < content_.cells.size(); ++at) {
    if (!cell(at, rect, style).contains(point)) continue;
    const auto& of = content_.cells[at];
    Hit hit;
    hit.site = of.site;
    hit.head = of.head;
    hit.value = of.value;
    hit.has_value = of.state == CellsContent::State::known;
    return hit;
  }
  return std::nullopt;
}

FigureData CellsFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("head values");
  data.header = {QStringLiteral("layer"), QStringLiteral("head"), content_.quantity};
  if (grouped()) data.header += QStringLiteral("group");
  data.header += QStringLiteral("switched off");
  for (const auto& cell : content_.cells) {
    if (cell.state != CellsContent::State::known) continue;
    std::vector<QVariant> line{qint64(cell.layer), qint64(cell.head), cell.value};
    if (grouped()) line.emplace_back(qint64(cell.group + 1));
    line.emplace_back(qint64(cell.off ? 1 : 0));
    data.table.push_back(std::move(line));
    data.values.push_back(float(cell.value));
  }
  data.shape = {std::ssize(data.values)};
  data.labels.insert(QStringLiteral("values"), content_.quantity);
  return data;
}

}  // namespace headlight::ui
