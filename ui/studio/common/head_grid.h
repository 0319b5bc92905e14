// One cell a head, layers down: a value in colour and number, marks for what is chosen or switched off.
#pragma once

#include "ui/studio/common/table_view.h"

namespace headlight::ui {

class HeadGrid : public TableView {
  Q_OBJECT

 public:
  struct Cell {
    int site = 0, layer = 0, head = 0;
    double value = 0;
    bool off = false;  // its output is switched off: a slash
  };
  HeadGrid(Context context, const QString& name, const QString& low, const QString& high, QWidget* parent = nullptr);

  void set_cells(std::vector<Cell> cells);
  [[nodiscard]] QSize sizeHint() const override { return {360, 220}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {180, 120}; }

 Q_SIGNALS:
  void picked(int site, int head);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  [[nodiscard]] int rows() const override { return int(cells_.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int) const override { return cell(row).toRect(); }
  [[nodiscard]] QRectF cell(int row) const;
  [[nodiscard]] int at(QPointF point) const;

  Context context_;
  QString low_, high_;  // words at the ends of the scale; %1 is the value
  std::vector<Cell> cells_;
  double most_ = 0;
};

}  // namespace headlight::ui
