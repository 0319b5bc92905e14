#include "ui/figures/matrix_text.h"
#include "ui/figures/figure_words.h"

namespace headlight::ui {
QString selection_line(const MatrixContent& content, const FigureStyle& style) {
  const std::int64_t row = content.queries.find(style.selected.query), column = content.keys.find(style.selected.key);
  if (row < 0 || column < 0 || !content.exact()) return {};
  const Extent& e = content.extent;
  if (row < e.row0 || row >= e.row1 || column < e.column0 || column >= e.column1) return {};
  return pair_text(content.queries.label(row), content.keys.label(column)) + QStringLiteral("  ") + format_value(content.plane.at(row - e.row0, column - e.column0));
}

QStringList below(const MatrixContent& content, const FigureStyle& style, double width) {
  if (!style.titles) return {};
  return wrapped(content.note, style.label_face(), width);
}

QString patch_row(std::int64_t row) { return FigureWords::tr("row %1").arg(row); }

QString widest_tick(const Side& side) {
  return side.kind == AxisKind::patches ? patch_row(side.grid[0]) : format_count(side.size());
}

}  // namespace headlight::ui
