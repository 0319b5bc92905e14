// The changes in the order in which they are made, each with the watched output after it: a check box bypasses one,
// Delete takes it out, Alt and arrows move it. What was undone is one line below them until something else is done.
#pragma once

#include "ui/studio/common/table_view.h"
#include "ui/studio/intervene/intervene_model.h"

namespace headlight::ui {

class StepList : public TableView {
  Q_OBJECT

 public:
  StepList(Context context, InterveneModel& model, QWidget* parent = nullptr);
  [[nodiscard]] int current() const { return current_; }
  // The words of a step in a width of `room` px, `value` beside the last of them.
  struct StepLines {
    QStringList name, second;
  };
  [[nodiscard]] static StepLines lines_of(const StepWords& words, const QString& value, double room);
  [[nodiscard]] QStringList undone_lines() const;  // none where nothing is undone

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  [[nodiscard]] int header_height() const override { return model_.steps().empty() ? 4 : 30; }
  [[nodiscard]] int footer_height() const override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  static constexpr int kStep = 2;  // rows of the table a step
  static constexpr int kUndone = 34;  // px of one line
  void follow_history();
  [[nodiscard]] QString undone_words() const;  // empty: nothing is
  [[nodiscard]] QRectF undone_rect() const;
  void redo_steps();
  void paint_undone(QPainter& painter) const;
  [[nodiscard]] int rows() const override { return int(model_.steps().size()) * kStep; }
  [[nodiscard]] QString row_label(int row) const override { return tr("step %1").arg(row / kStep + 1); }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QString value_after(int step) const;  // of the watched output; empty: not known
  void paint_watched(QPainter& painter) const;
  void paint_step(QPainter& painter, int at) const;
  [[nodiscard]] QRectF step_rect(int step) const { return row_rect(step * kStep).united(row_rect(step * kStep + 1)); }

  Context context_;
  InterveneModel& model_;
  int current_ = 0;
};

}  // namespace headlight::ui
