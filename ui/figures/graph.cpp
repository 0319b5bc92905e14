#include "ui/figures/graph.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kLeastShown = 0.02;  // smaller weights are not written beside the keys
constexpr double kRowPaper = 1.53, kRowScreen = 2.35, kRowLeast = 1.8;  // in label sizes
constexpr double kLongest = 13;                                         // longest label, in label sizes

struct GraphLayout {
  double row = 0, top = 0, first_x = 0, last_x = 0, weights_x = 0, label_room = 0, key_room = 0;
  bool mirrored = false;
  QRectF rect;

  [[nodiscard]] double x(double logical) const { return mirrored ? rect.left() + rect.right() - logical : logical; }
  [[nodiscard]] double y(std::int64_t entry) const { return top + (double(entry) + 0.5) * row; }
  [[nodiscard]] Anchor anchor(Anchor logical) const {
    if (!mirrored || logical == Anchor::middle) return logical;
    return logical == Anchor::start ? Anchor::end : Anchor::start;
  }
  [[nodiscard]] QPainterPath path(std::int64_t query, std::int64_t key) const {
    const double from = x(first_x), to = x(last_x), middle = (from + to) / 2;
    QPainterPath path(QPointF(from, y(query)));
    path.cubicTo(QPointF(middle, y(query)), QPointF(middle, y(key)), QPointF(to, y(key)));
    return path;
  }
};

double widest(const Side& side, const FigureStyle& style) {
  const Face face = style.label_face(600);
  double width = 0;
  for (const QString& label : side.labels) width = std::max(width, face.width(label));
  return std::min(width, kLongest * style.label);
}

std::int64_t row_count(const GraphContent& content) { return std::max(content.queries.size(), content.keys.size()); }

QString weight_name(const GraphContent& content, const FigureStyle& style) {
  const std::int64_t query = content.queries.find(style.selected.query);
  if (query < 0) return FigureWords::tr("largest weight");
  return FigureWords::tr("weight from %1").arg(content.queries.label(query));
}

bool has_legend(const GraphContent& content) { return content.heads.size() > 1; }

double foot_height(const GraphContent& content, const FigureStyle& style, double width) {
  const double names = style.label * 1.7;
  const double legend = has_legend(content) ? style.label * 1.9 : 0;
  const double notes =
      style.titles ? lines_height(wrapped(content.note, style.label_face(), width), style.label_face()) : 0;
  return names + legend + (notes > 0 ? notes + style.gap : 0);
}

