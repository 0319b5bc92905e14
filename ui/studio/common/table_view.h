// Painted rows of numbers that a screen reader reads as a table and the keyboard walks through.
#pragma once

#include <QPainter>
#include <QWidget>

#include "ui/panels/chosen_row.h"
#include "ui/panels/figure_table.h"

namespace headlight::ui {

// Subclasses paint; rows are `kRow` high below a header of `header_height()`, which scrolls with them. Up and Down choose
// rows where the table owns the arrow keys; they choose heads or positions everywhere else.
class TableView : public QWidget, public TabledWidget, protected FigureTable {
  Q_OBJECT

 public:
  explicit TableView(const QString& name, QWidget* parent = nullptr);
  [[nodiscard]] FigureTable* table() const override { return const_cast<TableView*>(this); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, header_height() + kRow * 2}; }
  // The column heads, which stay above the rows where these scroll (rows_around); 0: none. Painted as wide as the table.
  [[nodiscard]] virtual int head_height() const { return 0; }
  virtual void paint_head(QPainter& painter) const { (void)painter; }
  void set_own_arrows(bool on) { setProperty("ownArrows", on); }

  static constexpr int kRow = 24;

 Q_SIGNALS:
  void head_changed();  // what stands in the head

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
  void follow_chosen(ChosenRow::What what) { followed_.follow(*this, what); }

 private:
  ChosenRow followed_;
};

}  // namespace headlight::ui
