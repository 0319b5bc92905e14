#include "ui/figures/stats.h"

#include <QJsonArray>
#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {

namespace {

// Two or three digits that say something, whatever the size: "0.0014", "0.56", "9.98", "59.3", "1 414".
QString short_value(double value) {
  if (value >= 1000) return format_count(std::llround(value));
  if (value >= 10) return QString::number(value, 'f', value >= 100 ? 0 : 1);
  return value >= 0.1 || value <= 0 ? format_value(value, 2) : tick_text(QString::number(value, 'g', 2).toDouble());
}

constexpr double kCaptionLine = 1.25;  // in tick sizes
constexpr double kStatsLargestCell = 2.2;  // in label sizes
constexpr double kLeastPanel = 15, kLeastCell = 0.35;  // widths in a narrow figure, in label sizes

// Levels carry a number.
QString shown_panel(const QString& name) {
  const QString level = QStringLiteral("On level ");
  return name.startsWith(level) ? FigureWords::tr("On level %1").arg(name.mid(level.size())) : shown_word(name);
}

}  // namespace

struct StatsFigure::Layout {
  int across = 1;
  QSizeF cell;
  double left = 0, caption = 0, panel_width = 0, panel_height = 0, head = 0, foot = 0;
  QPointF origin;
  QSizeF gap;

  [[nodiscard]] QRectF map(std::size_t place, int rows, int columns) const {
    const int row = static_cast<int>(place) / across, column = static_cast<int>(place) % across;
    return {origin.x() + column * (panel_width + gap.width()) + left,
            origin.y() + row * (panel_height + gap.height()) + head, columns * cell.width(), rows * cell.height()};
  }
  [[nodiscard]] QRectF cell_of(const QRectF& map, std::size_t row, int head) const {
    return {map.topLeft() + QPointF(head * cell.width(), double(row) * cell.height()), cell};
  }
  // What the last row leaves free beside `count` panels; empty where it is full.
  [[nodiscard]] QRectF rest(std::size_t count) const {
    const int used = static_cast<int>(count) % across, row = static_cast<int>(count) / across;
    if (used == 0) return {};
    const double from = used * (panel_width + gap.width());
    return {origin.x() + from, origin.y() + row * (panel_height + gap.height()),
            across * (panel_width + gap.width()) - gap.width() - from, panel_height};
  }
  [[nodiscard]] double height(std::size_t count) const {
    const auto down = (static_cast<int>(count) + across - 1) / across;
    return down * (panel_height + gap.height()) - gap.height();
  }
};

// The note beside the last panels where there is room for it, else beneath all.
struct StatsFigure::Note {
  QStringList lines;
  QPointF at;           // of the first line
  double beneath = 0;   // height that it adds to the figure
};

std::vector<StatsFigure::Panel> StatsFigure::panels_of_maps() const {
  const QString weight = QStringLiteral("share");
  std::vector<Panel> panels{{QStringLiteral("Entropy"), QStringLiteral("bits"), &HeadStatistics::entropy, false}};
  if (!content_.ordered) {
    if (content_.self) panels.push_back({QStringLiteral("On itself"), weight, &HeadStatistics::on_self, true});
    return panels;
  }
  panels.push_back(
      {QStringLiteral("Mean distance"), content_.patches ? QStringLiteral("patches") : QStringLiteral("tokens"),
       &HeadStatistics::distance, false});
  if (content_.first_named)
    panels.push_back({content_.patches ? QStringLiteral("On [CLS]") : QStringLiteral("On the first token"), weight,
                      &HeadStatistics::on_first, true});
  panels.push_back({QStringLiteral("On separators"), weight, &HeadStatistics::on_separator, true});
  if (!content_.self) return panels;
  panels.push_back({QStringLiteral("On itself"), weight, &HeadStatistics::on_self, true});
  panels.push_back({QStringLiteral("On the previous"), weight, &HeadStatistics::on_previous, true});
  panels.push_back({QStringLiteral("On the next"), weight, &HeadStatistics::on_next, true});
  return panels;
}

