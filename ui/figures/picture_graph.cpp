#include "ui/figures/picture_graph.h"

#include <algorithm>

#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/link_marks.h"
#include "ui/figures/matrix.h"
#include "ui/figures/point_marks.h"
#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

constexpr double kPictureGraphTable = 17.5, kBesideFrom = 52, kFree = 70.8;  // in label sizes
constexpr double kPictureGraphTallest = 1.2;  // height of the picture to its width; of taller ones beside the table, to the figure's
constexpr double kPictureGraphPage = 84;      // height of a tall picture at most, in label sizes
constexpr double kLeastTable = 15;
constexpr double kWidthRow = 1.5, kSample = 2.4;  // height and sample of the widths' legend, in label sizes
constexpr double kLeastSaid = 0.0005;  // of the weight that is not drawn: less is nothing
constexpr std::size_t kPictureGraphMostRows = 18;
constexpr double kPictureGraphLeastWidth = 18;  // of a name, a bar and a number, in label sizes

double table_height(const PictureGraphContent& content, const FigureStyle& style) {
  return style.label * (kWeightHead + kWeightRow * double(std::min(content.detections.size() + 1, kPictureGraphMostRows + 1)));
}

double aspect_of(const PictureGraphContent& content) { return content.image_size.height() / content.image_size.width(); }

// The table stands beside the picture, not below it.
bool is_beside(const PictureGraphContent& content, double width, const FigureStyle& style) {
  const double left = width - kPictureGraphTallest * width / aspect_of(content) - style.spacing();
  return width >= kBesideFrom * style.label || (aspect_of(content) > kPictureGraphTallest && left >= kLeastTable * style.label);
}

// The most room for the picture of a figure of that width.
QSizeF picture_room(const PictureGraphContent& content, double width, const FigureStyle& style) {
  if (!is_beside(content, width, style)) return {width, width * std::min(kPictureGraphTallest, aspect_of(content))};
  if (aspect_of(content) <= kPictureGraphTallest) {
    const double across = width - kPictureGraphTable * style.label - style.spacing();
    return {across, across * aspect_of(content)};
  }
  return {width - kLeastTable * style.label - style.spacing(), std::min(kPictureGraphTallest * width, kPictureGraphPage * style.label)};
}

bool tracked(const PictureGraphContent& content) { return content.tracks.size() == content.detections.size(); }

// Empty where it is called by no number.
QString number_of(const PictureGraphContent& content, std::size_t at) {
  if (content.last_is_query && at + 1 == content.detections.size()) return {};
  if (!tracked(content)) return QString::number(at);
  return content.tracks[at].number < 0 ? QString() : QString::number(content.tracks[at].number);
}

QString name_of(const PictureGraphContent& content, std::size_t at) {
  const QString number = number_of(content, at), label = QString::fromStdString(content.detections[at].label);
  return number.isEmpty() ? label : number + QLatin1Char(' ') + label;
}

// "detection 3", "object 3"; what is called by no number by its label.
QString spoken_name(const PictureGraphContent& content, std::size_t at) {
  const QString number = number_of(content, at);
  return number.isEmpty() ? name_of(content, at) : numbered_detection(number.toInt(), tracked(content));
}

// The weight in a row of the table: from the chosen detection, else the mean over the others.
double row_weight(const PictureGraphContent& content, std::size_t to) {
  const auto count = content.detections.size();
  if (content.chosen >= 0) return content.weights.at(content.chosen, static_cast<std::int64_t>(to));
  double sum = 0;
  for (std::size_t from = 0; from < count; ++from)
    sum += content.weights.at(static_cast<std::int64_t>(from), static_cast<std::int64_t>(to));
  return count > 0 ? sum / double(count) : 0;
}

double elsewhere(const PictureGraphContent& content) {
  if (content.chosen >= 0) return content.elsewhere[static_cast<std::size_t>(content.chosen)];
  double sum = 0;
  for (const double weight : content.elsewhere) sum += weight;
  return content.elsewhere.empty() ? 0 : sum / double(content.elsewhere.size());
}

}  // namespace

void take_weights(PictureGraphContent& content, const Plane& all) {
  const auto count = std::int64_t(content.detections.size());
  content.weights.rows = content.weights.columns = count;
  for (const Detection& from : content.detections) {
    double sum = 0, among = 0;
    for (std::int64_t key = 0; key < all.columns; ++key) sum += all.at(from.query, key);
    for (const Detection& to : content.detections) {
      content.weights.values.push_back(all.at(from.query, to.query));
      among += content.weights.values.back();
    }
    content.elsewhere.push_back(std::max(0.0, sum - among));
  }
  find_range(content.weights);
}

