// One line of a question: the words of an axis, of which some are chosen by click, drag, Ctrl click or keys.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/figures/side.h"
#include "ui/panels/figure_table.h"

namespace headlight::ui {

// With the keyboard: left and right move, Shift extends, Space chooses alone, Ctrl Space adds or takes away.
// A screen reader reads the words as rows.
class TokenChooser : public QWidget, public TabledWidget, private FigureTable {
  Q_OBJECT

 public:
  TokenChooser(const QString& name, bool as_key, QWidget* parent = nullptr);

  [[nodiscard]] FigureTable* table() const override { return const_cast<TokenChooser*>(this); }
  void set_side(const Side& side);
  void set_chosen(const std::vector<std::int64_t>& positions);
  [[nodiscard]] QRect place(std::int64_t entry) const;  // of a word, for tests and pointers
  [[nodiscard]] QRect chosen_place() const;             // of the first chosen word; null where none is
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 34}; }
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 Q_SIGNALS:
  void picked(const std::vector<std::int64_t>& positions);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] int rows() const override { return int(on_.size()); }
  [[nodiscard]] int columns() const override { return on_.empty() ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override { return side_.labels[std::size_t(row)]; }
  [[nodiscard]] QString column_label(int) const override { return {}; }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int) const override { return place(row); }
  [[nodiscard]] std::vector<QRectF> places(int width) const;
  [[nodiscard]] std::int64_t at(QPointF point) const;
  void choose_range(std::int64_t from, std::int64_t to);
  void toggle(std::int64_t entry);
  void give();  // emits what is chosen
  void say();
  void follow();  // scrolls the area around to the cursor

  Side side_;
  std::vector<bool> on_;  // an entry each
  std::int64_t anchor_ = -1, cursor_ = 0;
  bool as_key_, dragging_ = false;
  bool moved_ = false;  // the cursor, by keys: else it is at the first chosen word
};

}  // namespace headlight::ui
