// All heads as bars, layer by layer: the winners in accent, a dashed line where evenly spread weights would reach.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/common/head_plot.h"

namespace headlight::ui {

class HeadBars : public HeadPlot {
  Q_OBJECT

 public:
  HeadBars(Context context, const AskModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {500, 178}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 110}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  // One row a head, in the order of the bars.
  [[nodiscard]] int rows() const override { return int(bars_.size()); }
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int) const override { return bar(row).toRect(); }

  struct Bar {
    RankedHead head;
    std::size_t rank = 0;
  };
  void take();
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QRectF spot(int row) const override { return slot(row); }
  [[nodiscard]] QRectF slot(int row) const;  // the whole height
  [[nodiscard]] QRectF bar(int row) const;
  [[nodiscard]] QRectF frame(int row) const;
  [[nodiscard]] bool wins(int row) const;
  [[nodiscard]] std::vector<std::pair<int, QRectF>> labels(int chosen) const;  // chosen: −1 none; rows with their places
  void paint_ground(QPainter& painter) const;
  void paint_even(QPainter& painter) const;

  const AskModel& model_;
  std::vector<Bar> bars_;
  int layers_ = 0;
  double most_ = 1;
};

}  // namespace headlight::ui
