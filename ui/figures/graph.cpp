#include "ui/figures/graph.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/graph_layout.h"
#include "ui/figures/graph_rows.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kLeastShown = 0.02;  // smaller weights are not written beside the keys

// A rollout spreads over all keys: each that has something says it.
double least_shown(const GraphContent& content) { return content.rollout ? 0.0005 : kLeastShown; }
constexpr double kThinnestDashed = 0.35;
constexpr double kRowScreen = 2.35, kRowLeast = 1.8;  // in label sizes

// The weight written beside each key: of the chosen query, else the largest of the shown links to it.
std::vector<float> key_weights(const GraphContent& content, const std::vector<GraphLink>& links, std::int64_t query) {
  std::vector<float> weights(static_cast<std::size_t>(content.keys.size()), 0);
  if (query >= 0) {
    for (std::size_t key = 0; key < weights.size(); ++key) {
      for (const GraphHead& head : content.heads) {
        weights[key] = std::max(weights[key], head.plane.at(query, static_cast<std::int64_t>(key)));
      }
    }
    return weights;
  }
  for (const GraphLink& link : links) {
    float& known = weights[static_cast<std::size_t>(link.key)];
    known = std::max(known, link.weight);
  }
  return weights;
}

class GraphPainter {
 public:
  GraphPainter(QPainter& painter, const GraphFigure& figure, const GraphLayout& layout, const FigureStyle& style)
      : p_(painter), figure_(figure), content_(figure.content()), layout_(layout), style_(style) {
    query_ = content_.queries.find(style.hovered.query >= 0 ? style.hovered.query : style.selected.query);
    key_ = content_.keys.find(style.hovered.key >= 0 ? style.hovered.key : style.selected.key);
  }

  // Weak links first, those of the chosen query above all others.
  void links() {
    p_.save();
    p_.setOpacity(style_.dimmed);
    const auto& links = figure_.links();
    const auto strokes = strokes_of(links, layout_.row, style_);
    for (const bool chosen : {false, true}) {
      for (std::size_t i = links.size(); i-- > 0;) {
        if ((links[i].query == query_) == chosen) draw(links[i], strokes[i], chosen);
      }
    }
    p_.restore();
  }

  void queries() {
    for (std::int64_t i = 0; i < content_.queries.size(); ++i) {
      if (!shown(i) || !layout_.in_sight(i)) continue;
      const bool chosen = i == query_;
      if (chosen) chip(layout_.first_x - layout_.label_room - style_.gap * 2.4, layout_.first_x, i, true);
      label(content_.queries, i, chosen, layout_.first_x - style_.gap * 1.2, Anchor::end, layout_.label_room - layout_.query_number);
      if (layout_.query_number > 0)
        number(content_.queries, i, layout_.first_x - style_.gap * 1.2 - layout_.label_room + layout_.query_number - style_.gap);
    }
  }

  void keys() {
    const auto weights = key_weights(content_, figure_.links(), query_);
    const auto best = std::max_element(weights.begin(), weights.end()) - weights.begin();
    for (std::int64_t i = 0; i < content_.keys.size(); ++i) {
      if (!shown(i) || !layout_.in_sight(i)) continue;
      const float weight = weights[static_cast<std::size_t>(i)];
      const bool chosen = key_ >= 0 ? i == key_ : query_ >= 0 && i == best && weight > 0;
      if (chosen && key_ >= 0) chip(layout_.last_x, layout_.weights_x + style_.gap * 1.2, i, false);
      label(content_.keys, i, chosen, layout_.last_x + style_.gap * 1.2, Anchor::start, layout_.key_room - layout_.key_number);
      if (layout_.key_number > 0) number(content_.keys, i, layout_.last_x + style_.gap * 1.2 + layout_.key_room);
      if (weight < least_shown(content_) && !chosen) continue;
      p_.setPen(chosen && style_.paper ? style_.chosen : style_.paper ? style_.second : style_.ink);
      style_.label_face(chosen ? 600 : 400)
          .draw_centred(p_, {layout_.x(layout_.weights_x), layout_.y(i)}, format_value(weight),
                        layout_.anchor(Anchor::end));
    }
  }

