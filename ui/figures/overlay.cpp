#include "ui/figures/overlay.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/box_marks.h"
#include "ui/figures/contour.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/matrix.h"
#include "ui/figures/outline.h"
#include "ui/figures/overlay_layout.h"
#include "ui/figures/point_marks.h"
#include "ui/figures/share_contours.h"

namespace headlight::ui {
namespace {

constexpr double kOverlayLeastPicture = 9;  // width of a picture in a narrow figure, in label sizes
constexpr double kLeastTall = 21;  // width of a figure with a tall picture, in label sizes
constexpr double kOverlayPage = 84;            // the pictures' height at most, in label sizes
constexpr int kSmoothness = 12;  // pixels a patch of the smooth map
constexpr qint64 kMostCellsDrawn = 20000;  // one by one
const QColor kVeil(128, 128, 128, 150);         // over patches that cannot be seen

// The picture, with what the model did not see dimmed.
void draw_picture(QPainter& painter, const QImage& image, QSizeF size, const PicturePlace& place, const QPolygonF& seen,
                  const FigureStyle& style) {
  draw_photo(painter, image, size, place, 0, style);
  QPainterPath outside;
  outside.addRect(place.rect);
  QPainterPath inside;
  inside.addPolygon(seen);
  inside.closeSubpath();
  outside = outside.subtracted(inside);
  if (outside.isEmpty() || outside.boundingRect().width() < 0.5) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 153));
  painter.drawPath(outside);
}

// Cells that cannot be seen have no colour.
void clear_cells(QImage& heat, const Plane& map, const std::vector<bool>& unseen) {
  for (int y = 0; y < heat.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(heat.scanLine(y));
    const auto row = std::int64_t(y) * map.rows / heat.height();
    for (int x = 0; x < heat.width(); ++x)
      if (unseen[static_cast<std::size_t>(row * map.columns + std::int64_t(x) * map.columns / heat.width())]) line[x] = qRgba(0, 0, 0, 0);
  }
}

}  // namespace

Axis even_axis(const Axis& of, std::int64_t rows, std::int64_t columns) {
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.grid = {rows, columns};
  axis.levels = {axis.grid};  // cells divide the input evenly
  axis.input = of.input;
  axis.image = of.image;
  axis.to_image = of.to_image;
  return axis;
}

OverlayFigure::OverlayFigure(OverlayContent content) : ContentFigure(std::move(content)) {
  const Plane field = content_.smooth ? enlarged(content_.map, kSmoothness) : content_.map;
  heat_ = image_of(field, content_.scale);
  if (!content_.unseen.empty()) clear_cells(heat_, content_.map, content_.unseen);
  const int alpha = static_cast<int>(std::lround(255 * std::clamp(content_.opacity, 0.0, 1.0)));
  for (int y = 0; y < heat_.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(heat_.scanLine(y));
    for (int x = 0; x < heat_.width(); ++x)
      line[x] = qRgba(qRed(line[x]), qGreen(line[x]), qBlue(line[x]), qAlpha(line[x]) * alpha / 255);
  }
}

QTransform OverlayFigure::image_of_input() const {
  const Affine& a = content_.axis.to_image;
  return {a[0], a[3], a[1], a[4], a[2], a[5]};
}

QTransform OverlayFigure::grid_to_image() const {
  const Axis& axis = content_.axis;
  const auto patch = axis.cell(axis.leading).patch;
  const double height = patch[0] > 0 ? patch[0] : 1, width = patch[1] > 0 ? patch[1] : 1;
  return QTransform::fromScale(width, height) * image_of_input();
}

QSizeF OverlayFigure::natural_size(const FigureStyle& style, double width) const {
  const QSizeF size = ui::picture_size(content_);
  const double bar = beside_room(content_, style), between = style.gap * 2;
  const bool two = content_.with_picture && style.paper;
  double free = style.label * (two ? 40 : 24) + bar;
  if (is_tall(content_) && style.paper) {  // no wider than a page lets it be high
    const double one = kOverlayPage * style.label * size.width() / size.height();
    free = std::clamp((two ? 2 * one + between : one) + bar, kLeastTall * style.label, free);
  }
  const double used = width > 0 ? width : free;
  const bool stacked = is_stacked(content_, style);
  const double across = std::max(1.0, two && !stacked ? (used - bar - between) / 2 : used - bar);
  const double one = across * size.height() / size.width();
  const double longest = style.paper ? kOverlayPage * style.label : 1e9, most = is_tall(content_) ? longest : std::min(longest, used * 1.5);
  const double tall = std::max(std::min(stacked ? 2 * one + between : one, most), least_bar(content_, style));
  return {used, title_height(content_.title, style, used) + tall + style.gap +
                    lines_height(lines_below(content_, style, used), style.label_face())};
}

