#include "ui/studio/common/table_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

#include "ui/panels/figure_accessible.h"

namespace headlight::ui {

TableView::TableView(const QString& name, QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(name);
  install_figure_accessibility();
}

QSize TableView::sizeHint() const { return {240, header_height() + std::max(1, rows()) * kRow + footer_height() + 4}; }

QRectF TableView::row_rect(int row) const { return {0, header_height() + double(row) * kRow, double(width()), kRow}; }

int TableView::row_at(QPointF point) const {
  const double row = (point.y() - header_height()) / kRow;
  return row < 0 || row >= rows() ? -1 : int(row);
}

void TableView::rows_changed() {
  setMinimumHeight(sizeHint().height());
  updateGeometry();
  update();
  Q_EMIT head_changed();
  announce_cell(*this);
}

void TableView::mouseMoveEvent(QMouseEvent* event) { row_pointed(row_at(event->position())); }

void TableView::leaveEvent(QEvent*) { row_pointed(-1); }

void TableView::mousePressEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  if (row >= 0 && event->button() == Qt::LeftButton) choose(row, 0);
}

void TableView::mouseDoubleClickEvent(QMouseEvent* event) {
  const int row = row_at(event->position());
  if (row >= 0 && event->button() == Qt::LeftButton) row_opened(row);
}

void TableView::keyPressEvent(QKeyEvent* event) {
  const int last = rows() - 1, now = chosen() ? chosen()->row : -1;
  int next = now;
  switch (event->key()) {
    case Qt::Key_Up: next = std::max(0, now - 1); break;
    case Qt::Key_Down: next = std::min(last, now + 1); break;
    case Qt::Key_Home: next = 0; break;
    case Qt::Key_End: next = last; break;
    case Qt::Key_PageUp: next = std::max(0, now - 10); break;
    case Qt::Key_PageDown: next = std::min(last, now + 10); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (now >= 0) row_opened(now);
      return;
    default: return QWidget::keyPressEvent(event);
  }
  if (next < 0 || next > last) return;
  choose(next, 0);
  show_row(*this, next);
}

}  // namespace headlight::ui
