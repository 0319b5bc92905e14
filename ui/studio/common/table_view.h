// Painted rows of numbers that a screen reader reads as a table and the keyboard walks through.
#pragma once

#include <QWidget>

#include "ui/panels/figure_table.h"

namespace headlight::ui {

// Subclasses paint; rows are `kRow` high below a header of `header_height()`. Up and Down choose rows where the table
// owns the arrow keys; they choose heads or positions everywhere else.
class TableView : public QWidget, public TabledWidget, protected FigureTable {
  Q_OBJECT

 public:
  explicit TableView(const QString& name, QWidget* parent = nullptr);
  [[nodiscard]] FigureTable* table() const override { return const_cast<TableView*>(this); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, header_height() + kRow * 2}; }
  void set_own_arrows(bool on) { setProperty("ownArrows", on); }

  static constexpr int kRow = 24;
  // The height up to the last row that `room` has whole, px.
  [[nodiscard]] int whole_rows(int room) const { return room <= header_height() + kRow ? room : room - (room - header_height()) % kRow; }

 protected:
  [[nodiscard]] virtual int header_height() const { return 24; }
  [[nodiscard]] virtual int footer_height() const { return 0; }
  virtual void row_pointed(int row) { (void)row; }  // −1: none
  virtual void row_opened(int row) { (void)row; }   // double click, Return
  [[nodiscard]] QRectF row_rect(int row) const;
  [[nodiscard]] virtual int row_at(QPointF point) const;  // −1: none
  void rows_changed();  // their number, or what they say

  [[nodiscard]] int columns() const override { return rows() > 0 ? 1 : 0; }
  [[nodiscard]] QString column_label(int) const override { return {}; }
  [[nodiscard]] std::optional<Place> chosen() const override { return std::nullopt; }
  void choose(int, int) override {}
  [[nodiscard]] QRect area(int row, int) const override { return row_rect(row).toRect(); }

  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

  // The chosen row comes into sight, once the rows have their room, where `what` is another than the last time.
  void follow_chosen(std::pair<std::int64_t, std::int64_t> what);

 private:
  void show_row(int row);  // scrolls the area around
  std::pair<std::int64_t, std::int64_t> followed_{-1, -1};
};

}  // namespace headlight::ui
