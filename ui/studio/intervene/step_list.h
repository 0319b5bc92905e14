// The changes in the order in which they are made: a check box bypasses one, Delete takes it out, Alt and arrows move it.
#pragma once

#include "ui/studio/common/table_view.h"
#include "ui/studio/intervene/intervene_model.h"

namespace headlight::ui {

class StepList : public TableView {
  Q_OBJECT

 public:
  StepList(Context context, InterveneModel& model, QWidget* parent = nullptr);
  [[nodiscard]] int current() const { return current_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  [[nodiscard]] int header_height() const override { return 4; }

 private:
  static constexpr int kStep = 2;  // rows of the table a step
  [[nodiscard]] int rows() const override { return int(model_.steps().size()) * kStep; }
  [[nodiscard]] QString row_label(int row) const override { return tr("step %1").arg(row / kStep + 1); }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRectF step_rect(int step) const { return row_rect(step * kStep).united(row_rect(step * kStep + 1)); }

  Context context_;
  InterveneModel& model_;
  int current_ = 0;
};

// What the model said before and after: its words, and its probabilities, classes or detections as paired bars.
class OutputView : public TableView {
  Q_OBJECT

 public:
  explicit OutputView(const InterveneModel& model, QWidget* parent = nullptr);
  void set_position(std::int64_t position);  // whose prediction is shown
  [[nodiscard]] std::int64_t position() const { return position_; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 100}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override;

 private:
  [[nodiscard]] int rows() const override { return int(shown_.size()); }
  [[nodiscard]] QString row_label(int row) const override { return shown_[std::size_t(row)].name; }
  [[nodiscard]] QString text(int row, int column) const override;
  void take();
  void paint_texts(QPainter& painter) const;

  const InterveneModel& model_;
  std::vector<OutputRow> shown_;
  std::pair<std::vector<SaidWord>, std::vector<SaidWord>> said_;
  std::int64_t position_ = -1;
};

}  // namespace headlight::ui
