// Heads in an order, one a row: its place in it, a small map, the name and what the subclass paints beside them.
#pragma once

#include "ui/studio/common/head_maps.h"
#include "ui/studio/common/head_plot.h"

namespace headlight::ui {

// The column heads stay above the rows that scroll; the chosen head's row comes into sight.
class HeadTable : public HeadPlot {
  Q_OBJECT

 public:
  HeadTable(Context context, const QString& name, QWidget* parent = nullptr);
  [[nodiscard]] int head_height() const override { return kRow; }
  void paint_head(QPainter& painter) const override;

 Q_SIGNALS:
  void opened();  // the chosen head

 protected:
  virtual void paint_column_heads(QPainter& painter) const = 0;  // but the name's; all centred in the head's height
  virtual void paint_values(QPainter& painter, int row, double middle, bool chosen) = 0;
  [[nodiscard]] virtual bool has_maps() const { return true; }  // of the run that the window shows
  void take();  // rows are others, or say others
  [[nodiscard]] virtual std::int64_t order() const { return 0; }  // in another the chosen row comes into sight again

  void paintEvent(QPaintEvent* event) override;
  void choose(int row, int column) override;
  void row_opened(int row) override;
  [[nodiscard]] int header_height() const override { return 0; }
  [[nodiscard]] QRectF spot(int row) const override { return row_rect(row); }
  [[nodiscard]] int row_at(QPointF point) const override { return TableView::row_at(point); }
  void mouseMoveEvent(QMouseEvent* event) override { TableView::mouseMoveEvent(event); }  // its numbers stand there: no tooltip

  static constexpr double kSide = 16;  // px at the right
  HeadMaps maps_;

 private:
  void paint_row(QPainter& painter, int row, bool chosen);
  [[nodiscard]] double name_place() const { return has_maps() ? 76 : 48; }
  void follow_head();
};

}  // namespace headlight::ui