  void foot() {
    const double y = layout_.rows_bottom + style_.label * 1.25;
    const Face face = style_.label_face();
    p_.setPen(style_.second);
    face.draw(p_, {layout_.x(layout_.first_x - style_.gap * 1.2), y}, shown_word(content_.query_name), layout_.anchor(Anchor::end));
    face.draw(p_, {layout_.x(layout_.last_x + style_.gap * 1.2), y}, shown_word(content_.key_name), layout_.anchor(Anchor::start));
    const double room = layout_.weights_x - layout_.last_x - style_.gap * 3.6 - face.width(shown_word(content_.key_name));
    if (writes_weights())
      face.draw(p_, {layout_.x(layout_.weights_x), y}, face.elided(weight_name(content_, query_), room),
                layout_.anchor(Anchor::end));
    double below = y + style_.label * 0.45;
    below += legend(below);
    if (!style_.titles) return;
    p_.setPen(style_.second);
    draw_lines(p_, wrapped(content_.note, face, layout_.rect.width()), face, {layout_.rect.left(), below + style_.gap});
  }

 private:
  // Whether any key has its weight beside it.
  [[nodiscard]] bool writes_weights() const {
    const auto weights = key_weights(content_, figure_.links(), query_);
    return key_ >= 0 || std::any_of(weights.begin(), weights.end(), [&](float weight) { return weight >= least_shown(content_); });
  }
  [[nodiscard]] bool shown(std::int64_t entry) const {
    if (layout_.row >= style_.label * 1.05) return true;
    if (entry == query_ || entry == key_) return true;
    const auto step = static_cast<std::int64_t>(std::ceil(style_.label * 1.05 / layout_.row));
    const auto beside = [&](std::int64_t chosen) { return chosen >= 0 && std::abs(entry - chosen) < step; };
    return entry % step == 0 && !beside(query_) && !beside(key_);
  }

  [[nodiscard]] QColor colour(const GraphLink& link, bool chosen) const {
    if (content_.heads.size() > 1 && (chosen || query_ < 0)) return style_.heads[link.head % style_.heads.size()];
    return chosen ? style_.chosen : style_.link;
  }

  void draw(const GraphLink& link, const Stroke& stroke, bool chosen) {
    const double w = std::clamp<double>(link.weight, 0, 1);
    QColor ink = colour(link, chosen);
    const bool coloured = chosen || (content_.heads.size() > 1 && query_ < 0);
    ink.setAlphaF(static_cast<float>(coloured ? 0.7 + 0.3 * w : 0.12 + 0.5 * w));
    QPen pen(ink, stroke.width, Qt::SolidLine, Qt::FlatCap);
    // Too thin for dashes, and in grey, the lanes' order alone tells the heads apart.
    const bool dashed = content_.heads.size() > 1 && coloured && stroke.width > kThinnestDashed && !head_dashes(link.head, 1).isEmpty();
    if (dashed) pen.setDashPattern(head_dashes(link.head, pen.widthF() / (style_.paper ? 0.6 : 1)));
    p_.setPen(pen);
    p_.setBrush(Qt::NoBrush);
    p_.drawPath(curve_of(layout_, link, stroke).path(dashed));
  }

  void label(const Side& side, std::int64_t i, bool chosen, double x, Anchor anchor, double room) {
    const bool special = side.special[static_cast<std::size_t>(i)] != 0;
    const Face face = style_.label_face(chosen ? 600 : 400);
    p_.setPen(chosen && style_.paper ? style_.chosen : special ? style_.second : style_.ink);
    face.draw_centred(p_, {layout_.x(x), layout_.y(i)}, face.elided(side.label(i), room + 0.5), layout_.anchor(anchor));
  }

  // The position of an entry, right-aligned at a place.
  void number(const Side& side, std::int64_t i, double x) {
    p_.setPen(style_.second);
    style_.tick_face().draw_centred(p_, {layout_.x(x), layout_.y(i)}, QString::number(side.position(i)),
                                    layout_.anchor(Anchor::end));
  }