PictureGraphFigure::PictureGraphFigure(PictureGraphContent content) : ContentFigure(std::move(content)) {
  const auto count = content_.detections.size();
  for (std::size_t from = 0; from < count; ++from) {
    if (content_.chosen >= 0 && from != static_cast<std::size_t>(content_.chosen)) continue;
    std::vector<DetectionLink> own;
    for (std::size_t to = 0; to < count; ++to) {
      const double weight = content_.weights.at(static_cast<std::int64_t>(from), static_cast<std::int64_t>(to));
      if (to != from && weight >= content_.threshold) own.push_back({from, to, weight});
    }
    std::stable_sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (content_.top_k > 0 && own.size() > static_cast<std::size_t>(content_.top_k))
      own.resize(static_cast<std::size_t>(content_.top_k));
    links_.insert(links_.end(), own.begin(), own.end());
  }
  std::stable_sort(links_.begin(), links_.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
}

QSizeF PictureGraphFigure::natural_size(const FigureStyle& style, double width) const {
  double used = width > 0 ? width : kFree * style.label;
  if (!style.titles) return {used, used * std::min(kPictureGraphTallest, aspect_of(content_))};
  if (width <= 0 && aspect_of(content_) > kPictureGraphTallest) {
    const double fitting = kPictureGraphPage * style.label / aspect_of(content_) + style.spacing() + kPictureGraphTable * style.label;
    used = std::clamp(fitting, kBesideFrom * style.label, used);
  }
  const bool beside = is_beside(content_, used, style);
  const double picture = content_.image_size.scaled(picture_room(content_, used, style), Qt::KeepAspectRatio).height();
  const double table = table_height(content_, style);
  const double note =
      lines_height(wrapped(content_.note, style.label_face(), used), style.label_face()) + style.gap * 1.5;
  return {used, title_height(content_.title, style, used) + note +
                    (beside ? std::max(picture, table) : picture + style.spacing() + table)};
}

double PictureGraphFigure::least_width(const FigureStyle& style) const { return kPictureGraphLeastWidth * style.label; }

QRectF PictureGraphFigure::picture(const QRectF& rect, const FigureStyle& style) const {
  if (!style.titles) {
    const QSizeF shown = content_.image_size.scaled(rect.size(), Qt::KeepAspectRatio);
    return {rect.center() - QPointF(shown.width() / 2, shown.height() / 2), shown};
  }
  const bool beside = is_beside(content_, rect.width(), style);
  const double top = rect.top() + title_height(content_.title, style, rect.width());
  const double note =
      lines_height(wrapped(content_.note, style.label_face(), rect.width()), style.label_face()) + style.gap * 1.5;
  const double foot = note + (beside ? 0 : style.spacing() + table_height(content_, style));
  const QSizeF most = picture_room(content_, rect.width(), style), room(most.width(), std::clamp(rect.bottom() - top - foot, 1.0, std::max(1.0, most.height())));
  return {QPointF(rect.left(), top), content_.image_size.scaled(room, Qt::KeepAspectRatio)};
}

PicturePlace PictureGraphFigure::place(const QRectF& rect, const FigureStyle& style) const {
  if (style.titles || style.viewport.isEmpty()) return {QRectF(QPointF(0, 0), content_.image_size), picture(rect, style)};
  const QSizeF shown = style.viewport.size().scaled(rect.size(), Qt::KeepAspectRatio);
  return {style.viewport, {rect.center() - QPointF(shown.width() / 2, shown.height() / 2), shown}};
}

void PictureGraphFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const PicturePlace place = PictureGraphFigure::place(rect, style);
  draw_photo(painter, content_.image, content_.image_size, place, content_.dim, style);
  painter.save();
  painter.setClipRect(place.rect, Qt::IntersectClip);
  std::vector<BoxLabel> labels;
  for (std::size_t i = 0; i < content_.detections.size(); ++i) {
    const bool chosen = static_cast<int>(i) == content_.chosen;
    const QRectF box = place.map(content_.detections[i].box);
    const QColor own = tracked(content_) && content_.tracks[i].number >= 0 && content_.tracks[i].colour >= 0 ? track_colour(content_.tracks[i]) : QColor();
    draw_box(painter, box, chosen ? BoxLook::chosen : BoxLook::other, style, own.isValid() ? own : QColor(Qt::white));
    labels.push_back({box, name_of(content_, i), number_of(content_, i), chosen, own, own.isValid() ? content_.tracks[i].number : -1});
  }
  const QColor colour = Theme::of(Appearance::dark).head(std::max(0, content_.head));
  const double largest = links_.empty() ? 1 : std::max(1e-9, links_.back().weight);
  for (const DetectionLink& link : links_)
    draw_link(painter, place.map(content_.detections[link.from].box).center(),
              place.map(content_.detections[link.to].box).center(), link.weight / largest,
              {.colour = colour, .bounds = place.rect}, style);
  for (const Detection& found : content_.detections)
    draw_mark(painter, 0, place.map(found.box).center(), style.label * 0.3, Qt::white, style);
  const std::vector<QRectF> captions = style.titles ? std::vector<QRectF>() : std::vector{widths_place(place.rect, style), undrawn_place(place.rect, style)};
  draw_box_labels(painter, place.rect, labels, style, captions, content_.sides.get());
  if (!style.titles) draw_widths(painter, place.rect, style);
  if (!style.titles) draw_undrawn(painter, place.rect, style);
  painter.restore();
  if (style.titles) {
    const bool beside = is_beside(content_, rect.width(), style);
    const double from = place.rect.right() + style.spacing();
    const QRectF rows =
        beside ? QRectF(from, place.rect.top(), rect.right() - from, table_height(content_, style))
               : QRectF(rect.left(), place.rect.bottom() + style.spacing(), rect.width(), table_height(content_, style));
    draw_rows(painter, rows, style);
    const QStringList note = wrapped(content_.note, style.label_face(), rect.width());
    painter.setPen(style.second);
    draw_lines(painter, note, style.label_face(),
               {rect.left(), rect.bottom() - lines_height(note, style.label_face())});
  }
  painter.restore();
}