std::vector<StatsFigure::Panel> StatsFigure::panels_of_points() const {
  const QString weight = QStringLiteral("share");
  std::vector<Panel> panels{
      {QStringLiteral("Entropy"), QStringLiteral("bits"), &HeadStatistics::entropy, false},
      {QStringLiteral("Mean distance"), QStringLiteral("pixels"), &HeadStatistics::distance, false}};
  if (content_.detections)
    panels.push_back({QStringLiteral("Inside final boxes"), weight, &HeadStatistics::inside, true});
  std::size_t levels = 0;
  for (const HeadStatistics& head : content_.statistics.heads) levels = std::max(levels, head.level_share.size());
  for (std::size_t level = 0; level < levels; ++level) {
    const auto value = [level](const HeadStatistics& head) {
      return level < head.level_share.size() ? head.level_share[level] : 0;
    };
    panels.push_back({QStringLiteral("On level %1").arg(level), weight, value, true});
  }
  return panels;
}

StatsFigure::StatsFigure(StatsContent content) : content_(std::move(content)) {
  panels_ = content_.points ? panels_of_points() : panels_of_maps();
  const auto& heads = content_.statistics.heads;
  for (const HeadStatistics& head : heads) {
    if (layers_.empty() || layers_.back() != head.layer) layers_.push_back(head.layer);
    heads_ = std::max(heads_, head.head + 1);
  }
  for (Panel& panel : panels_) {
    for (std::size_t i = 0; i < heads.size(); ++i) {
      if (panel.value(heads[i]) > panel.value(heads[panel.highest])) panel.highest = i;
    }
    if (!heads.empty()) panel.high = panel.value(heads[panel.highest]);
  }
  // What the trace does not have: separators, keys after a masked query, places to measure distances between.
  std::erase_if(panels_, [](const Panel& panel) {
    const QStringList may_lack{QStringLiteral("On separators"), QStringLiteral("Mean distance"), QStringLiteral("On the previous"),
                               QStringLiteral("On the next")};
    return may_lack.contains(panel.name) && panel.high <= 0;
  });
}

bool StatsFigure::is_level(const Panel& panel) const {
  const auto& heads = content_.statistics.heads;
  return heads.size() > 1 && std::ranges::all_of(heads, [&](const HeadStatistics& head) { return panel.high - panel.value(head) <= 1e-6 * std::abs(panel.high); });
}

Scale StatsFigure::scale_of(const Panel& panel) const {
  Scale scale;
  scale.map = content_.map;
  scale.high = panel.high > 0 ? panel.high : 1;
  scale.quantity = panel.unit;
  return rounded(scale);
}

QJsonObject StatsFigure::ranges() const {
  QJsonObject ranges;
  for (const Panel& panel : panels_) {
    const Scale scale = scale_of(panel);
    ranges.insert(panel.name, QJsonArray{scale.low, scale.high});
  }
  return ranges;
}

// "highest: layer 2, head 7 (0.84)", in two lines where there is less room; "all heads: 0.50" where none is highest.
QStringList StatsFigure::highest_lines(const Panel& panel, const Face& face, double room) const {
  if (content_.statistics.heads.empty()) return {QString()};
  const HeadStatistics& top = content_.statistics.heads[panel.highest];
  const QString value = short_value(panel.value(top));
  if (is_level(panel)) return {FigureWords::tr("all heads: %1").arg(value)};
  const QString line = FigureWords::tr("highest: layer %1, head %2 (%3)").arg(top.layer).arg(top.head).arg(value);
  if (face.width(line) <= room) return {line};
  return {FigureWords::tr("highest: %1").arg(value), FigureWords::tr("layer %1, head %2").arg(top.layer).arg(top.head)};
}

StatsFigure::Layout StatsFigure::plan(const QRectF& rect, const FigureStyle& style) const {
  Layout out;
  const double text = style.label_face().width(shown_word(QStringLiteral("share"))) * 0.8;
  out.left = style.tick_face().width(QString::number(layers_.empty() ? 0 : layers_.back())) + style.gap * 1.2;
  out.head = style.label * 1.6 + style.tick * 1.35;
  out.foot = style.gap * 2.4 + style.tick * 2.9;
  const auto long_line = [&] {
    double widest = 0;
    for (const Panel& panel : panels_) widest = std::max(widest, style.tick_face().width(highest_lines(panel, style.tick_face(), 1e9).front()));
    return widest;
  };
  out.gap = QSizeF(style.gap * 5, style.gap * 4);
  const double least = std::max(style.label * 9.5, text + out.left);
  const int most = static_cast<int>(panels_.size());
  const int fit =
      std::clamp(static_cast<int>((rect.width() + out.gap.width()) / (least + out.gap.width())), 1, std::min(4, most));
  const int rows = (most + fit - 1) / fit;
  out.across = (most + rows - 1) / rows;  // as few rows as fit, and those evenly filled
  out.panel_width = (rect.width() + out.gap.width()) / out.across - out.gap.width();
  const double across = (out.panel_width - out.left) / heads_, square = std::min(across, style.label * kStatsLargestCell);
  out.caption = out.panel_width - out.left;
  if (long_line() > out.caption) out.foot += style.tick * kCaptionLine;
  const double title = title_height(content_.title, style, rect.width());
  if (!style.paper) {
    const int down = (most + out.across - 1) / out.across;
    const double room = (rect.height() - title + out.gap.height()) / down - out.gap.height() - out.head - out.foot;
    const double edge = std::clamp(square, 1.0, std::max(1.0, room / std::max<double>(1, double(layers_.size()))));
    out.cell = QSizeF(edge, edge);
  } else {
    out.cell = QSizeF(across, square);  // as wide as was asked for
  }
  out.panel_height = out.head + out.cell.height() * double(layers_.size()) + out.foot;
  out.origin = rect.topLeft() + QPointF(0, title);
  return out;
}

