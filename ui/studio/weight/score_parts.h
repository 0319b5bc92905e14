// What makes the score: the dimensions that count most.
#pragma once

#include "ui/studio/common/table_view.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

class ScoreParts : public TableView {
  Q_OBJECT

 public:
  ScoreParts(WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {260, 340}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {200, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  [[nodiscard]] int header_height() const override { return 40; }
  void row_pointed(int row) override;

 private:
  [[nodiscard]] int rows() const override { return int(shown_.size()); }
  [[nodiscard]] QString row_label(int row) const override { return tr("dim %1").arg(shown_[std::size_t(row)].dimension); }
  [[nodiscard]] QString text(int row, int column) const override;
  void choose(int row, int) override { row_pointed(row); }
  void take();

  WeightModel& model_;
  std::vector<Product> shown_;
};

}  // namespace headlight::ui
