#include "ui/figures/patch_graph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/graph_rows.h"
#include "ui/figures/link_marks.h"
#include "ui/figures/matrix.h"
#include "ui/figures/point_marks.h"

namespace headlight::ui {
namespace {

constexpr double kPatchGraphTable = 17.5, kPatchGraphLegend = 9, kPatchGraphBesideFrom = 52, kPatchGraphFree = 70.8;  // widths in label sizes
constexpr double kWidestRows = 32;                               // of the table beside a tall picture whose figure may be of any width, in label sizes
constexpr double kPatchGraphLeastBeside = 0.6;                             // height of the picture to that of the table beside it
constexpr double kPatchGraphTallest = 1.2;                                 // height of the picture to its width
constexpr double kPatchGraphLeastWidth = 24;                               // of picture, tokens and their links, in label sizes
constexpr double kToken = 2.3, kTokenGap = 3.6, kLongestToken = 7;  // in label sizes
constexpr double kTokenMargin = 1.4;                             // in gaps
constexpr std::size_t kPatchGraphMostRows = 12, kMostCircles = 40;
constexpr std::size_t kMostLinks = 120, kMostFromOne = 40;       // lines that can be told apart
constexpr std::size_t kArrows = 40;                              // more links have no arrows
constexpr double kFaint = 0.7;                                   // least opacity of one of many links
constexpr double kLargestCircle = 1.1;                           // radius, in label sizes

double table_width(const FigureStyle& style) { return (style.titles ? kPatchGraphTable : kPatchGraphLegend) * style.label; }

bool is_shown(const PatchMark& mark) { return mark.place.has_value() || mark.beside; }

// The strongest of the chosen query, or of each.
std::vector<GraphLink> links_of(const PatchGraphContent& content) {
  GraphContent graph;
  graph.top_k = content.top_k;
  graph.threshold = content.threshold;
  for (GraphHead head : content.heads) {
    Plane& plane = head.plane;
    for (std::int64_t row = 0; row < plane.rows; ++row)
      for (std::int64_t column = 0; column < plane.columns; ++column)
        if (!is_shown(content.queries[std::size_t(row)]) || !is_shown(content.keys[std::size_t(column)]) ||
            (content.chosen >= 0 && row != content.chosen))
          plane.values[std::size_t(row * plane.columns + column)] = 0;
    graph.heads.push_back(std::move(head));
  }
  return strongest_links(graph);
}

std::vector<double> received_by(const PatchGraphContent& content) {
  std::vector<double> sums(content.keys.size(), 0);
  double rows = 0;
  for (std::size_t row = 0; row < content.queries.size(); ++row) {
    if (content.chosen >= 0 ? std::int64_t(row) != content.chosen : !is_shown(content.queries[row])) continue;
    rows += 1;
    for (const GraphHead& head : content.heads)
      for (std::size_t key = 0; key < sums.size(); ++key) sums[key] += head.plane.at(std::int64_t(row), std::int64_t(key));
  }
  for (double& sum : sums) sum /= std::max(1.0, rows * double(content.heads.size()));
  return sums;
}

}  // namespace

struct PatchGraphFigure::Layout {
  PicturePlace picture;
  std::map<std::size_t, QRectF> tokens;
  QRectF table;
  QStringList note;
  double note_top = 0, before_token = 0;

