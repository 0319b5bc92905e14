#include "ui/figures/heads.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"
#include "ui/theme/tokens.h"

namespace headlight::ui {
namespace {

constexpr double kLeastEdge = 0.6;  // of a thumbnail in a narrow figure, in label sizes
constexpr double kMostAspect = 3;   // of a thumbnail
constexpr double kHeadsPage = 92;        // thumbnails of a figure on paper are together at most as high, in label sizes

struct GridLayout {
  QSizeF edge;
  double gap = 0, left = 0, top = 0;
  bool named = true;  // "Layer 3"; else "3"
  QRectF bar;
  [[nodiscard]] QRectF cell(int row, int column) const {
    return {QPointF(left + column * (edge.width() + gap), top + row * (edge.height() + gap)), edge};
  }
};

int columns_of(const HeadsContent& content) { return std::max(1, content.maps.heads); }

QString layer_label(int layer, bool named) {
  return named ? FigureWords::tr("Layer %1").arg(layer) : QString::number(layer);
}

double left_room(const FigureStyle& style, const std::vector<int>& layers, bool named = true) {
  return style.label_face(600).width(layer_label(layers.empty() ? 0 : layers.back(), named)) + style.gap * 1.5;
}

double gap_between(const FigureStyle& style) {
  return style.paper ? 1.5 : token_number(QStringLiteral("size.headThumbGap"));
}

double bar_room(const HeadsContent& content, const FigureStyle& style) {
  return style.titles && !content.own_range ? style.gap * 3 + colour_bar_width(content.scale, style) : 0;
}

double head_room(const HeadsContent& content, const FigureStyle& style, double width) {
  const double bar = style.titles && !content.own_range ? colour_bar_head(content.scale, style) - style.label * 1.3 : 0;
  return title_height(content.title, style, width) + bar + style.label * 1.55;
}

QStringList notes(const HeadsContent& content, const FigureStyle& style, double width) {
  return style.titles ? wrapped(content.note, style.label_face(), width) : QStringList();
}

// Very long pictures are shown less long.
double aspect_of(const HeadsContent& content) { return std::clamp(content.aspect, 1 / kMostAspect, kMostAspect); }

// Of a thumbnail whose longer edge is 1.
QSizeF shape_of(const HeadsContent& content) {
  const double aspect = aspect_of(content);
  return aspect > 1 ? QSizeF(1 / aspect, 1) : QSizeF(1, aspect);
}

// The longer edge: on the screen the largest of the token's edges that fits; on paper any.
double fitting_edge(QSizeF shape, double across, double down, const FigureStyle& style) {
  const double most = std::max(1.0, std::min(across / shape.width(), down / shape.height()));
  if (style.paper) return most;
  double best = 0;
  for (const QJsonValue& edge : token(QStringLiteral("size.headThumb")).toArray()) {
    if (edge.toDouble() <= most) best = edge.toDouble();
  }
  return best > 0 ? best : std::floor(most);
}

GridLayout plan(const HeadsContent& content, const std::vector<int>& layers, const QRectF& rect,
                const FigureStyle& style) {
  GridLayout out;
  out.gap = gap_between(style);
  const int columns = columns_of(content), rows = std::max<int>(1, int(layers.size()));
  const double top = head_room(content, style, rect.width()), bar = bar_room(content, style);
  const double foot =
      lines_height(notes(content, style, rect.width()), style.label_face()) + (style.paper ? style.gap : 0);
  const double down = (rect.height() - top - foot - (rows - 1) * out.gap) / rows;
  const QSizeF shape = shape_of(content);
  const auto edge_beside = [&](double left) {
    return fitting_edge(shape, (rect.width() - left - bar - (columns - 1) * out.gap) / columns, down, style);
  };
  // The word gives way where it would cost a size of the thumbnails.
  out.named = style.paper || edge_beside(left_room(style, layers)) == edge_beside(left_room(style, layers, false));
  const double left = left_room(style, layers, out.named);
  out.edge = shape * edge_beside(left);
  const double spare = rect.width() - left - bar - columns * out.edge.width() - (columns - 1) * out.gap;
  out.left = rect.left() + left + (style.paper ? 0 : std::max(0.0, spare / 2));
  out.top = rect.top() + top;
  const double right = out.left + columns * (out.edge.width() + out.gap) - out.gap;
  out.bar = QRectF(right + style.gap * 3, out.top, colour_bar_thickness(style),
                   std::max(rows * (out.edge.height() + out.gap) - out.gap, style.tick * 3));
  return out;
}

}  // namespace

void keep_only(HeadsResult& maps, const std::vector<int>& layers, const std::vector<int>& heads) {
  const auto other = [](const std::vector<int>& kept, int number) { return !kept.empty() && std::ranges::find(kept, number) == kept.end(); };
  std::erase_if(maps.maps, [&](const HeadMap& map) { return other(layers, map.layer) || other(heads, map.head); });
  std::set<int> rows, columns;
  for (const HeadMap& map : maps.maps) {
    rows.insert(map.layer);
    columns.insert(map.head);
  }
  if (!layers.empty()) maps.layers = int(rows.size());
  if (!heads.empty()) maps.heads = int(columns.size());
}

HeadsFigure::HeadsFigure(HeadsContent content) : ContentFigure(std::move(content)) {
  std::set<int> heads;
  for (const HeadMap& map : content_.maps.maps) heads.insert(map.head);
  heads_.assign(heads.begin(), heads.end());
  for (const HeadMap& map : content_.maps.maps) {
    if (layers_.empty() || layers_.back() != map.layer) layers_.push_back(map.layer);
    const Scale scale = content_.own_range ? automatic(content_.scale, map.plane.low, map.plane.high, content_.cells) : content_.scale;
    thumbnails_.push_back(image_of(map.plane, scale, content_.right_to_left));
    if (content_.mask.causal) clear_unseen(thumbnails_.back(), seen_columns(content_.mask, thumbnails_.back().size()), content_.right_to_left);
  }
}

QSizeF HeadsFigure::natural_size(const FigureStyle& style, double width) const {
  const double left = left_room(style, layers_), bar = bar_room(content_, style), gap = gap_between(style);
  const int columns = columns_of(content_), rows = std::max<int>(1, int(layers_.size()));
  const double aspect = aspect_of(content_), page = std::max(1.0, kHeadsPage * style.label / rows / aspect);
  const double across = width > 0 ? std::clamp((width - left - bar - (columns - 1) * gap) / columns, 1.0, page)
                                  : style.label * 5 * shape_of(content_).width();
  const double used = width > 0 ? width : left + bar + columns * (across + gap) - gap;
  const double foot = lines_height(notes(content_, style, used), style.label_face()) + style.gap;
  return {used, head_room(content_, style, used) + rows * (across * aspect + gap) - gap + foot};
}

double HeadsFigure::least_width(const FigureStyle& style) const {
  const int columns = columns_of(content_);
  return left_room(style, layers_) + bar_room(content_, style) + columns * (kLeastEdge * style.label + gap_between(style));
}

namespace {

struct HeadsPainter {
  QPainter& p;
  const GridLayout& grid;
  const FigureStyle& style;

