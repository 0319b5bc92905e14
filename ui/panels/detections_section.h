// The left rail's list of what a detector found.
#pragma once

#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/controls/slide.h"
#include "ui/panels/context.h"
#include "ui/panels/figure_table.h"

namespace headlight::ui {

// A line an object: number, class, score, share of its weight inside the box. One click chooses it.
class DetectionList : public QWidget, public TabledWidget, private FigureTable {
  Q_OBJECT

 public:
  explicit DetectionList(Context context, QWidget* parent = nullptr);

  void refresh();
  // Object queries in the order of the list.
  [[nodiscard]] const std::vector<std::int64_t>& queries() const { return queries_; }
  [[nodiscard]] QRect line(std::int64_t query) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] FigureTable* table() const override { return const_cast<DetectionList*>(this); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  [[nodiscard]] int rows() const override;
  [[nodiscard]] int columns() const override { return rows() == 0 ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString column_label(int) const override { return tr("detection"); }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int column) const override;

  [[nodiscard]] int row_at(QPoint point) const;
  void paint_head(QPainter& painter) const;
  void paint_line(QPainter& painter, int row) const;

  Context context_;
  std::vector<std::int64_t> queries_;
  int shown_ = 0;  // of them; the others are numberless
  double number_width_ = 0;  // pixels of the first column
  // What a line says, of an object of the run shown or of a grid of tiles.
  struct Line {
    int number = -1;
    QString name;
    double score = -1;
    std::optional<double> share;
    bool chosen = false;
  };
  [[nodiscard]] int number_of(int row) const;  // −1: none
  [[nodiscard]] bool is_chosen(int row) const;
  [[nodiscard]] Line line_of(int row) const;
  [[nodiscard]] bool of_grid() const;
  int pointed_ = -1;
};

class DetectionsSection : public Section {
  Q_OBJECT

 public:
  explicit DetectionsSection(Context context, QWidget* parent = nullptr);
  [[nodiscard]] DetectionList* list() const { return list_; }
  [[nodiscard]] Slide* score() const { return score_; }

 private:
  void refresh();
  void refresh_grid();
  Context context_;
  Slide* score_;
  QToolButton* own_;
  DetectionList* list_;
  CheckBox* all_;
  ElidedLabel* empty_;
};

// The least score that is shown: the chosen one, else the usual one.
[[nodiscard]] double least_score(const Store& store);
// Object queries that are listed and walked through: the shown ones, then, where asked for, all others by score.
[[nodiscard]] std::vector<std::int64_t> listed_objects(const Store& store);
// The object `by` places further in that list; −1 for none.
[[nodiscard]] std::int64_t next_object(const Store& store, int by);

}  // namespace headlight::ui
