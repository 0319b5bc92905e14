// What the model said before and after the changes.
#pragma once

#include "ui/studio/common/table_view.h"
#include "ui/studio/intervene/intervene_model.h"

namespace headlight::ui {

// What the model said before and after: its words, and its probabilities, classes or detections as paired bars. The chosen row is watched
// from step to step.
class OutputView : public TableView {
  Q_OBJECT

 public:
  explicit OutputView(InterveneModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 100}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override;

 private:
  [[nodiscard]] int rows() const override { return int(shown_.size()); }
  [[nodiscard]] QString row_label(int row) const override { return shown_[std::size_t(row)].name; }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  void take();
  // Where the parts of a row stand, px from the left.
  struct Columns {
    double bar = 0, wide = 0, before = 0, after = 0, change = 0;
    double most = 1;     // of the longest bar
    bool words = false;  // written words
    bool moved = false;  // how far numbers moved: there is no before
  };
  [[nodiscard]] Columns columns_now() const;
  void paint_texts(QPainter& painter) const;
  void paint_header(QPainter& painter, const Columns& at) const;
  void paint_row(QPainter& painter, int row, const Columns& at) const;
  void paint_pair(QPainter& painter, const OutputRow& of, const Columns& at, double middle) const;
  void paint_change(QPainter& painter, const OutputRow& of, const Columns& at, double middle) const;

  InterveneModel& model_;
  std::vector<OutputRow> shown_;
  bool late_ = false;  // what is after is not known yet
  std::pair<std::vector<SaidWord>, std::vector<SaidWord>> said_;
};

}  // namespace headlight::ui