  // Query chips are filled, key chips outlined; on paper the colour of the text is enough.
  void chip(double from, double to, std::int64_t entry, bool filled) {
    if (style_.paper) return;
    const double height = std::min(layout_.row - 1, style_.label * 2);
    const QRectF box = QRectF(QPointF(layout_.x(from), layout_.y(entry) - height / 2),
                              QPointF(layout_.x(to), layout_.y(entry) + height / 2))
                           .normalized();
    QPen pen(style_.selected_line, style_.selected_width);
    if (!filled && style_.dashed_keys) pen.setDashPattern({2.5, 1.5});
    p_.setPen(pen);
    p_.setBrush(filled ? QBrush(style_.selected_fill) : QBrush(style_.ground));
    p_.drawRoundedRect(box, 3, 3);
  }

  // Returns its height.
  double legend(double top) {
    const LegendPlan places = plan_legend(content_, style_, layout_.rect.width());
    for (std::size_t i = 0; i < places.at.size(); ++i) {
      const QPointF at = places.at[i] + QPointF(layout_.rect.left(), top);
      const double unit = style_.paper ? 0.6 : 1, middle = at.y() - style_.label * 0.35;
      QPen pen(style_.heads[static_cast<int>(i) % style_.heads.size()], 2 * unit, Qt::SolidLine, Qt::FlatCap);
      if (!head_dashes(int(i), 1).isEmpty()) pen.setDashPattern(head_dashes(int(i), pen.widthF() / unit));
      p_.setPen(pen);
      p_.drawLine(QPointF(at.x(), middle), QPointF(at.x() + style_.label * 2.2, middle));
      p_.setPen(style_.ink);
      style_.label_face().draw(p_, at + QPointF(style_.label * 2.6, 0), content_.heads[i].name);
    }
    return places.height;
  }

  QPainter& p_;
  const GraphFigure& figure_;
  const GraphContent& content_;
  const GraphLayout& layout_;
  const FigureStyle& style_;
  std::int64_t query_ = -1, key_ = -1;
};

// Distance of a point from a link's curve, over 48 of its points.
double distance_to(const LinkCurve& curve, double row, QPointF point) {
  const double above = std::min(curve.from.y(), curve.to.y()), below = std::max(curve.from.y(), curve.to.y());
  const double far = std::max(above - point.y(), point.y() - below);
  if (far > row) return far;
  double nearest = 1e9;
  for (int i = 0; i <= 48; ++i) {
    const QPointF away = curve.at(i / 48.0) - point;
    nearest = std::min(nearest, std::hypot(away.x(), away.y()));
  }
  return nearest;
}

}  // namespace

GraphFigure::GraphFigure(GraphContent content)
    : ContentFigure(std::move(content)), links_(content_.links ? *content_.links : strongest_links(content_)) {}

QSizeF GraphFigure::natural_size(const FigureStyle& style, double width) const {
  const Face face = style.label_face();
  const double labels = widest_label(content_.queries, style) + widest_label(content_.keys, style);
  const double free = labels + face.width(weight_name(content_, content_.queries.find(style.selected.query))) + style.label * 20 + style.gap * 6;
  const double used = width > 0 ? width : std::max(free, style.title_face().width(content_.title));
  const double row = style.paper ? graph_row(content_, style, used) : style.label * (graph_rows(content_) > 24 ? kRowLeast : kRowScreen);
  return {used, title_height(content_.title, style, used) + row * double(std::max<std::int64_t>(1, graph_rows(content_))) +
                    graph_foot(content_, style, used)};
}

GraphFigure::Rows GraphFigure::rows(const QRectF& rect, const FigureStyle& style) const {
  const double room = rect.height() - title_height(content_.title, style, rect.width()) - graph_foot(content_, style, rect.width());
  const double height = style.label * kRowLeast;
  return {double(graph_rows(content_)), std::max(1.0, room / height), height};
}

