#include "ui/figures/refinement.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/points_legend.h"
#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"

namespace headlight::ui {
namespace {

constexpr double kMargin = 0.15;                // around the union of the boxes
constexpr double kLeastCell = 10;               // width, in label sizes, below which cells go into a second row
constexpr double kRefinementLeastPicture = 9;              // height of the pictures beside which bars are kept
constexpr double kRefinementLargestCell = 36;             // width, in label sizes
constexpr double kLargestOnPaper = 15;          // likewise: a strip stays smaller than the picture above it
constexpr double kMostOfWidth = 0.3;            // of a paper figure's
constexpr double kWidest = 2, kTallest = 1.15;  // of a cell, width : height and height : width

QRectF rect_of(const Box& box) { return {QPointF(box.x0, box.y0), QPointF(box.x1, box.y1)}; }

void include(QRectF& all, const Box& box) {
  if (is_box(box)) all = all.isNull() ? rect_of(box) : all.united(rect_of(box));
}

// The weighted middle and reach of the points, where there is no box.
QRectF around_points(const RefinementContent& content) {
  QRectF all;
  for (const auto& step : content.steps)
    for (const auto& point : step.points.points)
      if (std::isfinite(point.x) && std::isfinite(point.y)) all = all.united(QRectF(point.x - 4, point.y - 4, 8, 8));
  return all;
}

// At least `room` in both ways about the middle, moved into the picture where it fits.
QRectF shaped(QRectF crop, QSizeF image) {
  const QPointF middle = crop.center();
  const double width = std::max(crop.width(), crop.height() / kTallest);
  const double height = std::max(crop.height(), crop.width() / kWidest);
  QRectF out(middle.x() - width / 2, middle.y() - height / 2, width, height);
  const auto into = [](double low, double extent, double end) {
    return extent >= end ? (end - extent) / 2 : std::clamp(low, 0.0, end - extent);
  };
  out.moveLeft(into(out.left(), width, image.width()));
  out.moveTop(into(out.top(), height, image.height()));
  return out;
}

QRectF crop_of(const RefinementContent& content) {
  QRectF all;
  for (const auto& step : content.steps) {
    include(all, step.points.box);
    include(all, step.points.reference_box);
    include(all, step.after);
  }
  if (all.isEmpty()) all = around_points(content);
  return framed(all, content.image_size);
}

double largest_cell(const FigureStyle& style, double width) {
  if (!style.paper) return style.label * kRefinementLargestCell;
  return std::clamp(kMostOfWidth * width, style.label * kLeastCell, style.label * kLargestOnPaper);
}

// Every bar has its head's number below it.
double number_height(const FigureStyle& style) { return style.tick * 1.2; }
double bar_height(const FigureStyle& style) { return style.label * 1.6 + number_height(style); }
double caption_height(const FigureStyle& style) { return style.label * 1.7; }

bool same(const Box& a, const Box& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }

// A head's weight inside `box`, for each of `heads`.
std::vector<float> weight_inside(const std::vector<SamplePoint>& points, const Box& box, std::size_t heads) {
  std::vector<float> inside(heads, 0);
  for (const SamplePoint& point : points) {
    const bool in = point.x >= box.x0 && point.x <= box.x1 && point.y >= box.y0 && point.y <= box.y1;
    const auto head = static_cast<std::size_t>(point.head);
    if (in && head < heads) inside[head] += point.weight;
  }
  return inside;
}

std::size_t columns_for(std::size_t steps, double width, const FigureStyle& style) {
  const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(width / (kLeastCell * style.label))));
  const auto rows = (steps + most - 1) / most;
  return rows == 0 ? 1 : (steps + rows - 1) / rows;
}

}  // namespace

QRectF framed(QRectF all, QSizeF image) {
  const QRectF whole(QPointF(0, 0), image);
  if (all.isEmpty()) return whole;
  const double x = all.width() * kMargin, y = all.height() * kMargin;
  all.adjust(-x, -y, x, y);
  return shaped(all.intersected(whole).isEmpty() ? all : all.intersected(whole), image);
}

std::vector<RefinementStep> refinement_steps(std::vector<RefinementLayer> layers) {
  std::vector<RefinementStep> steps;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    QueryPoints& points = layers[i].points;
    const bool refined = i + 1 < layers.size() && is_box(layers[i + 1].points.reference_box);
    const Box after = refined ? layers[i + 1].points.reference_box : points.box;
    if (!same(after, points.box)) points.inside = weight_inside(points.points, after, points.inside.size());
    steps.push_back({layers[i].site, layers[i].layer, std::move(points), after});
  }
  return steps;
}