StatsFigure::Note StatsFigure::plan_note(const Layout& layout, double width, const FigureStyle& style) const {
  Note note;
  if (!style.titles || content_.note.isEmpty()) return note;
  const Face face = style.label_face();
  if (const QRectF rest = layout.rest(panels_.size()); !rest.isEmpty()) {
    note.lines = wrapped(content_.note, face, rest.width() - layout.left);
    note.at = rest.topLeft() + QPointF(layout.left, layout.head);
    if (layout.head + lines_height(note.lines, face) <= rest.height()) return note;
  }
  note.lines = wrapped(content_.note, face, width);
  note.at = layout.origin + QPointF(0, layout.height(panels_.size()) + style.gap * 2);
  note.beneath = lines_height(note.lines, face) + style.gap * 2;
  return note;
}

QSizeF StatsFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : style.label * 60;
  FigureStyle free = style;
  free.paper = true;
  const Layout layout = plan(QRectF(0, 0, used, 1e6), free);
  return {used, title_height(content_.title, style, used) + layout.height(panels_.size()) +
                    plan_note(layout, used, style).beneath};
}

double StatsFigure::least_width(const FigureStyle& style) const {
  const Layout layout = plan(QRectF(0, 0, style.label * 60, 1e4), style);
  return std::max(kLeastPanel * style.label, layout.left + kLeastCell * style.label * heads_);
}

namespace {

// Beneath the map, at most as wide as it, with both ends and the unit.
void draw_scale(QPainter& painter, const QRectF& map, const Scale& scale, const QString& unit, const FigureStyle& style) {
  const Face face = style.tick_face();
  const double width = map.width(), y = map.bottom() + style.gap * 1.2, thick = style.gap * 1.2;
  QLinearGradient gradient(map.left(), 0, map.left() + width, 0);
  for (int stop = 0; stop <= 16; ++stop)
    gradient.setColorAt(stop / 16.0, QColor(ColourMap::find(scale.map)->at(stop / 16.0)));
  painter.setPen(Qt::NoPen);
  painter.setBrush(gradient);
  painter.drawRect(QRectF(map.left(), y, width, thick));
  painter.setPen(style.second);
  const double line = y + thick + style.tick * 1.15;
  const QString high = tick_text(scale.high), named = shown_word(unit);
  face.draw(painter, {map.left(), line}, QStringLiteral("0"));
  face.draw(painter, {map.left() + width, line}, high, Anchor::end);
  if (face.width(named) + 2 * (face.width(high) + style.gap) < width)
    face.draw(painter, {map.left() + width / 2, line}, named, Anchor::middle);
}

}  // namespace

