// The inputs of a question in falling mass of one head.
#pragma once

#include "ui/studio/ask/batch_model.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

class InputsTable : public TableView {
  Q_OBJECT

 public:
  explicit InputsTable(const BatchModel& model, QWidget* parent = nullptr);

  // `marked`, and `shown`, whose run is the one that the window shows: places in the model's items(); −1: none.
  void show_masses(std::vector<InputMass> masses, int marked, int shown);

 Q_SIGNALS:
  void picked(int item);
  void opened(int item);  // double click, Return

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;  // tooltips: names in full
  void row_opened(int row) override { Q_EMIT opened(int(masses_[std::size_t(row)].item)); }
  [[nodiscard]] int header_height() const override { return 0; }

 private:
  [[nodiscard]] int rows() const override { return int(masses_.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override { (void)column, Q_EMIT picked(int(masses_[std::size_t(row)].item)); }

  const BatchModel& model_;
  std::vector<InputMass> masses_;
  int marked_ = -1, shown_ = -1;
};

}  // namespace headlight::ui
