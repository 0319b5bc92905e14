#include "ui/figures/patch_marks.h"

#include <QTransform>
#include <algorithm>

#include "ui/figures/builder_parts.h"
#include "ui/figures/resolve_detection.h"

namespace headlight::ui {

namespace {

std::optional<QRectF> place_of(const Axis& axis, std::int64_t at) {
  const auto cell = axis.cell(at);
  const Affine& a = axis.to_image;
  const QTransform to_image(a[0], a[3], a[1], a[4], a[2], a[5]);
  const QRectF cells(double(cell.column) * cell.patch[1], double(cell.row) * cell.patch[0], cell.patch[1], cell.patch[0]);
  const QRectF seen = to_image.mapRect(cells) & QRectF(QPointF(0, 0), picture_size(axis, {}));
  return seen.isEmpty() ? std::nullopt : std::optional(seen);
}

// Of a row or column that belongs to a detection: its box, number and class.
void mark_detection(PatchMark& mark, const TraceInfo& trace, const SiteInfo& site, std::int64_t at) {
  for (std::size_t i = 0; i < trace.detections.size(); ++i) {
    const Box& box = trace.detections[i].box;
    if (trace.row_of_query(site, trace.detections[i].query) != at) continue;
    mark.place = QRectF(QPointF(box.x0, box.y0), QPointF(box.x1, box.y1)).normalized();
    mark.label = QStringLiteral("%1 %2").arg(i).arg(QString::fromStdString(trace.detections[i].label));
    mark.box = true;
  }
}

}  // namespace

bool joins_patches(const TraceInfo& trace, const SiteInfo& site) {
  const Axis& queries = axis_at(trace, site.query_axis);
  const Axis& keys = axis_at(trace, site.key_axis);
  if (samples_points(site) || keys.kind != AxisKind::patches || keys.levels.size() > 1 || keys.cells() < 1) return false;
  return site.query_axis == site.key_axis || (queries.kind == AxisKind::queries && !trace.detections.empty());
}

QSizeF picture_size(const Axis& keys, const QImage& picture) {
  if (keys.image[0] > 0 && keys.image[1] > 0) return {double(keys.image[1]), double(keys.image[0])};
  if (!picture.isNull()) return picture.size();
  return {double(std::max<std::int64_t>(1, keys.input[1])), double(std::max<std::int64_t>(1, keys.input[0]))};
}

std::vector<PatchMark> patch_marks(const TraceInfo& trace, const SiteInfo& site, bool queries, bool beside) {
  const Axis& axis = axis_at(trace, queries ? site.query_axis : site.key_axis);
  std::vector<PatchMark> marks(static_cast<std::size_t>(axis.size()));
  for (std::int64_t at = 0; at < axis.size(); ++at) {
    PatchMark& mark = marks[static_cast<std::size_t>(at)];
    mark.label = QString::fromStdString(axis.label(at));
    if (axis.is_cell(at)) {
      mark.place = place_of(axis, at);
      continue;
    }
    mark.beside = axis.kind == AxisKind::patches && at < axis.leading && beside;
    if (!mark.beside && (queries || site.query_axis == site.key_axis)) mark_detection(mark, trace, site, at);
  }
  return marks;
}

}  // namespace headlight::ui