RefinementFigure::RefinementFigure(RefinementContent content) : content_(std::move(content)) {
  crop_ = crop_of(content_);
}

QSizeF RefinementFigure::natural_size(const FigureStyle& style, double width) const {
  const double used = width > 0 ? width : style.label * 68;
  const auto columns = columns_for(content_.steps.size(), used, style);
  const auto rows = (content_.steps.size() + columns - 1) / columns;
  const double gap = style.gap * 2,
               cell = std::min(largest_cell(style, used), (used - gap * double(columns - 1)) / double(columns));
  const double tall = cell * crop_.height() / crop_.width() + caption_height(style) + bar_height(style);
  return {used, title_height(content_.title, style, used) + double(rows) * tall + double(rows - 1) * gap * 1.5};
}

double RefinementFigure::least_width(const FigureStyle& style) const { return kLeastCell * style.label; }

RefinementFigure::Layout RefinementFigure::plan(const QRectF& rect, const FigureStyle& style) const {
  Layout out;
  out.caption = caption_height(style);
  out.bars = bar_height(style);
  const auto columns = columns_for(content_.steps.size(), rect.width(), style);
  const auto rows = (content_.steps.size() + columns - 1) / columns;
  const double gap = style.gap * 2, top = rect.top() + title_height(content_.title, style, rect.width());
  double cell = std::min(largest_cell(style, rect.width()), (rect.width() - gap * double(columns - 1)) / double(columns));
  const double room = (rect.bottom() - top - gap * 1.5 * double(rows - 1)) / double(std::max<std::size_t>(1, rows));
  double tall = cell * crop_.height() / crop_.width();
  const bool little = style.paper || room - out.caption - out.bars < kRefinementLeastPicture * style.label;
  if (tall + out.caption + out.bars > room + 0.5 && little) out.bars = 0;  // small windows keep the pictures
  const double most = std::max(1.0, room - out.caption - out.bars);
  if (tall > most) {
    tall = most;
    cell = tall * crop_.width() / crop_.height();
  }
  for (std::size_t i = 0; i < content_.steps.size(); ++i)
    out.pictures.emplace_back(rect.left() + double(i % columns) * (cell + gap),
                              top + double(i / columns) * (tall + out.caption + out.bars + gap * 1.5), cell, tall);
  return out;
}

void RefinementFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const Layout layout = plan(rect, style);
  for (std::size_t i = 0; i < layout.pictures.size(); ++i) {
    const auto& step = content_.steps[i];
    const QRectF& picture = layout.pictures[i];
    draw_step(painter, step, picture, style);
    const bool chosen = is_chosen(step, style);
    const double base = picture.bottom() + layout.caption * 0.72;
    painter.setPen(style.ink);
    style.label_face(chosen ? 600 : 400)
        .draw(painter, {picture.left(), base}, FigureWords::tr("Layer %1").arg(step.layer));
    if (!step.points.inside.empty() && is_box(step.after))
      style.label_face(chosen ? 600 : 400)
          .draw(painter, {picture.right(), base},
                QStringLiteral("%1 %").arg(100 * inside_share(step.points), 0, 'f', 1), Anchor::end);
    if (layout.bars > 0)
      draw_bars(painter, step,
                QRectF(picture.left(), picture.bottom() + layout.caption, picture.width(), layout.bars - style.gap - number_height(style)),
                style);
  }
  painter.restore();
}

bool RefinementFigure::is_chosen(const RefinementStep& step, const FigureStyle& style) const {
  const bool own = std::ranges::find(content_.steps, style.selected_site, &RefinementStep::site) != content_.steps.end();
  return own ? step.site == style.selected_site : step.layer == style.selected_layer;
}

