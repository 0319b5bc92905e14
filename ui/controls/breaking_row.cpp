#include "ui/controls/breaking_row.h"

#include <QEvent>

namespace headlight::ui {

namespace {

constexpr int kGapInRow = 6;

}  // namespace

BreakingRow::BreakingRow(QWidget* first, QWidget* second, QWidget* parent)
    : QWidget(parent), row_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(kGapInRow);
  row_->addWidget(first, 1);
  row_->addStretch(0);  // where the first is not shown
  row_->addWidget(second);
}

bool BreakingRow::event(QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) choose_direction();
  return QWidget::event(event);
}

void BreakingRow::choose_direction() {
  const auto direction = wanted_width() > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
  if (direction != row_->direction()) row_->setDirection(direction);
}

int BreakingRow::wanted_width() const {
  int wanted = 0;
  for (int i = 0; i < row_->count(); ++i) {
    const QWidget* each = row_->itemAt(i)->widget();
    if (each == nullptr || each->isHidden()) continue;
    wanted += each->sizeHint().width() + (wanted == 0 ? 0 : row_->spacing());
  }
  return wanted;
}

}  // namespace headlight::ui
