#include "ui/panels/grid_tool.h"

#include <QAction>
#include <QCursor>
#include <QMenu>

#include "ui/controls/frames.h"
#include "ui/controls/icon.h"
#include "ui/panels/tile_grid.h"
#include "ui/theme/face.h"

namespace headlight::ui {

GridTool::GridTool(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture)
    : QObject(&canvas),
      context_(context),
      canvas_(canvas),
      zoom_(zoom),
      action_(new QAction(icon(QStringLiteral("grid")), tr("Run over a grid of tiles"), this)),
      joined_(new JoinedBoxes(context, canvas, zoom, picture)) {
  connect(action_, &QAction::triggered, this, &GridTool::offer);
  connect(&context_.grid, &TileGrid::changed, this, &GridTool::refresh);
  connect(&context_.grid, &TileGrid::place_wanted, this, [this](const QRectF& part) { part.isNull() ? zoom_.fit() : zoom_.show(part); });
  refresh();
}

void GridTool::add_to(PanelFrame& panel) { panel.add_tool(action_); }

void GridTool::refresh() {
  action_->setEnabled(!context_.grid.edges_here().empty());
  joined_->refresh();
}

void GridTool::offer() {
  TileGrid& grid = context_.grid;
  QMenu menu(&canvas_);
  if (grid.running()) {
    connect(menu.addAction(tr("Stop")), &QAction::triggered, &grid, &TileGrid::stop);
    menu.addSeparator();
  } else if (grid.done() > 0) {
    if (grid.stopped()) connect(menu.addAction(tr("Go on: %1").arg(grid.words())), &QAction::triggered, &grid, &TileGrid::go_on);
    connect(menu.addAction(tr("Show again: %1").arg(grid.words())), &QAction::triggered, &grid, &TileGrid::show_join);
    menu.addSeparator();
  }
  for (const std::int64_t edge : grid.edges_here())
    connect(menu.addAction(tr("Tiles of %1 pixels").arg(format_count(edge))), &QAction::triggered, &grid, [&grid, edge] { grid.start(edge); });
  QWidget& panel = *canvas_.parentWidget();  // by a button under the pointer, or by a key
  const bool pointed = panel.rect().contains(panel.mapFromGlobal(QCursor::pos()));
  menu.exec(pointed ? QCursor::pos() : canvas_.mapToGlobal(canvas_.rect().center()));
}

}  // namespace headlight::ui
