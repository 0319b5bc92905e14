#include "ui/figures/points.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/box_marks.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"
#include "ui/figures/points_legend.h"

namespace headlight::ui {
namespace {

constexpr double kPointsLegend = 17.5;    // width of the legend beside the picture, in label sizes
constexpr double kPointsLeastBeside = 15;  // least width of the legend beside a tall picture
constexpr double kPointsBesideFrom = 52;  // width of a figure from which it stands there
constexpr double kPointsFree = 70.8;      // width where none is asked for: 175 mm on paper
constexpr double kPointsTallest = 1.2;    // height of the picture to its width; of taller ones, to the figure's
constexpr double kPointsPage = 84;        // height of a tall picture at most, in label sizes
constexpr double kShortest = 0.6;   // of a tall picture, to the figure's width
constexpr double kReference = 0.8;          // radius of the reference's mark, in label sizes
constexpr std::size_t kQueriesWithMarks = 4;  // to whose points labels give way
constexpr double kStripBeside = 22;  // least width of the strip beside a tall picture, in label sizes

constexpr double kLeastPictureBeside = 0.6;  // height of the picture to that of the legend beside it
constexpr double kPointsLeastWidth = 24;  // in label sizes: two columns of the legend

double column_width(double width, std::size_t columns, const FigureStyle& style) {
  return (width - style.spacing() * double(columns - 1)) / double(columns);
}

// Heights of the two columns under a narrow figure: heads, and levels with marks.
double below_height(const PointsContent& content, const FigureStyle& style) {
  const double second = legend_height(content, LegendBlock::levels, style) + style.spacing() / 2 +
                        legend_height(content, LegendBlock::marks, style);
  return std::max(legend_height(content, LegendBlock::heads, style), second);
}

double beside_height(const PointsContent& content, const FigureStyle& style) {
  double sum = 0;
  for (const auto block : legend_blocks(content))
    sum += (sum > 0 ? style.spacing() * 0.75 : 0) + legend_height(content, block, style);
  return sum;
}

QString number_label(std::size_t number, const QString& text) { return QStringLiteral("%1 %2").arg(number).arg(text); }

QRectF rect_of(const QueryPoints& query, const PicturePlace& place) { return place.map(query.box); }

double aspect_of(const PointsContent& content) { return content.image_size.height() / content.image_size.width(); }

double stacked_height(const PointsContent& content, bool two_columns, const FigureStyle& style) {
  return two_columns ? below_height(content, style) : beside_height(content, style);
}

// A tall picture at the left; the legend and, below it, the layers' strip fill what it leaves of the width.
struct TallPlan {
  QSizeF picture;
  double right = 0;  // width of what stands beside it
  bool two_columns = false, strip_beside = false;
  double legend = 0, strip = 0;  // heights

