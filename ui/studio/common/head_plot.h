// Heads as marks of a plot: what lies under the pointer, its tooltip, the hover that all views share and the choice.
#pragma once

#include "ui/panels/context.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

class HeadPlot : public TableView {
  Q_OBJECT

 public:
  HeadPlot(Context context, const QString& name, QWidget* parent = nullptr);

 protected:
  [[nodiscard]] virtual QRectF spot(int row) const = 0;  // what a click on the row's mark may hit
  [[nodiscard]] virtual HeadPlace head(int row) const = 0;
  [[nodiscard]] QString row_label(int row) const override;  // "3.1"
  [[nodiscard]] QRect area(int row, int) const override { return spot(row).toRect(); }
  [[nodiscard]] int row_at(QPointF point) const override;
  // The row of the selection's head, where one head is chosen.
  [[nodiscard]] std::optional<Place> chosen() const override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void row_pointed(int row) override;

  Context context_;
};

[[nodiscard]] QString name_of(const HeadPlace& head);  // "3.1"

}  // namespace headlight::ui
