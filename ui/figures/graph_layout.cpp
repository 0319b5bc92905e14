#include "ui/figures/graph_layout.h"

#include <algorithm>
#include <map>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kRowPaper = 1.53;     // in label sizes
constexpr double kGraphLayoutPage = 92;           // rows of a figure on paper are together at most as high, in label sizes
constexpr double kColumn = 34, kRowGrowth = 0.018, kRowWide = 2.1;  // 85 mm; what a wider figure adds a label size
constexpr double kGraphLayoutLongest = 13;        // longest label of a column's width, in label sizes
constexpr double kLabelShare = 0.25;   // of a wide figure that a label may take
constexpr double kLongestLinks = 62, kLongestOnScreen = 44;  // width of the links, in label sizes
constexpr double kShortestLinks = 5;   // least width of the links, in label sizes
constexpr double kBundle = 0.8;        // links side by side take at most this part of a row

double thickness(const GraphLink& link, const FigureStyle& style) {
  const double unit = style.paper ? 0.6 : 1;
  return std::max(0.5, (0.75 + 5.5 * std::clamp<double>(link.weight, 0, 1)) * unit);
}

// Positions stand beside the labels where rows are left out between them.
double number_room(const Side& side, std::int64_t left_out, const FigureStyle& style) {
  if (left_out == 0 || side.kind == AxisKind::patches || side.size() == 0) return 0;
  return style.tick_face().width(QString::number(side.position(side.size() - 1))) + style.gap;
}

}  // namespace

namespace {

// The heads' lanes at one end of a row: as wide as their widest link there.
using Lanes = std::map<int, double>;

double whole_width(const Lanes& lanes, double between) {
  double whole = between * double(lanes.size() - 1);
  for (const auto& [head, width] : lanes) whole += width;
  return whole;
}

// The middle of a head's lane, counted from the row's.
double lane_of(const Lanes& lanes, int head, double between) {
  double at = -whole_width(lanes, between) / 2;
  for (const auto& [other, width] : lanes) {
    if (other == head) return at + width / 2;
    at += width + between;
  }
  return 0;
}

}  // namespace

std::vector<Stroke> strokes_of(const std::vector<GraphLink>& links, double row, const FigureStyle& style) {
  std::map<std::int64_t, Lanes> queries, keys;
  for (const GraphLink& link : links) {
    for (Lanes* lanes : {&queries[link.query], &keys[link.key]}) {
      double& width = (*lanes)[link.head];
      width = std::max(width, thickness(link, style));
    }
  }
  const double between = style.paper ? 0.5 : 1;
  double fullest = 0;
  for (const auto* ends : {&queries, &keys})
    for (const auto& [entry, lanes] : *ends)
      if (lanes.size() > 1) fullest = std::max(fullest, whole_width(lanes, between));
  const double scale = fullest > 0 ? std::min(1.0, row * kBundle / fullest) : 1;
  std::vector<Stroke> strokes;
  for (const GraphLink& link : links)
    strokes.push_back({lane_of(queries[link.query], link.head, between) * scale,
                       lane_of(keys[link.key], link.head, between) * scale, thickness(link, style) * scale});
  return strokes;
}

LinkCurve curve_of(const GraphLayout& layout, const GraphLink& link, const Stroke& stroke) {
  return {{layout.x(layout.first_x), layout.y(link.query) + stroke.at_query},
          {layout.x(layout.last_x), layout.y(link.key) + stroke.at_key}};
}

QPointF LinkCurve::at(double t) const {
  const double u = 1 - t, middle = (from.x() + to.x()) / 2;
  return {u * u * u * from.x() + 3 * u * t * middle + t * t * t * to.x(),
          u * u * (u + 3 * t) * from.y() + t * t * (t + 3 * u) * to.y()};
}

QPainterPath LinkCurve::path(bool halves) const {
  const double middle = (from.x() + to.x()) / 2;
  QPainterPath path(from);
  if (!halves) {
    path.cubicTo({middle, from.y()}, {middle, to.y()}, to);
    return path;
  }
  // De Casteljau's halves.
  const QPointF half = (from + to) / 2;
  const auto arm = [&](const QPointF& end, const QPointF& other) {
    const QPointF level(middle, end.y()), far(middle, other.y());
    path.moveTo(end);
    path.cubicTo((end + level) / 2, (end + 2 * level + far) / 4, half);
  };
  arm(from, to);
  arm(to, from);
  return path;
}