  void thumbnail(const QImage& image, const QRectF& cell) const {
    p.save();
    p.setOpacity(style.dimmed);
    p.setRenderHint(QPainter::Antialiasing, false);
    draw_pixels(p, cell, image, p.deviceTransform().mapRect(cell).width() < image.width());
    p.restore();
  }

  void frame(const QRectF& cell, bool selected) const {
    const double line = selected ? (style.paper ? 1 : 2) : style.hairline,
                 off = line / 2 + (selected && !style.paper ? 1 : 0);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(selected ? style.selected_line : style.frame, line, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    p.drawRect(cell.adjusted(-off, -off, off, off));
  }

  void name(QPointF at, const QString& text, bool strong, Anchor anchor) const {
    p.setPen(strong || style.paper ? style.ink : style.second);
    style.label_face(strong ? 600 : 400).draw_centred(p, at, text, anchor);
  }

  // Every how many rows or columns of that length there is room for a name.
  [[nodiscard]] int step(double room, double length) const {
    return std::max(1, static_cast<int>(std::ceil(style.label * room / (length + grid.gap))));
  }

  void names(const std::vector<int>& layers, const std::vector<int>& heads, int chosen_layer) const {
    for (std::size_t row = 0; row < layers.size(); ++row) {
      const bool strong = layers[row] == chosen_layer;
      if (static_cast<int>(row) % step(1.1, grid.edge.height()) != 0 && !strong) continue;
      name({grid.left - style.gap * 1.5, grid.cell(int(row), 0).center().y()},
           layer_label(layers[row], grid.named), strong, Anchor::end);
    }
    const double above = grid.top - style.label * 0.85;
    for (int column = 0; column < int(heads.size()); ++column) {
      const int head = heads[std::size_t(column)];
      const bool strong = head == style.selected_head && chosen_layer >= 0;
      if (column % step(1.6, grid.edge.width()) != 0 && !strong) continue;
      name({grid.cell(0, column).center().x(), above}, QString::number(head), strong, Anchor::middle);
    }
    p.setPen(style.second);
    if (style.titles)
      style.label_face().draw_centred(p, {grid.left - style.gap * 1.5, above}, FigureWords::tr("Head"), Anchor::end);
  }
};

}  // namespace

int HeadsFigure::column_of(int head) const { return int(std::ranges::lower_bound(heads_, head) - heads_.begin()); }

QRectF HeadsFigure::cell(int row, int head, const QRectF& rect, const FigureStyle& style) const {
  return plan(content_, layers_, rect, style).cell(row, column_of(head));
}

void HeadsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const GridLayout grid = plan(content_, layers_, rect, style);
  const HeadsPainter parts{painter, grid, style};
  int chosen_layer = -1, row = -1, last = -1;
  for (std::size_t i = 0; i < content_.maps.maps.size(); ++i) {
    const HeadMap& map = content_.maps.maps[i];
    if (map.layer != last) ++row;
    last = map.layer;
    const QRectF cell = grid.cell(row, column_of(map.head));
    parts.thumbnail(thumbnails_[i], cell);
    const bool selected_layer = map.site == style.selected_site;
    if (selected_layer) chosen_layer = map.layer;
    if (selected_layer && map.head == style.selected_head) parts.frame(cell, true);
  }
  paint_hovered(painter, rect, style);
  parts.names(layers_, heads_, chosen_layer);
  if (bar_room(content_, style) > 0) draw_colour_bar(painter, grid.bar, content_.scale, style);
  painter.setPen(style.second);
  draw_lines(painter, notes(content_, style, rect.width()), style.label_face(),
             {rect.left(), grid.bar.bottom() + style.gap});
  painter.restore();
}

void HeadsFigure::paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  const bool selected = style.hovered_site == style.selected_site && style.hovered_head == style.selected_head;
  if (style.hovered_site < 0 || style.hovered_head < 0 || selected) return;
  const GridLayout grid = plan(content_, layers_, rect, style);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  int row = -1, last = -1;
  for (const HeadMap& map : content_.maps.maps) {
    if (map.layer != last) ++row;
    last = map.layer;
    if (map.site == style.hovered_site && map.head == style.hovered_head) HeadsPainter{painter, grid, style}.frame(grid.cell(row, column_of(map.head)), false);
  }
  painter.restore();
}