void StatsFigure::draw_panel(QPainter& painter, const Panel& panel, const Layout& layout, std::size_t place,
                             const FigureStyle& style) const {
  const QRectF map = layout.map(place, static_cast<int>(layers_.size()), heads_);
  const Scale scale = scale_of(panel);
  const Face name = style.label_face(600), tick = style.tick_face();
  painter.setPen(style.ink);
  name.draw(painter, {map.left(), map.top() - layout.head + style.label},
            name.elided(shown_panel(panel.name), layout.panel_width - layout.left));
  painter.setPen(style.second);
  const int step = std::max(1, static_cast<int>(std::ceil(style.tick * 1.5 / layout.cell.width())));
  for (int head = 0; head < heads_; head += step) {
    tick.draw(painter, {map.left() + (head + 0.5) * layout.cell.width(), map.top() - style.tick * 0.45}, QString::number(head),
              Anchor::middle);
  }
  const int rows = std::max(1, static_cast<int>(std::ceil(style.tick * 1.05 / layout.cell.height())));
  for (std::size_t row = 0; row < layers_.size(); row += static_cast<std::size_t>(rows)) {
    tick.draw_centred(painter, {map.left() - style.gap * 0.8, map.top() + (double(row) + 0.5) * layout.cell.height()},
                      QString::number(layers_[row]), Anchor::end);
  }
  painter.setPen(QPen(style.rule, style.paper ? 0.5 : style.hairline));
  const auto& heads = content_.statistics.heads;
  std::size_t row = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (i > 0 && heads[i].layer != heads[i - 1].layer) ++row;
    const QRectF cell = layout.cell_of(map, row, heads[i].head);
    painter.setBrush(QColor(ColourMap::find(scale.map)->at(scale.position(panel.value(heads[i])))));
    painter.drawRect(cell);
  }
  draw_scale(painter, map, scale, panel.unit, style);
}

void StatsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const Layout layout = plan(rect, style);
  const auto& heads = content_.statistics.heads;
  for (std::size_t place = 0; place < panels_.size(); ++place) {
    draw_panel(painter, panels_[place], layout, place, style);
    const QRectF map = layout.map(place, static_cast<int>(layers_.size()), heads_);
    const auto mark = [&](const HeadStatistics& head, bool selected) {
      const auto row = std::find(layers_.begin(), layers_.end(), head.layer) - layers_.begin();
      draw_data_mark(painter, layout.cell_of(map, static_cast<std::size_t>(row), head.head), style, selected);
    };
    for (const HeadStatistics& head : heads) {
      if (head.site == style.selected_site && head.head == style.selected_head) mark(head, true);
      if (head.site == style.hovered_site && head.head == style.hovered_head) mark(head, false);
    }
    if (heads.empty()) continue;
    painter.setPen(style.ink);
    double line = map.bottom() + style.gap * 2.4 + style.tick * 2.6;
    for (const QString& words : highest_lines(panels_[place], style.tick_face(), layout.caption)) {
      style.tick_face().draw(painter, {map.left(), line}, words);
      line += style.tick * kCaptionLine;
    }
  }
  const Note note = plan_note(layout, rect.width(), style);
  painter.setPen(style.second);
  draw_lines(painter, note.lines, style.label_face(), note.at);
  painter.restore();
}

std::optional<Hit> StatsFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const Layout layout = plan(rect, style);
  for (std::size_t place = 0; place < panels_.size(); ++place) {
    const QRectF map = layout.map(place, static_cast<int>(layers_.size()), heads_);
    if (!map.contains(point)) continue;
    const auto row = static_cast<std::size_t>((point.y() - map.top()) / layout.cell.height());
    const int column = static_cast<int>((point.x() - map.left()) / layout.cell.width());
    for (const HeadStatistics& head : content_.statistics.heads) {
      if (row >= layers_.size() || head.layer != layers_[row] || head.head != column) continue;
      Hit hit;
      hit.site = head.site;
      hit.head = head.head;
      hit.value = panels_[place].value(head);
      hit.has_value = true;
      hit.key_label = shown_panel(panels_[place].name);
      return hit;
    }
  }
  return std::nullopt;
}

FigureData StatsFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("stats");
  data.header = {QStringLiteral("layer"), QStringLiteral("head")};
  QJsonArray names, heads;
  for (const Panel& panel : panels_) {
    const QString name =
        panel.share ? panel.name + QStringLiteral(" (share)") : panel.name + QStringLiteral(" (%1)").arg(panel.unit);
    data.header.append(name);
    names.append(name);
  }
  for (const HeadStatistics& head : content_.statistics.heads) {
    std::vector<QVariant> line{head.layer, head.head};
    for (const Panel& panel : panels_) {
      line.emplace_back(panel.value(head));
      data.values.push_back(static_cast<float>(panel.value(head)));
    }
    data.table.push_back(std::move(line));
    heads.append(QStringLiteral("%1.%2").arg(head.layer).arg(head.head));
  }
  data.shape = {static_cast<std::int64_t>(content_.statistics.heads.size()), static_cast<std::int64_t>(panels_.size())};
  data.labels = {{QStringLiteral("rows"), heads}, {QStringLiteral("columns"), names}};
  return data;
}

}  // namespace headlight::ui