GraphLayout plan(const GraphContent& content, const QRectF& rect, const FigureStyle& style) {
  GraphLayout out;
  out.rect = rect;
  out.mirrored = content.queries.right_to_left && content.keys.right_to_left;
  const double title = title_height(content.title, style);
  const double foot = foot_height(content, style, rect.width());
  const double natural = style.label * (style.paper ? kRowPaper : 32.0 / 11);
  const double room = (rect.height() - title - foot) / std::max<double>(1, double(row_count(content)));
  out.row = std::min(natural, room);
  out.top = rect.top() + title;
  const Face face = style.label_face();
  const double most = rect.width() * 0.32;
  out.label_room = std::min(most, std::max(widest(content.queries, style), face.width(shown_word(content.query_name))));
  out.key_room = std::min(most, std::max(widest(content.keys, style), face.width(shown_word(content.key_name))));
  const double weights = std::max(face.width(QStringLiteral("0.000")), style.paper ? 0 : style.label * 3.2);
  const double named = std::min(face.width(weight_name(content, style)), rect.width() * 0.3);
  out.first_x = rect.left() + out.label_room + style.gap * 1.2;
  out.weights_x = rect.right();
  const double right =
      std::max(out.key_room + weights + style.gap * 3, face.width(shown_word(content.key_name)) + named + style.gap * 4);
  out.last_x = std::max(out.first_x + style.label * 3, out.weights_x - right - style.gap * 1.2);
  // Very wide figures keep their links short enough to follow.
  const double longest = style.label * (style.paper ? 34 : 44);
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

class Painter {
 public:
  Painter(QPainter& painter, const GraphFigure& figure, const GraphLayout& layout, const FigureStyle& style)
      : p_(painter), figure_(figure), content_(figure.content()), layout_(layout), style_(style) {
    query_ = content_.queries.find(style.hovered.query >= 0 ? style.hovered.query : style.selected.query);
    key_ = content_.keys.find(style.hovered.key >= 0 ? style.hovered.key : style.selected.key);
  }

  // Weak links first, those of the chosen query above all others.
  void links() {
    p_.save();
    p_.setOpacity(style_.dimmed);
    const auto& links = figure_.links();
    for (const bool chosen : {false, true}) {
      for (auto link = links.rbegin(); link != links.rend(); ++link) {
        if ((link->query == query_) == chosen) draw(*link, chosen);
      }
    }
    p_.restore();
  }

  void queries() {
    for (std::int64_t i = 0; i < content_.queries.size(); ++i) {
      if (!shown(i)) continue;
      const bool chosen = i == query_;
      if (chosen) chip(layout_.first_x - layout_.label_room - style_.gap * 2.4, layout_.first_x, i, true);
      label(content_.queries, i, chosen, layout_.first_x - style_.gap * 1.2, Anchor::end, layout_.label_room);
    }
  }

  void keys() {
    const auto weights = key_weights(content_, figure_.links(), query_);
    const auto best = std::max_element(weights.begin(), weights.end()) - weights.begin();
    for (std::int64_t i = 0; i < content_.keys.size(); ++i) {
      if (!shown(i)) continue;
      const float weight = weights[static_cast<std::size_t>(i)];
      const bool chosen = key_ >= 0 ? i == key_ : query_ >= 0 && i == best && weight > 0;
      if (chosen && key_ >= 0) chip(layout_.last_x, layout_.weights_x + style_.gap * 1.2, i, false);
      label(content_.keys, i, chosen, layout_.last_x + style_.gap * 1.2, Anchor::start, layout_.key_room);
      if (weight < kLeastShown && !chosen) continue;
      p_.setPen(chosen && style_.paper ? style_.chosen : style_.paper ? style_.second : style_.ink);
      style_.label_face(chosen ? 600 : 400)
          .draw_centred(p_, {layout_.x(layout_.weights_x), layout_.y(i)}, format_value(weight),
                        layout_.anchor(Anchor::end));
    }
  }

  void foot() {
    const double y = layout_.top + double(row_count(content_)) * layout_.row + style_.label * 1.25;
    const Face face = style_.label_face();
    p_.setPen(style_.second);
    face.draw(p_, {layout_.x(layout_.first_x - style_.gap * 1.2), y}, shown_word(content_.query_name), layout_.anchor(Anchor::end));
    face.draw(p_, {layout_.x(layout_.last_x + style_.gap * 1.2), y}, shown_word(content_.key_name), layout_.anchor(Anchor::start));
    const double room = layout_.weights_x - layout_.last_x - style_.gap * 3.6 - face.width(shown_word(content_.key_name));
    face.draw(p_, {layout_.x(layout_.weights_x), y}, face.elided(weight_name(content_, style_), room),
              layout_.anchor(Anchor::end));
    double below = y + style_.label * 0.45;
    if (has_legend(content_)) {
      legend(below + style_.label);
      below += style_.label * 1.9;
    }
    if (!style_.titles) return;
    p_.setPen(style_.second);
    draw_lines(p_, wrapped(content_.note, face, layout_.rect.width()), face, {layout_.rect.left(), below + style_.gap});
  }

 private:
  [[nodiscard]] bool shown(std::int64_t entry) const {
    if (layout_.row >= style_.label * 1.05) return true;
    if (entry == query_ || entry == key_) return true;
    const auto step = static_cast<std::int64_t>(std::ceil(style_.label * 1.05 / layout_.row));
    const auto beside = [&](std::int64_t chosen) { return chosen >= 0 && std::abs(entry - chosen) < step; };
    return entry % step == 0 && !beside(query_) && !beside(key_);
  }

  [[nodiscard]] QColor colour(const GraphLink& link, bool chosen) const {
    if (has_legend(content_) && (chosen || query_ < 0)) return style_.heads[link.head % style_.heads.size()];
    return chosen ? style_.chosen : style_.link;
  }

  void draw(const GraphLink& link, bool chosen) {
    const double w = std::clamp<double>(link.weight, 0, 1), thick = (0.75 + 5.5 * w) * (style_.paper ? 0.6 : 1);
    QColor ink = colour(link, chosen);
    const bool coloured = chosen || (has_legend(content_) && query_ < 0);
    ink.setAlphaF(static_cast<float>(coloured ? 0.7 + 0.3 * w : 0.12 + 0.5 * w));
    QPen pen(ink, std::max(thick, 0.5), Qt::SolidLine, Qt::FlatCap);
    if (has_legend(content_) && !head_dashes(link.head, 1).isEmpty()) {
      pen.setDashPattern(head_dashes(link.head, pen.widthF() / (style_.paper ? 0.6 : 1)));
    }
    p_.setPen(pen);
    p_.setBrush(Qt::NoBrush);
    p_.drawPath(layout_.path(link.query, link.key));
  }

  void label(const Side& side, std::int64_t i, bool chosen, double x, Anchor anchor, double room) {
    const bool special = side.special[static_cast<std::size_t>(i)] != 0;
    const Face face = style_.label_face(chosen ? 600 : 400);
    p_.setPen(chosen && style_.paper ? style_.chosen : special ? style_.second : style_.ink);
    face.draw_centred(p_, {layout_.x(x), layout_.y(i)}, face.elided(side.label(i), room + 0.5), layout_.anchor(anchor));
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

  void legend(double y) {
    double x = layout_.rect.left();
    const Face face = style_.label_face();
    for (std::size_t i = 0; i < content_.heads.size(); ++i) {
      QPen pen(style_.heads[static_cast<int>(i) % style_.heads.size()], style_.paper ? 1.2 : 2, Qt::SolidLine,
               Qt::FlatCap);
      if (!head_dashes(int(i), 1).isEmpty())
        pen.setDashPattern(head_dashes(int(i), pen.widthF() * (style_.paper ? 1.6 : 1)));
      p_.setPen(pen);
      p_.drawLine(QPointF(x, y - style_.label * 0.35), QPointF(x + style_.label * 2.2, y - style_.label * 0.35));
      p_.setPen(style_.ink);
      face.draw(p_, {x + style_.label * 2.6, y}, content_.heads[i].name);
      x += style_.label * 3.8 + face.width(content_.heads[i].name);
    }
  }

  QPainter& p_;
  const GraphFigure& figure_;
  const GraphContent& content_;
  const GraphLayout& layout_;
  const FigureStyle& style_;
  std::int64_t query_ = -1, key_ = -1;
};

// Distance of a point from a link's curve, over 48 of its points.
double distance_to(const QPainterPath& path, QPointF point) {
  double nearest = 1e9;
  for (int i = 0; i <= 48; ++i) {
    const QPointF offset = path.pointAtPercent(i / 48.0) - point;
    nearest = std::min(nearest, std::hypot(offset.x(), offset.y()));
  }
  return nearest;
}

}  // namespace

std::vector<GraphLink> strongest_links(const GraphContent& content) {
  std::vector<GraphLink> links;
  for (std::size_t head = 0; head < content.heads.size(); ++head) {
    const Plane& plane = content.heads[head].plane;
    for (std::int64_t row = 0; row < plane.rows; ++row) {
      std::vector<GraphLink> own;
      for (std::int64_t column = 0; column < plane.columns; ++column) {
        const float weight = plane.at(row, column);
        if (weight > 0 && weight >= content.threshold) own.push_back({row, column, static_cast<int>(head), weight});
      }
      std::stable_sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
      if (content.top_k > 0 && own.size() > static_cast<std::size_t>(content.top_k))
        own.resize(static_cast<std::size_t>(content.top_k));
      links.insert(links.end(), own.begin(), own.end());
    }
  }
  std::stable_sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return links;
}

GraphFigure::GraphFigure(GraphContent content) : content_(std::move(content)), links_(strongest_links(content_)) {}

QSizeF GraphFigure::natural_size(const FigureStyle& style, double width) const {
  const Face face = style.label_face();
  const double labels = widest(content_.queries, style) + widest(content_.keys, style);
  const double free = labels + face.width(weight_name(content_, style)) + style.label * 20 + style.gap * 6;
  const double used = width > 0 ? width : std::max(free, style.title_face().width(content_.title));
  const double row = style.label * (style.paper ? kRowPaper : row_count(content_) > 24 ? kRowLeast : kRowScreen);
  return {used, title_height(content_.title, style) + row * double(std::max<std::int64_t>(1, row_count(content_))) +
                    foot_height(content_, style, used)};
}

void GraphFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const GraphLayout layout = plan(content_, rect, style);
  draw_title(painter, rect, content_.title, style);
  Painter parts(painter, *this, layout, style);
  parts.links();
  parts.queries();
  parts.keys();
  parts.foot();
  painter.restore();
}

