// q, k, their product dimension by dimension and its running sum: the score before scaling.
#pragma once

#include <QWidget>

#include "ui/studio/common/table_view.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

// One dimension under the pointer lights up in every view of the model. Page Up and Page Down walk through them.
class ProductView : public TableView {
  Q_OBJECT

 public:
  ProductView(WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {500, 340}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {300, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  // One row a dimension.
  [[nodiscard]] int rows() const override { return int(all_.size()); }
  [[nodiscard]] QString row_label(int row) const override { return tr("dimension %1").arg(row); }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int) override { model_.point(row); }
  [[nodiscard]] QRect area(int row, int column) const override;

  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QRectF band(int at) const;  // of the four, from the top
  void paint_bands(QPainter& painter) const;
  void paint_names(QPainter& painter) const;
  [[nodiscard]] int dimension_at(double x) const;
  void paint_bars(QPainter& painter, const QRectF& band, const std::vector<double>& values, const std::function<QColor(double)>& fill) const;
  void paint_sum(QPainter& painter, const QRectF& band) const;
  void paint_axis(QPainter& painter, double top) const;

  WeightModel& model_;
  std::vector<Product> all_;
};

// A numbered heading of the weight panel: ① Query times key.
void paint_heading(QPainter& painter, QPointF left_middle, int number, const QString& title, const QString& note, double room);

// The colours of what raises and what lowers a score.
[[nodiscard]] QColor raising();
[[nodiscard]] QColor lowering();

}  // namespace headlight::ui
