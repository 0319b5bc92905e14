// The inputs of a question in falling mass of one head; below them those that were left out, and why.
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
  void row_opened(int row) override { Q_EMIT opened(int(item(row))); }
  [[nodiscard]] int header_height() const override { return 0; }

 private:
  [[nodiscard]] int rows() const override { return int(masses_.size() + left_out_.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override { (void)column, Q_EMIT picked(int(item(row))); }

  const BatchModel& model_;
  [[nodiscard]] std::size_t item(int row) const;
  [[nodiscard]] bool answered(int row) const { return std::size_t(row) < masses_.size(); }
  [[nodiscard]] QString value(int row) const;  // its mass

  std::vector<InputMass> masses_;
  std::vector<std::size_t> left_out_;  // places in the model's items()
  int marked_ = -1, shown_ = -1;
};

}  // namespace headlight::ui