double widest_label(const Side& side, const FigureStyle& style, double figure_width) {
  const Face face = style.label_face(600);
  double width = 0;
  for (const QString& label : side.labels) width = std::max(width, face.width(label));
  return std::min(width, std::max(kGraphLayoutLongest * style.label, figure_width * kLabelShare));
}

std::int64_t graph_rows(const GraphContent& content) { return std::max(content.queries.size(), content.keys.size()); }

QString weight_name(const GraphContent& content, std::int64_t query) {
  if (query < 0) return content.rollout ? FigureWords::tr("largest rollout") : FigureWords::tr("largest weight");
  return (content.rollout ? FigureWords::tr("rollout from %1") : FigureWords::tr("weight from %1")).arg(isolated(content.queries.label(query)));
}

LegendPlan plan_legend(const GraphContent& content, const FigureStyle& style, double width) {
  LegendPlan out;
  if (content.heads.size() < 2) return out;
  double x = 0, line = style.label;
  for (const GraphHead& head : content.heads) {
    const double wide = style.label * 2.6 + style.label_face().width(head.name);
    if (x > 0 && x + wide > width) {
      x = 0;
      line += style.label * 1.5;
    }
    out.at.emplace_back(x, line);
    x += wide + style.label * 1.2;
  }
  out.height = line + style.label * 0.9;
  return out;
}

double graph_foot(const GraphContent& content, const FigureStyle& style, double width) {
  const double names = style.label * 1.7;
  const double legend = plan_legend(content, style, width).height;
  const double notes =
      style.titles ? lines_height(wrapped(content.note, style.label_face(), width), style.label_face()) : 0;
  return names + legend + (notes > 0 ? notes + style.gap : 0);
}

double graph_row(const GraphContent& content, const FigureStyle& style, double width) {
  const double wider = std::max(0.0, width / style.label - kColumn) * kRowGrowth;
  return style.label * std::min(std::min(kRowPaper + wider, kRowWide), kGraphLayoutPage / std::max<double>(1, double(graph_rows(content))));
}

GraphLayout plan_graph(const GraphContent& content, const QRectF& rect, const FigureStyle& style) {
  GraphLayout out;
  out.rect = rect;
  out.mirrored = content.queries.right_to_left && content.keys.right_to_left;
  const double title = title_height(content.title, style, rect.width());
  const double foot = graph_foot(content, style, rect.width());
  const double natural = style.paper ? graph_row(content, style, rect.width()) : style.label * 32.0 / 11;
  const double room = std::max(0.0, rect.height() - title - foot);
  const auto rows = std::max<double>(1, double(graph_rows(content)));
  out.scrolled = !style.viewport.isEmpty() && style.viewport.height() < rows;
  out.row = std::min(natural, room / (out.scrolled ? style.viewport.height() : rows));
  out.rows_top = rect.top() + title;
  out.top = out.rows_top - (out.scrolled ? style.viewport.top() * out.row : 0);
  out.rows_bottom = out.rows_top + (out.scrolled ? room : rows * out.row);
  const Face face = style.label_face();
  const double most = rect.width() * 0.32;
  out.query_number = number_room(content.queries, content.left_out.queries, style);
  out.key_number = number_room(content.keys, content.left_out.keys, style);
  out.label_room = out.query_number + std::min(most, std::max(widest_label(content.queries, style, rect.width()), face.width(shown_word(content.query_name))));
  out.key_room = out.key_number + std::min(most, std::max(widest_label(content.keys, style, rect.width()), face.width(shown_word(content.key_name))));
  const double weights = std::max(face.width(QStringLiteral("0.000")), style.paper ? 0 : style.label * 3.2);
  const double named = std::min(face.width(weight_name(content, content.queries.find(style.selected.query))), rect.width() * 0.3);
  out.first_x = rect.left() + out.label_room + style.gap * 1.2;
  out.weights_x = rect.right();
  out.right = style.gap * 1.2 +
      std::max(out.key_room + weights + style.gap * 3, face.width(shown_word(content.key_name)) + named + style.gap * 4);
  out.last_x = std::max(out.first_x + style.label * kShortestLinks, out.weights_x - out.right);
  // Very wide figures keep their links short enough to follow.
  const double longest = style.label * (style.paper ? kLongestLinks : kLongestOnScreen);
  if (out.last_x - out.first_x > longest) {
    const double spare = out.last_x - out.first_x - longest;
    if (style.paper) {
      out.last_x -= spare;
      out.weights_x -= spare;
    } else {
      out.first_x += spare / 2;
      out.last_x -= spare / 2;
      out.weights_x -= spare / 2;
    }
  }
  return out;
}

}  // namespace headlight::ui