  [[nodiscard]] double beside(const FigureStyle& style) const {
    return legend + (strip_beside ? style.spacing() + strip : 0);
  }
};

TallPlan tall_plan(const PointsContent& content, double height, double used, const FigureStyle& style) {
  TallPlan out;
  out.picture = {height / aspect_of(content), height};
  out.right = used - out.picture.width() - style.spacing();
  out.strip_beside = content.strip && out.right >= kStripBeside * style.label;
  out.two_columns = out.strip_beside && out.right >= kPointsLeastWidth * style.label + style.spacing();
  out.legend = stacked_height(content, out.two_columns, style);
  out.strip = out.strip_beside ? content.strip->natural_size(style, out.right).height() : 0;
  if (out.beside(style) > kPointsPage * style.label) out.strip_beside = false;
  return out;
}

// As high as what stands beside it, within what is readable.
TallPlan tall_plan(const PointsContent& content, double used, const FigureStyle& style) {
  const double widest = std::max(1.0, used - kPointsLeastBeside * style.label - style.spacing());
  const double most = std::min({kPointsPage * style.label, kPointsTallest * used, widest * aspect_of(content)});
  TallPlan out = tall_plan(content, most, used, style);
  for (int round = 0; round < 4 && out.strip_beside; ++round)
    out = tall_plan(content, std::clamp(out.beside(style), std::min(most, kShortest * used), most), used, style);
  return out;
}

}  // namespace

bool PointsContent::is_detection(std::size_t i) const {
  return std::any_of(detections.begin(), detections.end(), [&](const Detection& found) { return found.query == queries[i].query; });
}

PointsFigure::PointsFigure(PointsContent content) : ContentFigure(std::move(content)) {}

bool PointsFigure::is_tall(double width, const FigureStyle& style) const {
  if (!style.titles || !style.paper || aspect_of(content_) <= kPointsTallest) return false;
  return legend_beside(width, style) ||
         width - kPointsTallest * width / aspect_of(content_) - style.spacing() >= kPointsLeastBeside * style.label;
}

// Not beside a picture that would leave the greater part of the legend's height empty.
bool PointsFigure::legend_beside(double width, const FigureStyle& style) const {
  const double picture = (width - kPointsLegend * style.label - style.spacing()) * aspect_of(content_);
  return width >= kPointsBesideFrom * style.label && picture >= kLeastPictureBeside * beside_height(content_, style);
}

QSizeF PointsFigure::natural_size(const FigureStyle& style, double width) const {
  const double aspect = aspect_of(content_);
  double used = width > 0 ? width : kPointsFree * style.label;
  if (width <= 0 && !content_.strip && is_tall(used, style)) {
    const double fitting = kPointsPage * style.label / aspect + style.spacing() + kPointsLegend * style.label;
    used = std::clamp(fitting, kPointsBesideFrom * style.label, used);
  }
  if (!style.titles) return {used, used * std::min(aspect, kPointsTallest)};
  const bool beside = legend_beside(used, style);
  const double across = beside ? used - kPointsLegend * style.label - style.spacing() : used;
  const double picture = across * std::min(aspect, kPointsTallest);
  const Face face = style.label_face();
  double height = title_height(content_.title, style, used) + lines_height(wrapped(content_.explanation, face, used), face) +
                  style.gap * 2;
  bool strip_below = content_.strip != nullptr;
  if (is_tall(used, style)) {
    const TallPlan tall = tall_plan(content_, used, style);
    strip_below = strip_below && !tall.strip_beside;
    height += std::max(tall.picture.height(), tall.beside(style));
  } else {
    height += beside ? std::max(picture, beside_height(content_, style))
                     : picture + style.spacing() + below_height(content_, style);
  }
  if (!content_.note.isEmpty()) height += style.gap * 1.5 + lines_height(wrapped(content_.note, face, used), face);
  if (strip_below) height += style.spacing() + content_.strip->natural_size(style, used).height();
  return {used, height};
}

double PointsFigure::least_width(const FigureStyle& style) const {
  return std::max(kPointsLeastWidth * style.label, content_.strip ? content_.strip->least_width(style) : 0);
}

PointsFigure::Layout PointsFigure::plan(const QRectF& rect, const FigureStyle& style) const {
  Layout out;
  const Face face = style.label_face();
  double top = rect.top(), bottom = rect.bottom();
  const bool beside = style.titles && legend_beside(rect.width(), style), tall = is_tall(rect.width(), style);
  const TallPlan plan = tall ? tall_plan(content_, rect.width(), style) : TallPlan{};
  if (style.titles) {
    out.explanation = wrapped(content_.explanation, face, rect.width());
    top += title_height(content_.title, style, rect.width()) + lines_height(out.explanation, face) + style.gap * 2;
    out.note = wrapped(content_.note, face, rect.width());
    if (content_.strip && !plan.strip_beside) {
      const double high = content_.strip->natural_size(style, rect.width()).height();
      out.strip = QRectF(rect.left(), bottom - high, rect.width(), high);
      bottom = out.strip.top() - style.spacing();
    }
    if (!out.note.isEmpty()) {
      bottom -= lines_height(out.note, face);
      out.note_top = bottom;
      bottom -= style.gap * 1.5;
    }
    if (!beside && !tall) bottom -= style.spacing() + below_height(content_, style);
  }
  const double across = tall     ? plan.picture.width()
                        : beside ? rect.width() - kPointsLegend * style.label - style.spacing()
                                 : rect.width();
  const double down = tall ? std::min(plan.picture.height(), bottom - top) : bottom - top;
  const QSizeF room(std::max(1.0, across), std::max(1.0, down));
  QRectF visible = style.viewport.isEmpty() ? QRectF(QPointF(0, 0), content_.image_size) : style.viewport;
  const QSizeF shown = visible.size().scaled(room, Qt::KeepAspectRatio);
  const double left = rect.left() + (style.paper || style.titles ? 0 : (across - shown.width()) / 2);
  const double above = style.titles ? top : top + (room.height() - shown.height()) / 2;
  out.picture = {visible, QRectF(QPointF(left, above), shown)};
  if (!style.titles) return out;
  if (tall) {
    const double left_of = out.picture.rect.right() + style.spacing(), right = rect.right() - left_of;
    place_legend(out, QRectF(left_of, top, right, plan.legend), plan.two_columns, style);
    if (plan.strip_beside) out.strip = QRectF(left_of, top + plan.legend + style.spacing(), right, plan.strip);
    return out;
  }
  if (beside) {
    const QPointF corner(out.picture.rect.right() + style.spacing(), top);
    place_legend(out, QRectF(corner, QSizeF(kPointsLegend * style.label, 0)), false, style);
    return out;
  }
  place_legend(out, QRectF(rect.left(), out.picture.rect.bottom() + style.spacing(), rect.width(), 0), true, style);
  return out;
}

void PointsFigure::place_legend(Layout& out, const QRectF& at, bool two_columns, const FigureStyle& style) const {
  if (!two_columns) {
    double y = at.top();
    for (const auto block : legend_blocks(content_)) {
      const double tall = legend_height(content_, block, style);
      out.legend.emplace_back(at.left(), y, at.width(), tall);
      y += tall + style.spacing() * 0.75;
    }
    return;
  }
  const double y = at.top(), column = column_width(at.width(), 2, style);
  const double second = at.left() + column + style.spacing(),
               levels = legend_height(content_, LegendBlock::levels, style);
  out.legend.emplace_back(at.left(), y, column, legend_height(content_, LegendBlock::heads, style));
  out.legend.emplace_back(second, y, column, levels);
  out.legend.emplace_back(second, y + levels + style.spacing() / 2, column,
                          legend_height(content_, LegendBlock::marks, style));
}

PicturePlace PointsFigure::place(const QRectF& rect, const FigureStyle& style) const { return plan(rect, style).picture; }

void PointsFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const Layout layout = plan(rect, style);
  draw_title(painter, rect, content_.title, style);
  painter.setPen(style.second);
  draw_lines(painter, layout.explanation, style.label_face(),
             {rect.left(), rect.top() + title_height(content_.title, style, rect.width())});
  draw_picture(painter, layout.picture, style);
  const auto blocks = legend_blocks(content_);
  for (std::size_t i = 0; i < layout.legend.size(); ++i)
    draw_legend(painter, content_, blocks[i], layout.legend[i], style);
  painter.setPen(style.second);
  if (!layout.note.isEmpty()) draw_lines(painter, layout.note, style.label_face(), {rect.left(), layout.note_top});
  if (content_.strip && !layout.strip.isEmpty()) content_.strip->paint(painter, layout.strip, style);
  painter.restore();
}