Undrawn PictureGraphFigure::undrawn() const {
  Undrawn out;
  const auto count = content_.detections.size();
  const std::size_t rows = content_.chosen >= 0 ? 1 : count;
  double among = 0, drawn = 0;
  std::size_t links = 0;
  for (std::size_t from = 0; from < count; ++from) {
    if (content_.chosen >= 0 && from != static_cast<std::size_t>(content_.chosen)) continue;
    out.elsewhere += content_.elsewhere[from] / double(rows);
    for (std::size_t to = 0; to < count; ++to) {
      const double weight = content_.weights.at(static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)) / double(rows);
      (to == from ? out.on_itself : among) += weight;
      links += to == from ? 0 : 1;
    }
  }
  for (const DetectionLink& link : links_) drawn += link.weight / double(rows);
  out.weaker = std::max(0.0, among - drawn);
  out.weaker_links = links - links_.size();
  return out;
}

QString PictureGraphFigure::undrawn_text() const {
  const Undrawn of = undrawn();
  QStringList parts;
  const auto add = [&parts](double share, const QString& where) {
    if (share >= kLeastSaid) parts += where.arg(100 * share, 0, 'f', share < 0.0995 ? 1 : 0);
  };
  add(of.on_itself, content_.chosen >= 0 ? FigureWords::tr("%1 % on itself") : FigureWords::tr("%1 % on themselves"));
  add(of.elsewhere, FigureWords::tr("%1 % on other queries"));
  if (of.weaker_links > 0) add(of.weaker, FigureWords::tr("%1 % in weaker links"));
  if (parts.isEmpty()) return {};
  const QString said = parts.join(QStringLiteral(", "));
  return (content_.chosen >= 0 ? FigureWords::tr("Not drawn: %1") : FigureWords::tr("Not drawn, on average: %1")).arg(said);
}

// The widest link and the least that is drawn; one where they are alike, none without links.
std::vector<double> PictureGraphFigure::sampled_widths() const {
  if (links_.empty()) return {};
  const double widest = links_.back().weight, least = links_.front().weight;
  return least < widest ? std::vector{widest, least} : std::vector{widest};
}

QSizeF PictureGraphFigure::widths_size(const FigureStyle& style) const {
  const std::vector<double> weights = sampled_widths();
  if (weights.empty()) return {0, 0};
  double room = 0;
  for (const double weight : weights) room = std::max(room, style.label_face().width(format_value(weight)));
  return {style.label * (kSample + 1.6) + room, style.label * (kWidthRow * double(weights.size()) + 0.4)};
}

QRectF PictureGraphFigure::widths_place(const QRectF& picture, const FigureStyle& style) const {
  const QSizeF size = widths_size(style);
  return {QPointF(picture.left() + style.gap, picture.bottom() - style.gap - size.height()), size};
}

// In the lower right corner, beside the widths' samples; empty where there is nothing to say or no room.
QRectF PictureGraphFigure::undrawn_place(const QRectF& picture, const FigureStyle& style) const {
  const QString text = undrawn_text();
  const double line = style.label * kWidthRow, inset = style.label * 0.5, free = picture.width() - 2 * style.gap - widths_size(style).width() - (links_.empty() ? 0 : style.gap);
  const double room = text.isEmpty() ? 0 : std::min(style.label_face().width(text), free - 2 * inset);
  if (room <= 0) return {};
  return {picture.right() - style.gap - room - 2 * inset, picture.bottom() - style.gap - line, room + 2 * inset, line};
}

