// Why inputs were left out: each reason with how many it has, below it their names.
#pragma once

#include "ui/studio/ask/batch_model.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

class LeftOutTable : public TableView {
  Q_OBJECT

 public:
  explicit LeftOutTable(const BatchModel& model, QWidget* parent = nullptr);
  void refresh();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;  // tooltips: names and reasons in full
  [[nodiscard]] int header_height() const override { return 0; }

 private:
  struct Row {
    QString words;
    qsizetype inputs = 0;  // of a reason; 0: an input below it
    bool operator==(const Row&) const = default;
  };
  [[nodiscard]] int rows() const override { return int(rows_.size()); }
  [[nodiscard]] QString row_label(int row) const override { return rows_[std::size_t(row)].words; }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override { return Place{row_, 0}; }
  void choose(int row, int column) override;

  const BatchModel& model_;
  std::vector<Row> rows_;
  int row_ = 0;  // of the keyboard
};

}  // namespace headlight::ui