void PointsFigure::draw_picture(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  draw_photo(painter, content_.image, content_.image_size, place, content_.look.dim, style);
  painter.save();
  painter.setClipRect(place.rect, Qt::IntersectClip);
  draw_layer(painter, place, style);
  draw_boxes(painter, place, style);
  draw_faint(painter, place, style);
  for (const auto& query : content_.queries) draw_points(painter, query, place, content_.look, style);
  for (const auto& query : content_.queries)
    draw_reference(painter, place.map(query.reference_x, query.reference_y), style);
  draw_labels(painter, place, style);
  painter.restore();
}

void PointsFigure::draw_faint(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(255, 255, 255, 96));
  const double radius = style.label * 0.13;
  for (const QPointF& point : content_.faint) painter.drawEllipse(place.map(point.x(), point.y()), radius, radius);
}

bool PointsFigure::is_shown(std::int64_t query) const {
  return std::any_of(content_.queries.begin(), content_.queries.end(), [&](const auto& q) { return q.query == query; });
}

void PointsFigure::draw_boxes(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  if (content_.other_boxes)
    for (const auto& found : content_.detections)
      if (!is_shown(found.query))
        draw_box(painter, place.map(found.box), BoxLook::other, style, line_of(found.query));
  for (const auto& query : content_.queries)
    if (is_box(query.reference_box)) draw_box(painter, place.map(query.reference_box), BoxLook::before, style);
  for (std::size_t i = 0; i < content_.queries.size(); ++i) {
    const QueryPoints& query = content_.queries[i];
    const BoxLook look = content_.is_detection(i) ? BoxLook::chosen : BoxLook::query;
    if (is_box(query.box)) draw_box(painter, rect_of(query, place), look, style, line_of(query.query));
  }
}