  // Where links to or from a position end.
  [[nodiscard]] QPointF end(const PatchMark& mark, std::size_t at) const {
    if (!mark.place) return tokens.at(at).center() - QPointF(tokens.at(at).width() / 2 + before_token, 0);
    return picture.transform().mapRect(*mark.place).center();
  }
};

PatchGraphFigure::PatchGraphFigure(PatchGraphContent content) : ContentFigure(std::move(content)) {
  links_ = links_of(content_);
  const std::size_t most = content_.chosen >= 0 ? kMostFromOne : kMostLinks;
  if (links_.size() > most) {
    left_out_ = links_.size() - most;
    links_.resize(most);
  }
  received_ = received_by(content_);
  for (std::size_t key = 0; key < content_.keys.size(); ++key) {
    if (is_shown(content_.keys[key])) ranked_.push_back(key);
  }
  find_beside();
  std::stable_sort(ranked_.begin(), ranked_.end(), [this](auto a, auto b) { return received_[a] > received_[b]; });
}

// A token without a link would be a mark that nothing explains.
void PatchGraphFigure::find_beside() {
  std::set<std::size_t> linked;
  for (const GraphLink& link : links_) {
    linked.insert(std::size_t(link.key));
    if (content_.one_axis) linked.insert(std::size_t(link.query));
  }
  if (content_.one_axis && content_.chosen >= 0) linked.insert(std::size_t(content_.chosen));
  for (std::size_t key = 0; key < content_.keys.size(); ++key) {
    if (content_.keys[key].beside && linked.contains(key)) beside_.push_back(key);
  }
}

QColor PatchGraphFigure::colour_of(const GraphLink& link) const {
  if (content_.heads.size() > 1) return colour_of(std::size_t(link.head));
  return link_colour(content_.scale, link.weight);
}

// Weights that the legend explains the colours by: the largest shown, the least, and one between; falling.
std::vector<double> PatchGraphFigure::samples() const {
  if (links_.empty()) return {};
  const double most = links_.front().weight, least = links_.back().weight;
  if (most - least < 0.02 * most) return {most};
  return {most, (most + least) / 2, least};
}

QColor PatchGraphFigure::colour_of(std::size_t head) const {
  const int number = content_.heads.size() > 1 ? int(head) : std::max(0, content_.heads[head].head);
  const auto colours = Theme::of(Appearance::dark).heads();
  return colours[number % int(colours.size())];
}

double PatchGraphFigure::tokens_width(const FigureStyle& style) const {
  if (beside_.empty()) return 0;
  double widest = 0;
  for (const std::size_t key : beside_) widest = std::max(widest, style.label_face().width(content_.keys[key].label));
  return style.label * kTokenGap + std::min(widest, kLongestToken * style.label) + kTokenMargin * 2 * style.gap;
}

double PatchGraphFigure::table_height(const FigureStyle& style) const {
  const std::size_t lines = content_.heads.size() > 1 ? content_.heads.size() : samples().size();
  const double legend = lines > 0 ? kWeightRow * double(lines + 2) : 0;
  return style.label * (kWeightHead + kWeightRow * double(std::min(ranked_.size(), kPatchGraphMostRows) + 1) + legend);
}

// A panel of the window has the weights in a list of its own: there only the legend stands beside the picture. On paper
// the table stands beneath a picture that would leave the greater part of its height empty.
bool PatchGraphFigure::is_beside(double width, const FigureStyle& style) const {
  if (!style.titles) return true;
  const double picture = (width - tokens_width(style) - table_width(style) - style.spacing()) * content_.image_size.height() / content_.image_size.width();
  return width >= kPatchGraphBesideFrom * style.label && picture >= kPatchGraphLeastBeside * table_height(style);
}

// Of a tall picture no wider than picture, tokens and table need.
double PatchGraphFigure::free_width(const FigureStyle& style) const {
  const double free = kPatchGraphFree * style.label, aspect = content_.image_size.height() / content_.image_size.width();
  if (aspect <= kPatchGraphTallest || !style.titles) return free;
  const double tokens = tokens_width(style), across = free - tokens - table_width(style) - style.spacing();
  return std::max(kPatchGraphBesideFrom * style.label, across * kPatchGraphTallest / aspect + tokens + style.spacing() + kWidestRows * style.label);
}

QSizeF PatchGraphFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : free_width(style);
  const double aspect = std::min(kPatchGraphTallest, content_.image_size.height() / content_.image_size.width());
  const bool beside = is_beside(used, style);
  const double across = width > 0 ? used : kPatchGraphFree * style.label;
  const double picture = (across - tokens_width(style) - (beside ? table_width(style) + style.spacing() : 0)) * aspect;
  const double tokens = style.label * kToken * double(beside_.size()), tall = std::max(picture, tokens);
  const QStringList note = wrapped(content_.note, style.label_face(), used);
  return {used, title_height(content_.title, style, used) + lines_height(note, style.label_face()) + style.gap * 2 +
                    (beside ? std::max(tall, table_height(style)) : tall + style.spacing() + table_height(style))};
}