void PictureGraphFigure::draw_undrawn(QPainter& painter, const QRectF& picture, const FigureStyle& style) const {
  const QRectF ground = undrawn_place(picture, style);
  if (ground.isEmpty()) return;
  const double inset = style.label * 0.5;
  const Face face = style.label_face();
  painter.fillRect(ground, QColor(0x16, 0x18, 0x1b, 0xd8));
  painter.setPen(QColor(0xc4, 0xc8, 0xce));
  face.draw_centred(painter, {ground.left() + inset, ground.center().y()}, face.elided(undrawn_text(), ground.width() - 2 * inset));
}

// What the widths mean, in the lower left corner: the widest link and the least that is drawn.
void PictureGraphFigure::draw_widths(QPainter& painter, const QRectF& picture, const FigureStyle& style) const {
  if (links_.empty()) return;
  const double widest = links_.back().weight, line = style.label * kWidthRow, sample = style.label * kSample;
  const Face face = style.label_face();
  const QRectF ground = widths_place(picture, style);
  painter.fillRect(ground, QColor(0x16, 0x18, 0x1b, 0xd8));
  double middle = ground.top() + style.label * 0.2 + line / 2;
  for (const double weight : sampled_widths()) {
    const LinkLook look{.colour = Theme::of(Appearance::dark).head(std::max(0, content_.head)), .arrow = false};
    draw_sample(painter, {ground.left() + style.label * 0.5, middle}, sample, weight / std::max(1e-9, widest), look, style);
    painter.setPen(Qt::white);
    face.draw_centred(painter, {ground.right() - style.label * 0.5, middle}, format_value(weight), Anchor::end);
    middle += line;
  }
}

void PictureGraphFigure::draw_rows(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  const QString heading = content_.chosen >= 0 ? FigureWords::tr("Weight from %1").arg(spoken_name(content_, static_cast<std::size_t>(content_.chosen)))
                                               : FigureWords::tr("Mean weight on");
  const QColor colour = Theme::of(Appearance::dark).head(std::max(0, content_.head));
  const auto shown = std::min(content_.detections.size(), kPictureGraphMostRows);
  std::vector<WeightRow> rows;
  for (std::size_t i = 0; i < shown; ++i) rows.push_back({name_of(content_, i), row_weight(content_, i), row_weight(content_, i), colour});
  double rest = elsewhere(content_);
  for (std::size_t i = shown; i < content_.detections.size(); ++i) rest += row_weight(content_, i);
  rows.push_back({FigureWords::tr("other queries"), rest, rest, style.link});
  draw_weight_rows(painter, rect, heading, rows, style);
}

std::optional<Hit> PictureGraphFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const PicturePlace place = PictureGraphFigure::place(rect, style);
  std::optional<Hit> found;
  double smallest = 0;
  for (std::size_t i = 0; i < content_.detections.size(); ++i) {
    const QRectF box = place.map(content_.detections[i].box);
    const double area = box.width() * box.height();
    if (!box.contains(point) || !place.rect.contains(point) || (found && area >= smallest)) continue;
    smallest = area;
    Hit hit;
    hit.site = content_.site;
    hit.head = content_.head;
    hit.query = content_.detections[i].query;
    hit.query_label = name_of(content_, i);
    hit.has_value = content_.chosen >= 0;
    if (hit.has_value) hit.value = row_weight(content_, i);
    found = hit;
  }
  return found;
}

FigureData PictureGraphFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("graph");
  data.header = {QStringLiteral("from"), QStringLiteral("from label"), QStringLiteral("to"), QStringLiteral("to label"),
                 QStringLiteral("weight")};
  const auto count = content_.detections.size();
  QJsonArray names, rest;
  for (std::size_t from = 0; from < count; ++from) {
    names.append(name_of(content_, from));
    rest.append(content_.elsewhere[from]);
    for (std::size_t to = 0; to < count; ++to)
      data.table.push_back(
          {qint64(from), QString::fromStdString(content_.detections[from].label), qint64(to),
           QString::fromStdString(content_.detections[to].label),
           double(content_.weights.at(static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)))});
  }
  data.shape = {static_cast<std::int64_t>(count), static_cast<std::int64_t>(count)};
  data.values = content_.weights.values;
  data.labels = {{QStringLiteral("detections"), names}, {QStringLiteral("on other queries"), rest}};
  return data;
}

}  // namespace headlight::ui
