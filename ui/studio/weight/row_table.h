// The row of the chosen query: every key's score, its part of the softmax, its weight, and what its value adds.
#pragma once

#include "ui/studio/common/table_view.h"
#include "ui/studio/weight/weight_model.h"
#include "ui/theme/face.h"

namespace headlight::ui {

class RowTable : public TableView {
  Q_OBJECT

 public:
  RowTable(Context context, const WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] int head_height() const override { return 58; }
  void paint_head(QPainter& painter) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override { return 0; }
  [[nodiscard]] int footer_height() const override { return 2 * kRow - 4; }  // whole rows, with the hint's margin
  void row_pointed(int row) override;

 private:
  [[nodiscard]] int rows() const override { return int(model_.keys().size()); }
  [[nodiscard]] QString row_label(int row) const override { return model_.keys()[std::size_t(row)].label; }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;

  // Right edges and bars of the columns, for the widget's width.
  struct Columns {
    double key = 0, score_bar = 0, score = 0, exponent = 0, weight_bar = 0, weight = 0, value = 0, length = 0, added_bar = 0, added = 0, share = 0;
    double bar = 0, wide_bar = 0;
    bool narrow = false;
  };
  [[nodiscard]] Columns columns_for(double width) const;
  [[nodiscard]] static Columns narrow_columns(Columns at, double width);
  void paint_row(QPainter& painter, int row, const Columns& at) const;
  void paint_rolled_sums(QPainter& painter, double middle, const Columns& at) const;
  void paint_footer(QPainter& painter, const Columns& at) const;
  [[nodiscard]] bool rolls() const;  // the rollout stands in the place of the values
  void paint_value(QPainter& painter, const WeightModel::Key& key, double middle, const Columns& at, const Face& face) const;
  void paint_rollout(QPainter& painter, const WeightModel::Key& key, double middle, const Columns& at, const Face& face) const;

  Context context_;
  const WeightModel& model_;
  double most_score_ = 1, most_weight_ = 0.4, most_added_ = 1;
  void measure();
  void follow_key();
};

}  // namespace headlight::ui