double PatchGraphFigure::least_width(const FigureStyle& style) const {
  return kPatchGraphLeastWidth * style.label + tokens_width(style);
}

PatchGraphFigure::Layout PatchGraphFigure::plan(const QRectF& rect, const FigureStyle& style) const {
  Layout out;
  const bool beside = is_beside(rect.width(), style);
  out.note = wrapped(content_.note, style.label_face(), rect.width());
  const double top = rect.top() + title_height(content_.title, style, rect.width());
  const double note = lines_height(out.note, style.label_face()) + style.gap * 2, table = table_height(style);
  const QSizeF room(rect.width() - tokens_width(style) - (beside ? table_width(style) + style.spacing() : 0),
                    std::max(1.0, rect.bottom() - top - note - (beside ? 0 : style.spacing() + table)));
  const QSizeF shown = content_.image_size.scaled(room, Qt::KeepAspectRatio);
  out.picture = {QRectF(QPointF(0, 0), content_.image_size), QRectF(QPointF(rect.left(), top), shown)};
  out.before_token = kLargestCircle * 1.2 * style.label;
  double y = top, left = out.picture.rect.right() + kTokenGap * style.label;
  for (const std::size_t key : beside_) {
    const double wide = tokens_width(style) - kTokenGap * style.label;
    out.tokens[key] = QRectF(left, y, wide, style.label * 1.6);
    y += style.label * kToken;
  }
  const double bottom = std::max(out.picture.rect.bottom(), y);
  const double from = out.picture.rect.right() + tokens_width(style) + style.spacing();
  out.table = beside ? QRectF(from, top, rect.right() - from, table)
                     : QRectF(rect.left(), bottom + style.spacing(), rect.width(), table);
  out.note_top = std::max(bottom, out.table.bottom()) + style.gap;
  return out;
}

void PatchGraphFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const Layout layout = plan(rect, style);
  draw_photo(painter, content_.image, content_.image_size, layout.picture, content_.dim, style);
  draw_tokens(painter, layout, style);
  draw_boxes(painter, layout, style);
  draw_links(painter, layout, style);
  draw_keys(painter, layout, style);
  draw_chosen(painter, layout, style);
  draw_table(painter, layout, style);
  painter.setPen(style.second);
  draw_lines(painter, layout.note, style.label_face(), {rect.left(), layout.note_top});
  painter.restore();
}

void PatchGraphFigure::draw_links(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  const double largest = links_.empty() ? 1 : std::max(1e-9, double(links_.front().weight));
  const bool few = links_.size() <= kArrows;
  QRectF bounds = layout.picture.rect;
  for (const auto& [key, box] : layout.tokens) bounds |= box;
  for (auto link = links_.rbegin(); link != links_.rend(); ++link) {
    const auto query = std::size_t(link->query), key = std::size_t(link->key);
    const QPointF from = layout.end(content_.queries[query], query), to = layout.end(content_.keys[key], key);
    if (QLineF(from, to).length() < style.label * 0.1) continue;  // on itself: the circle says it
    const double share = link->weight / largest;
    const double opacity = few ? 1 : kFaint + (1 - kFaint) * share;
    draw_link(painter, from, to, share, {colour_of(*link), few, few ? 1.0 : 0.45, opacity, bounds}, style);
  }
  if (content_.chosen >= 0) return;
  for (const GraphLink& link : links_)
    draw_mark(painter, 0, layout.end(content_.queries[std::size_t(link.query)], std::size_t(link.query)), style.label * 0.16,
              Qt::white, style);
}