double OverlayFigure::least_width(const FigureStyle& style) const {
  const bool two = content_.with_picture && style.paper;
  return kOverlayLeastPicture * style.label * (two ? 2 : 1) + style.gap * 2 + beside_room(content_, style);
}

void OverlayFigure::paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  draw_title(painter, rect, content_.title, style);
  const OverlayLayout places = layout_of(content_, rect, style);
  const QRectF grid(0, 0, double(content_.axis.grid[1]), double(content_.axis.grid[0]));
  const QSizeF size = ui::picture_size(content_);
  const QTransform placed = grid_to_image() * places.map.transform();
  const bool alone = places.picture.rect.isEmpty();
  if (!alone) {
    const QTransform beside = grid_to_image() * places.picture.transform();
    draw_picture(painter, content_.image, size, places.picture, beside.map(QPolygonF(grid)), style);
    draw_query(painter, beside, style);
    draw_box_of_query(painter, places.picture.transform(), style);
  }
  // On paper, and beside the coloured picture, a grey one carries the map, so that all colour is the map's.
  const QImage ground = alone && !style.paper ? content_.image : content_.image.convertToFormat(QImage::Format_Grayscale8);
  draw_picture(painter, ground, size, places.map, placed.map(QPolygonF(grid)), style);
  painter.save();
  clip_to_map(painter, places.map, placed, style);
  draw_heat(painter, placed, grid, style);
  draw_unseen(painter, placed, style);
  draw_share_contours(painter, {content_.map, content_.shares, content_.smooth, placed, seen(places.map) & placed.mapRect(grid)}, style);
  if (alone) draw_query(painter, placed, style);
  draw_others(painter, places.map, style);
  draw_box_of_query(painter, places.map.transform(), style);
  if (content_.rings) draw_rings(painter, *content_.rings, places.map, style);
  for (const std::int64_t position : {style.selected.key, style.hovered.key}) mark_patch(painter, placed, position, style);
  draw_names(painter, places.map, style);
  painter.restore();
  if (content_.with_bar) draw_colour_bar(painter, places.bar, content_.scale, style);
  painter.setPen(style.second);
  draw_lines(painter, lines_below(content_, style, rect.width()), style.label_face(), {rect.left(), places.foot});
  painter.restore();
}

PicturePlace OverlayFigure::place(const QRectF& rect, const FigureStyle& style) const {
  return layout_of(content_, rect, style).map;
}

QSizeF OverlayFigure::room(const QRectF& rect, const FigureStyle& style) const {
  return room_of(content_, rect, style).size;
}

QSizeF OverlayFigure::picture_size() const { return ui::picture_size(content_); }

QRectF OverlayFigure::seen(const PicturePlace& picture) const {
  const auto& input = content_.axis.input;
  const QTransform from_input = image_of_input() * picture.transform();
  QRectF seen = picture.transform().mapRect(QRectF(QPointF(0, 0), ui::picture_size(content_)));
  if (input[0] > 0 && input[1] > 0) seen &= from_input.mapRect(QRectF(0, 0, double(input[1]), double(input[0])));
  return seen;
}

void OverlayFigure::clip_to_input(QPainter& painter, const PicturePlace& picture, const QRectF& grid) const {
  const QRectF part = seen(picture);
  if (!part.adjusted(-0.01, -0.01, 0.01, 0.01).contains(grid)) painter.setClipRect(part, Qt::IntersectClip);
}

void OverlayFigure::draw_heat(QPainter& painter, const QTransform& placed, const QRectF& grid,
                              const FigureStyle& style) const {
  painter.save();
  painter.setOpacity(style.dimmed);
  const double cell = (placed * painter.deviceTransform()).mapRect(QRectF(0, 0, 1, 1)).width();
  const bool blended = content_.smooth || cell < 2;
  if (!style.viewport.isEmpty() && painter.hasClipping()) {
    draw_seen_heat(painter, placed, grid, blended);
  } else {
    painter.setTransform(placed, true);
    draw_pixels(painter, grid, heat_, blended);
  }
  painter.restore();
}