std::optional<Hit> HeadsFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const GridLayout grid = plan(content_, layers_, rect, style);
  int row = -1, last = -1;
  for (const HeadMap& map : content_.maps.maps) {
    if (map.layer != last) ++row;
    last = map.layer;
    if (!grid.cell(row, column_of(map.head)).adjusted(0, 0, grid.gap, grid.gap).contains(point)) continue;
    Hit hit;
    hit.site = map.site;
    hit.head = map.head;
    return hit;
  }
  return std::nullopt;
}

FigureData HeadsFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("heads");
  data.header = {QStringLiteral("layer"), QStringLiteral("head"), QStringLiteral("row"), QStringLiteral("column"),
                 content_.scale.quantity};
  QJsonArray maps;
  bool alike = true;
  for (const HeadMap& map : content_.maps.maps) {
    maps.append(QJsonObject{{QStringLiteral("layer"), map.layer}, {QStringLiteral("head"), map.head}});
    alike = alike && map.plane.rows == content_.maps.maps[0].plane.rows &&
            map.plane.columns == content_.maps.maps[0].plane.columns;
    for (std::int64_t i = 0; i < map.plane.rows * map.plane.columns; ++i) {
      data.table.push_back({map.layer, map.head, qint64(i / map.plane.columns), qint64(i % map.plane.columns),
                            double(map.plane.values[static_cast<std::size_t>(i)])});
    }
    data.values.insert(data.values.end(), map.plane.values.begin(), map.plane.values.end());
  }
  const auto count = static_cast<std::int64_t>(content_.maps.maps.size());
  if (alike && count > 0)
    data.shape = {count, content_.maps.maps[0].plane.rows, content_.maps.maps[0].plane.columns};
  else
    data.shape = {static_cast<std::int64_t>(data.values.size())};
  data.labels = {{QStringLiteral("maps"), maps}};
  return data;
}

}  // namespace headlight::ui
