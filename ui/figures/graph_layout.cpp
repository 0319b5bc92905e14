#include "ui/figures/graph_layout.h"

#include <algorithm>
#include <map>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kRowPaper = 1.53;     // in label sizes
constexpr double kPage = 92;           // rows of a figure on paper are together at most as high, in label sizes
constexpr double kColumn = 34, kRowGrowth = 0.018, kRowWide = 2.1;  // 85 mm; what a wider figure adds a label size
constexpr double kLongest = 13;        // longest label of a column's width, in label sizes
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

std::vector<Stroke> strokes_of(const std::vector<GraphLink>& links, double row, const FigureStyle& style) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> bundles;
  for (std::size_t i = 0; i < links.size(); ++i) bundles[{links[i].query, links[i].key}].push_back(i);
  std::vector<Stroke> strokes(links.size());
  const double between = style.paper ? 0.5 : 1;
  for (auto& [ends, bundle] : bundles) {
    std::sort(bundle.begin(), bundle.end(), [&](auto a, auto b) { return links[a].head < links[b].head; });
    double whole = between * double(bundle.size() - 1);
    for (const auto link : bundle) whole += thickness(links[link], style);
    const double scale = bundle.size() > 1 ? std::min(1.0, row * kBundle / whole) : 1;
    double at = -whole * scale / 2;
    for (const auto link : bundle) {
      strokes[link].width = thickness(links[link], style) * scale;
      strokes[link].aside = at + strokes[link].width / 2;
      at += strokes[link].width + between * scale;
    }
  }
  return strokes;
}

double widest_label(const Side& side, const FigureStyle& style, double figure_width) {
  const Face face = style.label_face(600);
  double width = 0;
  for (const QString& label : side.labels) width = std::max(width, face.width(label));
  return std::min(width, std::max(kLongest * style.label, figure_width * kLabelShare));
}

std::int64_t graph_rows(const GraphContent& content) { return std::max(content.queries.size(), content.keys.size()); }

QString weight_name(const GraphContent& content, std::int64_t query) {
  if (query < 0) return FigureWords::tr("largest weight");
  return FigureWords::tr("weight from %1").arg(content.queries.label(query));
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
  return style.label * std::min(std::min(kRowPaper + wider, kRowWide), kPage / std::max<double>(1, double(graph_rows(content))));
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