void RefinementFigure::draw_step(QPainter& painter, const RefinementStep& step, const QRectF& picture,
                                 const FigureStyle& style) const {
  const PicturePlace place{crop_, picture};
  draw_photo(painter, content_.image, content_.image_size, place, content_.look.dim, style);
  painter.save();
  painter.setClipRect(picture, Qt::IntersectClip);
  if (is_box(step.points.reference_box))
    draw_box(painter, place.map(step.points.reference_box), BoxLook::before, style);
  if (is_box(step.after)) draw_box(painter, place.map(step.after), BoxLook::other, style);
  PointsLook look = content_.look;
  look.size *= style.paper ? 0.8 : 0.62;
  look.offsets = false;
  draw_points(painter, step.points, place, look, style);
  painter.restore();
  if (!is_chosen(step, style)) return;
  const double width = style.paper ? 1 : 2;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(
      QPen(style.paper ? style.chosen : style.selected_line, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawRect(picture.adjusted(-width, -width, width, width));
}

// A bar a head, filled by its share inside the box that the layer ended with.
void RefinementFigure::draw_bars(QPainter& painter, const RefinementStep& step, const QRectF& area,
                                 const FigureStyle& style) const {
  if (step.points.inside.empty() || content_.heads.empty() || !is_box(step.after)) return;
  const double numbers = number_height(style);
  const double each = area.width() / double(content_.heads.size()), wide = std::min(each * 0.62, style.label * 0.9);
  const auto every = static_cast<std::size_t>(std::ceil(style.tick_face().width(QStringLiteral("00")) / std::max(1.0, each)));
  QColor track = style.second;
  track.setAlphaF(0.22F);
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < content_.heads.size(); ++i) {
    const int head = content_.heads[i];
    const double share = std::clamp<double>(step.points.inside[static_cast<std::size_t>(head)], 0, 1);
    const QRectF bar(area.left() + each * (double(i) + 0.5) - wide / 2, area.top(), wide, area.height());
    painter.fillRect(bar, track);
    const QColor colour = content_.look.by_level ? style.link : mark_colour(content_.look, head, 0);
    if (numbers > 0 && (i % every == 0)) {
      painter.setPen(style.second);
      style.tick_face().draw_centred(painter, {bar.center().x(), area.bottom() + numbers / 2}, QString::number(head), Anchor::middle);
      painter.setPen(Qt::NoPen);
    }
    const QRectF filled(bar.left(), bar.bottom() - bar.height() * share, wide, bar.height() * share);
    painter.fillRect(filled, colour);
    edge_bar(painter, bar, filled, colour, style);
    painter.setPen(Qt::NoPen);
  }
}

std::optional<Hit> RefinementFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const Layout layout = plan(rect, style);
  for (std::size_t i = 0; i < layout.pictures.size(); ++i) {
    if (!layout.pictures[i].adjusted(0, 0, 0, layout.caption + layout.bars).contains(point)) continue;
    const auto& step = content_.steps[i];
    Hit hit;
    hit.query = step.points.query;
    hit.site = step.site;
    hit.value = inside_share(step.points);
    hit.has_value = is_box(step.after);
    hit.query_label = content_.query_label;
    hit.key_label = FigureWords::tr("layer %1").arg(step.layer);
    return hit;
  }
  return std::nullopt;
}

QStringList points_header() {
  return {QStringLiteral("query"), QStringLiteral("label"), QStringLiteral("layer"),
          QStringLiteral("head"),  QStringLiteral("level"), QStringLiteral("point"),
          QStringLiteral("x"),     QStringLiteral("y"),     QStringLiteral("weight")};
}

void add_point_rows(const QueryPoints& points, const QString& label, int layer, FigureData& data) {
  for (auto point = points.points.rbegin(); point != points.points.rend(); ++point) {
    data.table.push_back({qint64(points.query), label, qint64(layer), qint64(point->head), qint64(point->level),
                          qint64(point->point), point->x, point->y, double(point->weight)});
    for (const double value : {double(points.query), double(layer), double(point->head), double(point->level),
                               double(point->point), point->x, point->y, double(point->weight)})
      data.values.push_back(static_cast<float>(value));
  }
}

FigureData RefinementFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("refinement");
  data.header = points_header();
  QJsonArray shares;
  for (const auto& step : content_.steps) {
    add_point_rows(step.points, content_.query_label, step.layer, data);
    QJsonArray inside;
    for (const float share : step.points.inside) inside.append(double(share));
    const Box& box = step.after;
    shares.append(QJsonObject{{QStringLiteral("layer"), step.layer},
                              {QStringLiteral("inside layer box"), inside},
                              {QStringLiteral("box"), QJsonArray{box.x0, box.y0, box.x1, box.y1}}});
  }
  data.shape = {static_cast<std::int64_t>(data.table.size()), 8};
  data.labels = {{QStringLiteral("layers"), shares},
                 {QStringLiteral("columns"), QStringLiteral("query, layer, head, level, point, x, y, weight")}};
  return data;
}

}  // namespace headlight::ui
