#include "ui/studio/common/head_plot.h"

#include <QMouseEvent>
#include <QToolTip>

namespace headlight::ui {

QString name_of(const HeadPlace& head) { return QStringLiteral("%1.%2").arg(head.layer).arg(head.head); }

HeadPlot::HeadPlot(Context context, const QString& name, QWidget* parent) : TableView(name, parent), context_(context) {
  connect(&context_.store, &Store::view_changed, this, qOverload<>(&QWidget::update));
}

QString HeadPlot::row_label(int row) const { return name_of(head(row)); }

int HeadPlot::row_at(QPointF point) const {
  for (int row = 0; row < rows(); ++row) {
    if (spot(row).contains(point)) return row;
  }
  return -1;
}

std::optional<FigureTable::Place> HeadPlot::chosen() const {
  const Selection& now = context_.store.selection();
  for (int row = 0; now.head.mode == HeadChoice::Mode::one && row < rows(); ++row) {
    if (head(row).layer == now.layer && head(row).head == now.head.head) return Place{row, 0};
  }
  return std::nullopt;
}

void HeadPlot::mouseMoveEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  if (row < 0) QToolTip::hideText();
  else QToolTip::showText(event->globalPosition().toPoint(), text(row, 0), this);
  row_pointed(row);
}

void HeadPlot::row_pointed(int row) {
  Hover hover;
  if (row >= 0) hover = {-1, -1, head(row).layer, head(row).head};
  context_.store.hover(hover);
}

}  // namespace headlight::ui
