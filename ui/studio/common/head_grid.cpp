#include "ui/studio/common/head_grid.h"

#include <QPainter>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/theme/face.h"

namespace headlight::ui {

HeadGrid::HeadGrid(Context context, const QString& name, QWidget* parent)
    : HeadPlot(context, name, parent), figure_(std::make_shared<CellsFigure>(CellsContent{})) {
  connect(&context_.store, &Store::hover_changed, this, qOverload<>(&QWidget::update));
}

void HeadGrid::set(CellsContent content) {
  std::ranges::stable_sort(content.cells, {}, [](const Cell& cell) { return std::pair(cell.layer, cell.head); });
  figure_ = std::make_shared<CellsFigure>(std::move(content));
  update();
}

void HeadGrid::set_late(bool late) {
  late_ = late;
  update();
}

QString HeadGrid::text(int row, int) const {
  const Cell& cell = cells()[std::size_t(row)];
  if (cell.state != CellsContent::State::known) return tr("head %1: not known yet").arg(row_label(row));
  const QString value = format_value(cell.value) + (unit_.isEmpty() ? QString() : QLatin1Char(' ') + unit_);
  const QString group = cell.group < 0 ? QString() : QStringLiteral(", ") + tr("group %1").arg(cell.group + 1);
  return tr("head %1: %2").arg(row_label(row), value) + group + (cell.off ? QStringLiteral(", ") + tr("switched off") : QString());
}

std::optional<FigureTable::Place> HeadGrid::chosen() const {
  bool compared = false;
  for (int row = 0; row < rows(); ++row) {
    const QString& mark = cells()[std::size_t(row)].mark;
    if (mark == QLatin1String("B")) return Place{row, 0};
    compared = compared || !mark.isEmpty();
  }
  return compared ? std::nullopt : HeadPlot::chosen();
}

void HeadGrid::choose(int row, int) { Q_EMIT picked(cells()[std::size_t(row)].site, cells()[std::size_t(row)].head); }

HeadPlace HeadGrid::head(int row) const {
  const Cell& cell = cells()[std::size_t(row)];
  return {cell.site, cell.layer, cell.head};
}

FigureStyle HeadGrid::style() const {
  FigureStyle style = screen_style(current_theme());
  style.titles = false;
  const bool compared = std::ranges::any_of(cells(), [](const Cell& cell) { return !cell.mark.isEmpty(); });
  if (const auto now = chosen(); now && !compared) {
    style.selected_site = cells()[std::size_t(now->row)].site;
    style.selected_head = cells()[std::size_t(now->row)].head;
  }
  for (const Cell& cell : cells()) {
    if (cell.layer == context_.store.hovered().layer) style.hovered_site = cell.site;
  }
  style.hovered_head = context_.store.hovered().head;
  return style;
}

QRectF HeadGrid::spot(int row) const { return figure_->cell(std::size_t(row), rect(), style()); }

void HeadGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  if (late_) painter.setOpacity(late_opacity);
  figure_->paint(painter, rect(), style());
}

}  // namespace headlight::ui