// What labels should not cover: a query's reference and its points.
std::vector<QRectF> PointsFigure::marks(const PicturePlace& place, const FigureStyle& style) const {
  std::vector<QRectF> covered;
  const auto add = [&](QPointF at, double radius) { covered.emplace_back(at - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)); };
  for (const QueryPoints& query : content_.queries) {
    add(place.map(query.reference_x, query.reference_y), kReference * style.label);
    if (content_.queries.size() > kQueriesWithMarks) continue;
    for (const SamplePoint& point : query.points)
      add(place.map(point.x, point.y), mark_radius(content_.look, point.weight, style));
  }
  return covered;
}

Track PointsFigure::track_of(std::int64_t query) const {
  if (content_.tracks.size() != content_.detections.size()) return {};
  const auto at = std::find_if(content_.detections.begin(), content_.detections.end(),
                               [&](const Detection& found) { return found.query == query; });
  return at == content_.detections.end() ? Track() : content_.tracks[static_cast<std::size_t>(at - content_.detections.begin())];
}

QColor PointsFigure::line_of(std::int64_t query) const { return track_colour(track_of(query)); }

void PointsFigure::draw_labels(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  std::vector<BoxLabel> labels;
  for (std::size_t i = 0; i < content_.detections.size(); ++i) {
    const auto& found = content_.detections[i];
    const bool chosen = is_shown(found.query);
    if (!chosen && !content_.other_boxes) continue;
    const QString name = QString::fromStdString(found.label);
    const QString score = QString::number(found.score, 'f', 2);
    const QString said = chosen ? name + QLatin1Char(' ') + score : name;
    const Track track = track_of(found.query);
    if (track.number < 0 && !content_.tracks.empty()) {  // not among those that are followed: it has no number
      labels.push_back({place.map(found.box), said, score, chosen});
      continue;
    }
    const std::size_t number = track.number < 0 ? i : static_cast<std::size_t>(track.number);
    labels.push_back({place.map(found.box), number_label(number, said), QString::number(number), chosen,
                      track.number < 0 || track.colour < 0 ? QColor() : track_colour(track), track.number});
  }
  for (std::size_t i = 0; i < content_.queries.size(); ++i) {
    const auto& query = content_.queries[i];
    if (!content_.is_detection(i) && is_box(query.box))
      labels.push_back({rect_of(query, place), content_.query_labels[i], QString(), true, {}});
  }
  draw_box_labels(painter, place.rect, labels, style, marks(place, style), content_.sides.get());
}

FigureData PointsFigure::data() const {
  FigureData data;
  data.kind = QStringLiteral("points");
  data.header = points_header();
  QJsonArray queries;
  for (std::size_t i = 0; i < content_.queries.size(); ++i) {
    const auto& query = content_.queries[i];
    if (!content_.strip) add_point_rows(query, content_.query_labels[i], content_.layer, data);
    QJsonArray inside, shares;
    for (const float share : query.inside) inside.append(double(share));
    for (const float share : query.level_share) shares.append(double(share));
    queries.append(
        QJsonObject{{QStringLiteral("query"), qint64(query.query)},
                    {QStringLiteral("label"), content_.query_labels[i]},
                    {QStringLiteral("box"), QJsonArray{query.box.x0, query.box.y0, query.box.x1, query.box.y1}},
                    {QStringLiteral("reference"), QJsonArray{query.reference_x, query.reference_y}},
                    {QStringLiteral("inside final box"), inside},
                    {QStringLiteral("level share"), shares}});
  }
  if (content_.strip) {
    const FigureData all = content_.strip->data();
    data.table = all.table;
    data.values = all.values;
    data.labels = all.labels;
  }
  for (std::size_t i = 0; i < content_.others.size(); ++i) add_point_rows(content_.others[i], content_.other_labels[i], content_.layer, data);
  data.shape = {static_cast<std::int64_t>(data.table.size()), 8};
  data.labels.insert(QStringLiteral("queries"), queries);
  data.labels.insert(QStringLiteral("columns"), QStringLiteral("query, layer, head, level, point, x, y, weight"));
  return data;
}

}  // namespace headlight::ui