// Of a map that is far larger than what is seen of it only that part is painted, each cell on its own pixels.
void OverlayFigure::draw_seen_heat(QPainter& painter, const QTransform& placed, const QRectF& grid, bool blended) const {
  const QTransform at = QTransform::fromScale(grid.width() / heat_.width(), grid.height() / heat_.height()) * placed;
  const QRectF seen = at.inverted().mapRect(painter.clipBoundingRect());
  const QRect pixels = seen.toAlignedRect().adjusted(-2, -2, 2, 2).intersected(heat_.rect());
  if (pixels.isEmpty()) return;
  if (blended || qint64(pixels.width()) * pixels.height() > kMostCellsDrawn)
    return draw_pixels(painter, at.mapRect(QRectF(pixels)), heat_.copy(pixels), blended);
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (int y = pixels.top(); y <= pixels.bottom(); ++y)
    for (int x = pixels.left(); x <= pixels.right(); ++x)
      painter.fillRect(at.mapRect(QRectF(x, y, 1, 1)), QColor::fromRgba(heat_.pixel(x, y)));
}

void OverlayFigure::draw_query(QPainter& painter, const QTransform& placed, const FigureStyle& style) const {
  if (!content_.axis.is_cell(content_.query)) return;
  const std::int64_t patch = content_.query - content_.axis.leading, columns = content_.axis.grid[1];
  draw_patch_outline(painter, placed.mapRect(QRectF(double(patch % columns), double(patch / columns), 1, 1)), style, 2);
}

void OverlayFigure::draw_box_of_query(QPainter& painter, const QTransform& image, const FigureStyle& style) const {
  if (!content_.box) return;
  const Box& box = *content_.box;
  painter.save();
  const QSizeF size = ui::picture_size(content_);
  painter.setClipRect(image.mapRect(QRectF(QPointF(0, 0), size)), Qt::IntersectClip);
  draw_box(painter, image.mapRect(QRectF(QPointF(box.x0, box.y0), QPointF(box.x1, box.y1))), BoxLook::chosen, style, content_.box_line);
  painter.restore();
}

void OverlayFigure::draw_others(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  for (const OtherBox& other : content_.others) draw_box(painter, place.map(other.box), BoxLook::other, style, other.line);
}

