#include "ui/panels/matrix_zoom.h"

#include <algorithm>

namespace headlight::ui {

namespace {

constexpr double kLeastCells = 2;  // visible along a side at the deepest zoom

}  // namespace

const MatrixFigure* matrix_of(const FigureCanvas& canvas) { return dynamic_cast<const MatrixFigure*>(canvas.figure().get()); }

Viewport all_cells(const FigureCanvas& canvas) {
  const MatrixFigure* figure = matrix_of(canvas);
  return figure == nullptr ? Viewport() : Viewport(0, 0, double(figure->content().keys.size()), double(figure->content().queries.size()));
}

Viewport bounded(Viewport view, const Viewport& all) {
  if (view.isEmpty() || all.isEmpty()) return view;
  view.setWidth(std::clamp(view.width(), std::min(kLeastCells, all.width()), all.width()));
  view.setHeight(std::clamp(view.height(), std::min(kLeastCells, all.height()), all.height()));
  view.moveLeft(std::clamp(view.left(), 0.0, all.width() - view.width()));
  view.moveTop(std::clamp(view.top(), 0.0, all.height() - view.height()));
  return view.width() >= all.width() && view.height() >= all.height() ? Viewport() : view;
}

Viewport zoomed_view(const FigureCanvas& canvas, QPointF at, double factor) {
  const MatrixFigure* figure = matrix_of(canvas);
  if (figure == nullptr) return canvas.viewport();
  const MatrixLayout layout = figure->layout(canvas.figure_rect(), canvas.style());
  if (layout.plot.isEmpty()) return canvas.viewport();
  const Viewport view = layout.view;
  const double from_left = std::clamp((at.x() - layout.plot.left()) / layout.plot.width(), 0.0, 1.0);
  const double right = layout.mirrored ? 1 - from_left : from_left;
  const double down = std::clamp((at.y() - layout.plot.top()) / layout.plot.height(), 0.0, 1.0);
  const QPointF cell(view.left() + right * view.width(), view.top() + down * view.height());
  const double width = view.width() / factor, height = view.height() / factor;
  return {cell.x() - right * width, cell.y() - down * height, width, height};
}

Viewport panned_view(const FigureCanvas& canvas, QPointF by) {
  const MatrixFigure* figure = matrix_of(canvas);
  if (figure == nullptr || canvas.viewport().isEmpty()) return canvas.viewport();
  const MatrixLayout layout = figure->layout(canvas.figure_rect(), canvas.style());
  if (layout.cell_width <= 0 || layout.cell_height <= 0) return canvas.viewport();
  return layout.view.translated((layout.mirrored ? by.x() : -by.x()) / layout.cell_width, -by.y() / layout.cell_height);
}

}  // namespace headlight::ui