std::optional<Hit> GraphFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const GraphLayout layout = plan(content_, rect, style);
  Hit hit;
  hit.site = content_.site;
  hit.head = content_.heads.size() == 1 ? content_.heads[0].head : -1;
  const double x = layout.mirrored ? rect.left() + rect.right() - point.x() : point.x();
  const auto entry = static_cast<std::int64_t>(std::floor((point.y() - layout.top) / layout.row));
  if (x < layout.first_x || x > layout.last_x) {
    const bool query = x < layout.first_x;
    const Side& side = query ? content_.queries : content_.keys;
    if (entry < 0 || entry >= side.size()) return std::nullopt;
    (query ? hit.query : hit.key) = side.position(entry);
    (query ? hit.query_label : hit.key_label) = side.label(entry);
    return hit;
  }
  for (const GraphLink& link : links_) {
    if (distance_to(layout.path(link.query, link.key), point) > 3 + 3 * link.weight) continue;
    hit.query = content_.queries.position(link.query);
    hit.key = content_.keys.position(link.key);
    hit.query_label = content_.queries.label(link.query);
    hit.key_label = content_.keys.label(link.key);
    hit.head = content_.heads[static_cast<std::size_t>(link.head)].head;
    hit.value = link.weight;
    hit.has_value = true;
    return hit;
  }
  return std::nullopt;
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