void OverlayFigure::draw_names(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const {
  std::vector<BoxLabel> labels;
  for (const OtherBox& other : content_.others) {
    labels.push_back({place.map(other.box), other.label, other.label.section(QLatin1Char(' '), 0, 0), false, other.line == Qt::white ? QColor() : other.line, other.track});
  }
  std::vector<QRectF> kept;
  if (content_.box) kept.push_back(place.map(*content_.box));
  if (content_.box && !content_.box_label.isEmpty()) labels.push_back({kept.front(), content_.box_label, {}, true});
  draw_box_labels(painter, place.rect, labels, style, std::move(kept), content_.sides.get());
}

std::int64_t OverlayFigure::other_at(QPointF at) const {
  const auto area = [&](const Box& box) {
    const bool holds = at.x() >= box.x0 && at.x() < box.x1 && at.y() >= box.y0 && at.y() < box.y1;
    return holds ? double(box.x1 - box.x0) * double(box.y1 - box.y0) : INFINITY;
  };
  double least = content_.box ? area(*content_.box) : INFINITY;
  std::int64_t found = -1;
  for (const OtherBox& other : content_.others) {
    if (area(other.box) >= least) continue;
    least = area(other.box);
    found = other.query;
  }
  return found;
}

// A veil and a line around it, which stay calm at every size of a cell: lines over cells would make patterns with those of
// the picture.
void OverlayFigure::draw_unseen(QPainter& painter, const QTransform& placed, const FigureStyle& style) const {
  if (content_.unseen.empty()) return;
  QPainterPath cells;
  const std::int64_t columns = content_.map.columns;
  for (std::int64_t row = 0; row < content_.map.rows; ++row) {
    for (std::int64_t column = 0; column < columns;) {  // a run of cells at a time
      const auto is_unseen = [&](std::int64_t at) { return at < columns && content_.unseen[static_cast<std::size_t>(row * columns + at)]; };
      const std::int64_t first = column;
      while (is_unseen(column)) ++column;
      if (column > first) cells.addRect(QRectF(double(first), double(row), double(column - first), 1));
      else ++column;
    }
  }
  const QPainterPath on = placed.map(cells.simplified());
  const QRectF cell = placed.mapRect(QRectF(0, 0, 1, 1));
  painter.save();
  painter.fillPath(on, kVeil);
  painter.setClipPath(on, Qt::IntersectClip);  // what is seen keeps its colours up to its edge
  draw_outline(painter, on, style, {.width = 2, .patch = std::min(cell.width(), cell.height())});
  painter.restore();
}

void OverlayFigure::mark_patch(QPainter& painter, const QTransform& placed, std::int64_t position, const FigureStyle& style) const {
  const std::int64_t columns = content_.axis.grid[1], patch = position - content_.axis.leading;
  if (!content_.keys || position < 0 || patch < 0 || columns <= 0 || patch >= columns * content_.axis.grid[0]) return;
  const QRectF cell = placed.mapRect(QRectF(double(patch % columns), double(patch / columns), 1, 1));
  draw_patch_outline(painter, cell, style, position == style.selected.key ? 2 : 1);
}

void OverlayFigure::clip_to_map(QPainter& painter, const PicturePlace& map, const QTransform& placed, const FigureStyle& style) const {
  if (!style.viewport.isEmpty()) painter.setClipRect(map.rect, Qt::IntersectClip);
  clip_to_input(painter, map, placed.mapRect(QRectF(0, 0, double(content_.axis.grid[1]), double(content_.axis.grid[0]))));
}

void OverlayFigure::paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const {
  if (style.hovered.key < 0) return;
  const OverlayLayout places = layout_of(content_, rect, style);
  const QTransform placed = grid_to_image() * places.map.transform();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  clip_to_map(painter, places.map, placed, style);
  mark_patch(painter, placed, style.hovered.key, style);
  painter.restore();
}

std::optional<Hit> OverlayFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const OverlayLayout places = layout_of(content_, rect, style);
  const PicturePlace& target = places.picture.rect.contains(point) ? places.picture : places.map;
  const QPointF at = (grid_to_image() * target.transform()).inverted().map(point);
  const auto row = static_cast<std::int64_t>(std::floor(at.y())),
             column = static_cast<std::int64_t>(std::floor(at.x()));
  const auto& [rows, columns] = content_.axis.grid;
  if (row < 0 || column < 0 || row >= rows || column >= columns || !target.rect.contains(point))
    return std::nullopt;
  Hit hit;
  const QPointF image = target.transform().inverted().map(point);
  hit.place = image;
  hit.query_label = content_.query_label;
  if (content_.keys) {
    hit.query = content_.box ? content_.detection : content_.query;
    hit.key = content_.axis.leading + row * columns + column;
  }
  hit.box = other_at(image);
  hit.key_label = content_.places ? FigureWords::tr("x %1, y %2 px").arg(std::int64_t(std::floor(image.x()))).arg(std::int64_t(std::floor(image.y())))
                                  : FigureWords::tr("patch %1,%2").arg(row).arg(column);
  hit.site = content_.site;
  hit.head = content_.head;
  hit.has_value = content_.map.rows > 0;  // else the picture stands alone
  if (hit.has_value) hit.value = content_.map.at(row, column);
  return hit;
}

FigureData OverlayFigure::data() const {
  FigureData data;
  data.kind = content_.kind;
  data.header = {QStringLiteral("token"), QStringLiteral("row"), QStringLiteral("column"), content_.scale.quantity};
  QJsonObject leading, trailing;
  for (std::size_t i = 0; i < content_.leading.size(); ++i) {
    const QString label = QString::fromStdString(content_.axis.label(static_cast<std::int64_t>(i)));
    leading.insert(label, content_.leading[i]);
    data.table.push_back({label, QString(), QString(), content_.leading[i]});
  }
  const auto after = content_.axis.leading + content_.axis.cells();
  for (std::size_t i = 0; i < content_.trailing.size(); ++i) {
    const QString label = QString::fromStdString(content_.axis.label(after + static_cast<std::int64_t>(i)));
    trailing.insert(label, content_.trailing[i]);
    data.table.push_back({label, QString(), QString(), content_.trailing[i]});
  }
  for (std::int64_t i = 0; i < content_.map.rows * content_.map.columns; ++i) {
    data.table.push_back({QStringLiteral("patch"), qint64(i / content_.map.columns), qint64(i % content_.map.columns),
                          double(content_.map.values[static_cast<std::size_t>(i)])});
  }
  data.shape = {content_.map.rows, content_.map.columns};
  data.values = content_.map.values;
  QJsonArray to_image;
  for (const double entry : content_.axis.to_image) to_image.append(entry);
  data.labels = {{QStringLiteral("leading"), leading},
                 {QStringLiteral("query"), content_.query_label},
                 {QStringLiteral("patch"), QJsonArray{qint64(content_.axis.patch[0]), qint64(content_.axis.patch[1])}},
                 {QStringLiteral("to_image"), to_image}};
  if (!trailing.isEmpty()) data.labels.insert(QStringLiteral("trailing"), trailing);
  return data;
}

}  // namespace headlight::ui
