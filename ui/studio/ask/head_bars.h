// All heads as bars, layer by layer: the winners in accent, a dashed line where evenly spread weights would reach.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

class HeadBars : public TableView {
  Q_OBJECT

 public:
  HeadBars(Context context, const AskModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {500, 178}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 110}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  // One row a head, in the order of the bars.
  [[nodiscard]] int rows() const override { return int(bars_.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int) const override { return bar(row).toRect(); }

  struct Bar {
    RankedHead head;
    std::size_t rank = 0;
  };
  void take();
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QRectF slot(int row) const;  // the whole height
  [[nodiscard]] QRectF bar(int row) const;
  [[nodiscard]] int head_at(QPointF point) const;
  void paint_ground(QPainter& painter) const;

  Context context_;
  const AskModel& model_;
  std::vector<Bar> bars_;
  int layers_ = 0;
  double most_ = 1;
};

}  // namespace headlight::ui
