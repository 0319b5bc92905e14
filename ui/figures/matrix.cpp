#include "ui/figures/matrix.h"

namespace headlight::ui {

MatrixFigure::MatrixFigure(MatrixContent content)
    : ContentFigure(std::move(content)), image_(image_of(content_.plane, content_.scale, content_.keys.right_to_left)) {
  if (image_.isNull()) return;
  unseen_ = content_.unseen;
  if (content_.mask.causal)
    unseen_ = cells_behind(seen_columns(content_.mask, image_.size(), content_.covered(), content_.queries, content_.keys), image_.width());
  if (!unseen_.empty()) clear_unseen(image_, unseen_, content_.keys.right_to_left);
}

std::optional<Hit> MatrixFigure::hit(QPointF point, const QRectF& rect, const FigureStyle& style) const {
  const MatrixLayout places = layout(rect, style);
  if (!places.plot.contains(point)) return std::nullopt;
  const double column = places.column_at(point.x());
  const double row = places.view.top() + (point.y() - places.plot.top()) / places.cell_height;
  Hit hit;
  const auto r = static_cast<std::int64_t>(row), c = static_cast<std::int64_t>(column);
  if (r >= content_.queries.size() || c >= content_.keys.size() || r < 0 || c < 0) return std::nullopt;
  hit.query = content_.queries.position(r);
  hit.key = content_.keys.position(c);
  hit.query_label = content_.queries.label(r);
  hit.key_label = content_.keys.label(c);
  hit.site = content_.site;
  hit.head = content_.head;
  const Extent& e = content_.extent;
  hit.has_value = content_.exact() && r >= e.row0 && r < e.row1 && c >= e.column0 && c < e.column1;
  if (hit.has_value) hit.value = content_.plane.at(r - e.row0, c - e.column0);
  return hit;
}

FigureData MatrixFigure::data() const {
  FigureData data;
  data.kind = content_.kind;
  const Plane& plane = content_.plane;
  data.shape = {plane.rows, plane.columns};
  data.values = plane.values;
  QJsonArray rows, columns;
  const auto label = [this](const Side& side, std::int64_t from, std::int64_t cells, std::int64_t shown,
                            std::int64_t i) {
    const bool even = content_.bin == 0;
    const std::int64_t first = from + (even ? i * cells / shown : i * content_.bin);
    const std::int64_t last = from + (even ? (i + 1) * cells / shown : std::min(cells, (i + 1) * content_.bin)) - 1;
    return content_.exact() ? side.label(first) : QStringLiteral("%1–%2").arg(first).arg(last);
  };
  const Extent& e = content_.extent;
  for (std::int64_t i = 0; i < plane.rows; ++i) rows.append(label(content_.queries, e.row0, e.rows(), plane.rows, i));
  for (std::int64_t i = 0; i < plane.columns; ++i)
    columns.append(label(content_.keys, e.column0, e.columns(), plane.columns, i));
  data.labels = {{QStringLiteral("rows"), rows}, {QStringLiteral("columns"), columns}};
  data.header.append(content_.query_name);
  for (const QJsonValue& column : columns) data.header.append(column.toString());
  for (std::int64_t r = 0; r < plane.rows; ++r) {
    std::vector<QVariant> line{rows[static_cast<int>(r)].toString()};
    for (std::int64_t c = 0; c < plane.columns; ++c) line.emplace_back(double(plane.at(r, c)));
    data.table.push_back(std::move(line));
  }
  return data;
}

}  // namespace headlight::ui