double GraphFigure::least_width(const FigureStyle& style) const {
  return least_fitting(style.label * 14, style.label * 70, [&](double width) {
    const GraphLayout layout = plan_graph(content_, QRectF(0, 0, width, 1e4), style);
    return layout.weights_x <= width + 0.5 && layout.last_x + layout.right <= layout.weights_x + 0.5;
  });
}

void GraphFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const GraphLayout layout = plan_graph(content_, rect, style);
  draw_title(painter, rect, content_.title, style);
  GraphPainter parts(painter, *this, layout, style);
  painter.save();
  if (layout.scrolled) {
    const double margin = style.gap * 2;  // chips reach into it
    painter.setClipRect(QRectF(rect.left() - margin, layout.rows_top, rect.width() + 2 * margin, layout.rows_bottom - layout.rows_top));
  }
  parts.links();
  parts.queries();
  parts.keys();
  painter.restore();
  parts.foot();
  painter.restore();
}

std::optional<Hit> GraphFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const GraphLayout layout = plan_graph(content_, rect, style);
  Hit hit;
  hit.site = content_.site;
  hit.head = content_.heads.size() == 1 ? content_.heads[0].head : -1;
  const double x = layout.mirrored ? rect.left() + rect.right() - point.x() : point.x();
  const auto entry = static_cast<std::int64_t>(std::floor((point.y() - layout.top) / layout.row));
  if (layout.scrolled && (point.y() < layout.rows_top || point.y() >= layout.rows_bottom)) return std::nullopt;
  if (x < layout.first_x || x > layout.last_x) {
    const bool query = x < layout.first_x;
    const Side& side = query ? content_.queries : content_.keys;
    if (entry < 0 || entry >= side.size()) return std::nullopt;
    (query ? hit.query : hit.key) = side.position(entry);
    (query ? hit.query_label : hit.key_label) = side.label(entry);
    return hit;
  }
  const auto strokes = strokes_of(links_, layout.row, style);
  double nearest = 1e9;
  for (std::size_t i = 0; i < links_.size(); ++i) {
    const GraphLink& link = links_[i];
    const double away = distance_to(curve_of(layout, link, strokes[i]), layout.row, point);
    if (away > 3 + 3 * link.weight || away >= nearest) continue;
    nearest = away;
    hit.query = content_.queries.position(link.query);
    hit.key = content_.keys.position(link.key);
    hit.query_label = content_.queries.label(link.query);
    hit.key_label = content_.keys.label(link.key);
    hit.head = content_.heads[static_cast<std::size_t>(link.head)].head;
    hit.value = link.weight;
    hit.has_value = true;
  }
  return hit.has_value ? std::optional(hit) : std::nullopt;
}

FigureData GraphFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("graph");
  data.header = {QStringLiteral("head"), QStringLiteral("query"),     QStringLiteral("query label"),
                 QStringLiteral("key"),  QStringLiteral("key label"), QStringLiteral("weight")};
  for (const GraphLink& link : links_) {
    data.table.push_back({content_.heads[static_cast<std::size_t>(link.head)].name,
                          qint64(content_.queries.position(link.query)), content_.queries.label(link.query),
                          qint64(content_.keys.position(link.key)), content_.keys.label(link.key),
                          double(link.weight)});
  }
  data.shape = {static_cast<std::int64_t>(content_.heads.size()), content_.queries.size(), content_.keys.size()};
  data.values.assign(static_cast<std::size_t>(data.shape[0] * data.shape[1] * data.shape[2]), 0);
  for (const GraphLink& link : links_) {
    data.values[static_cast<std::size_t>((link.head * data.shape[1] + link.query) * data.shape[2] + link.key)] =
        link.weight;
  }
  QJsonArray heads, queries, keys;
  for (const GraphHead& head : content_.heads) heads.append(head.name);
  for (const QString& label : content_.queries.labels) queries.append(label);
  for (const QString& label : content_.keys.labels) keys.append(label);
  data.labels = {
      {QStringLiteral("heads"), heads}, {QStringLiteral("rows"), queries}, {QStringLiteral("columns"), keys}};
  return data;
}

}  // namespace headlight::ui
