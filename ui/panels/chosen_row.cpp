#include "ui/panels/chosen_row.h"

#include <QScrollArea>
#include <QTimer>

#include "ui/panels/figure_table.h"

namespace headlight::ui {

void show_row(QWidget& tabled, int row) {
  const QRect place = dynamic_cast<TabledWidget&>(tabled).table()->area(row, 0);
  for (QWidget* up = tabled.parentWidget(); up != nullptr && !place.isNull(); up = up->parentWidget()) {
    auto* area = qobject_cast<QScrollArea*>(up);
    if (area != nullptr) return area->ensureVisible(0, tabled.mapTo(area->widget(), place.center()).y(), 0, place.height() * 2);
  }
}

void ChosenRow::follow(QWidget& tabled, What what) {
  QTimer::singleShot(0, &tabled, [this, &tabled, what] {
    const auto place = dynamic_cast<TabledWidget&>(tabled).table()->chosen();
    if (!place || followed_ == what) return;
    followed_ = what;
    show_row(tabled, place->row);
  });
}

}  // namespace headlight::ui
