// Bars of the chosen query's row: upright list, or columns aligned with the matrix in small windows.
#pragma once

#include "ui/controls/frames.h"
#include "ui/figures/matrix.h"
#include "ui/panels/chosen_row.h"
#include "ui/panels/context.h"
#include "ui/panels/figure_table.h"

namespace headlight::ui {

class RowView : public QWidget, public TabledWidget, private FigureTable {
  Q_OBJECT

 public:
  explicit RowView(Context context, QWidget* parent = nullptr);

  // Columns over the cells of `plot` (in this widget's coordinates); an empty layout makes a list again.
  void set_columns(const MatrixLayout& layout, bool on);
  [[nodiscard]] QSize sizeHint() const override;

  [[nodiscard]] FigureTable* table() const override { return const_cast<RowView*>(this); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  // One row a bar.
  [[nodiscard]] int rows() const override { return int(bars_.size()); }
  [[nodiscard]] int columns() const override { return bars_.empty() ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString column_label(int) const override { return tr("weight"); }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int column) const override;

  struct Bar {
    std::int64_t key = 0;
    QString label;
    double value = 0;
    std::int64_t tokens = 1;  // of the word, from `key` on
    bool masked = false;      // the query may not see it
    [[nodiscard]] bool holds(std::int64_t position) const { return position >= key && position < key + tokens; }
  };
  void take_row();  // the earlier bars stay until the new row has arrived
  [[nodiscard]] std::vector<Bar> listed() const;  // the strongest when there are many
  [[nodiscard]] QString name_of(const Bar& bar) const;
  static std::pair<double, double> ends_of(const std::vector<Bar>& bars, bool weights);
  void paint_list(QPainter& painter, const std::vector<Bar>& bars) const;
  void paint_columns(QPainter& painter, const std::vector<Bar>& bars) const;
  [[nodiscard]] double row_height(std::size_t count) const;
  [[nodiscard]] std::optional<Bar> at(QPointF point) const;

  Context context_;
  std::vector<Bar> bars_;
  bool unordered_ = false;  // patches: the strongest come first
  bool placed_ = false;  // by falling weight, which says nothing of their places: each says its position
  MatrixLayout layout_;
  bool columns_ = false;
};

class RowPanel : public PanelFrame {
  Q_OBJECT

 public:
  explicit RowPanel(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
  ChosenRow followed_;
};

}  // namespace headlight::ui