// Of detections among the queries: all, or the chosen one.
void PatchGraphFigure::draw_boxes(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  std::vector<BoxLabel> labels;
  painter.save();
  painter.setClipRect(layout.picture.rect, Qt::IntersectClip);
  for (std::size_t i = 0; i < content_.queries.size(); ++i) {
    const PatchMark& mark = content_.queries[i];
    const bool chosen = std::int64_t(i) == content_.chosen;
    if (!mark.box || (content_.chosen >= 0 && !chosen)) continue;
    const QRectF box = layout.picture.transform().mapRect(*mark.place);
    draw_box(painter, box, chosen ? BoxLook::chosen : BoxLook::other, style);
    labels.push_back({box, mark.label, mark.label.section(QLatin1Char(' '), 0, 0), chosen, {}});
  }
  draw_box_labels(painter, layout.picture.rect, labels, style);
  painter.restore();
}

// A circle a key, its area by the weight that it gets.
void PatchGraphFigure::draw_keys(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  if (ranked_.empty()) return;
  std::set<std::size_t> linked;
  for (const GraphLink& link : links_) linked.insert(std::size_t(link.key));
  const double largest = std::max(1e-9, received_[ranked_.front()]);
  const auto count = std::min(ranked_.size(), kMostCircles);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t key = ranked_[i];
    if (!linked.contains(key)) continue;
    const double radius = kLargestCircle * style.label * std::sqrt(received_[key] / largest);
    draw_mark(painter, 0, layout.end(content_.keys[key], key), std::max(radius, style.label * 0.2),
              Qt::white, style);
  }
}

void PatchGraphFigure::draw_tokens(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  const Face face = style.label_face();
  for (const auto& [key, box] : layout.tokens) {
    painter.setPen(QPen(style.second, style.hairline));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, style.gap, style.gap);
    painter.setPen(style.ink);
    face.draw_centred(painter, {box.left() + kTokenMargin * style.gap, box.center().y()},
                      face.elided(content_.keys[key].label, box.width() - kTokenMargin * 2 * style.gap + 0.1));
  }
}

void PatchGraphFigure::draw_chosen(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  if (content_.chosen < 0) return;
  const auto at = std::size_t(content_.chosen);
  const PatchMark& mark = content_.queries[at];
  if (mark.box || !is_shown(mark)) return;  // drawn with its label; left out on request
  if (mark.place)
    draw_data_mark(painter, layout.picture.transform().mapRect(*mark.place), style, true);
  else if (content_.one_axis)
    draw_data_mark(painter, layout.tokens.at(at), style, true);
}

void PatchGraphFigure::draw_table(QPainter& painter, const Layout& layout, const FigureStyle& style) const {
  if (!style.titles) return draw_legend(painter, layout.table.left(), layout.table.top(), style);
  const QString heading = content_.chosen >= 0 ? FigureWords::tr("Weight from %1").arg(content_.chosen_name)
                                               : FigureWords::tr("Mean weight on");
  const QColor colour = style.link;
  const double largest = ranked_.empty() ? 1 : std::max(1e-9, received_[ranked_.front()]);
  std::vector<WeightRow> rows;
  double rest = 0;
  for (const double weight : received_) rest += weight;
  for (std::size_t i = 0; i < std::min(ranked_.size(), kPatchGraphMostRows); ++i) {
    const PatchMark& key = content_.keys[ranked_[i]];
    const double weight = received_[ranked_[i]];
    rows.push_back({key.beside || key.box ? key.label : FigureWords::tr("patch %1").arg(key.label), weight, weight / largest, colour});
    rest -= weight;
  }
  rows.push_back({FigureWords::tr("all others"), std::max(0.0, rest), -1, style.link});
  draw_weight_rows(painter, layout.table, heading, rows, style);
  draw_legend(painter, layout.table.left(), layout.table.top() + style.label * (kWeightHead + kWeightRow * (double(rows.size()) + 0.5)), style);
}

// What the lines' colours mean: heads, or weights.
void PatchGraphFigure::draw_legend(QPainter& painter, double left, double top, const FigureStyle& style) const {
  std::vector<std::pair<QColor, QString>> lines;
  std::vector<double> shares;
  const bool heads = content_.heads.size() > 1;
  for (std::size_t head = 0; heads && head < content_.heads.size(); ++head) {
    lines.emplace_back(colour_of(head), content_.heads[head].name);
    shares.push_back(0.5);
  }
  const std::vector<double> weights = heads ? std::vector<double>() : samples();
  for (const double weight : weights) {
    lines.emplace_back(link_colour(content_.scale, weight), format_value(weight));
    shares.push_back(weight / weights.front());
  }
  if (lines.empty()) return;
  painter.setPen(style.ink);
  style.label_face(600).draw(painter, {left, top + style.label}, heads ? FigureWords::tr("Heads") : FigureWords::tr("Weight of a line"));
  double y = top + style.label * (kWeightHead + kWeightRow / 2);
  for (std::size_t i = 0; i < lines.size(); ++i, y += kWeightRow * style.label) {
    draw_sample(painter, {left, y}, style.label * 2.4, shares[i], {lines[i].first, false, links_.size() <= kArrows ? 1.0 : 0.45, 1, {}}, style);
    painter.setPen(style.ink);
    style.label_face().draw_centred(painter, {left + style.label * 3, y}, lines[i].second);
  }
}

std::optional<Hit> PatchGraphFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const Layout layout = plan(rect, style);
  for (std::size_t key = 0; key < content_.keys.size(); ++key) {
    const PatchMark& mark = content_.keys[key];
    const QRectF place = mark.place    ? layout.picture.transform().mapRect(*mark.place)
                         : layout.tokens.contains(key) ? layout.tokens.at(key)
                                                       : QRectF();
    if (!place.contains(point)) continue;
    Hit hit;
    hit.site = content_.site;
    hit.head = content_.heads.size() == 1 ? content_.heads[0].head : -1;
    (content_.one_axis ? hit.query : hit.key) = std::int64_t(key);
    (content_.one_axis ? hit.query_label : hit.key_label) = mark.label;
    return hit;
  }
  return std::nullopt;
}

FigureData PatchGraphFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("graph");
  data.header = {QStringLiteral("head"), QStringLiteral("query"),     QStringLiteral("query label"),
                 QStringLiteral("key"),  QStringLiteral("key label"), QStringLiteral("weight")};
  std::map<std::int64_t, std::int64_t> rows, columns;
  for (const GraphLink& link : links_) {
    rows[link.query] = columns[link.key] = 0;
    data.table.push_back({content_.heads[std::size_t(link.head)].name, qint64(link.query),
                          content_.queries[std::size_t(link.query)].label, qint64(link.key),
                          content_.keys[std::size_t(link.key)].label, double(link.weight)});
  }
  QJsonArray heads, queries, keys, received;
  const auto number = [](auto& places, const auto& marks, QJsonArray& labels) {
    std::int64_t next = 0;
    for (auto& [position, place] : places) {
      place = next++;
      labels.append(marks[std::size_t(position)].label);
    }
  };
  number(rows, content_.queries, queries);
  number(columns, content_.keys, keys);
  for (const GraphHead& head : content_.heads) heads.append(head.name);
  for (const std::size_t key : ranked_) received.append(QJsonArray{content_.keys[key].label, received_[key]});
  data.shape = {std::int64_t(content_.heads.size()), std::int64_t(rows.size()), std::int64_t(columns.size())};
  data.values.assign(std::size_t(data.shape[0] * data.shape[1] * data.shape[2]), 0);
  for (const GraphLink& link : links_)
    data.values[std::size_t((link.head * data.shape[1] + rows[link.query]) * data.shape[2] + columns[link.key])] = link.weight;
  data.labels = {{QStringLiteral("heads"), heads},
                 {QStringLiteral("rows"), queries},
                 {QStringLiteral("columns"), keys},
                 {QStringLiteral("weight on keys"), received}};
  return data;
}

}  // namespace headlight::ui
