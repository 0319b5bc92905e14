// All heads of a stream by how like they are to A: a list, and a scatter of two statistics.
#pragma once

#include "ui/studio/common/head_table.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/compare/compare_model.h"
#include "ui/studio/compare/scatter_figure.h"

namespace headlight::ui {

class LikeTable : public HeadTable {
  Q_OBJECT

 public:
  LikeTable(Context context, CompareModel& model, QWidget* parent = nullptr);

 protected:
  void paint_column_heads(QPainter& painter) const override;
  void paint_values(QPainter& painter, int row, double middle, bool chosen) override;

 private:
  [[nodiscard]] int rows() const override { return int(model_.order().size()); }
  [[nodiscard]] HeadPlace head(int row) const override { return like(row).head; }
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] const CompareModel::Like& like(int row) const { return model_.heads()[model_.order()[std::size_t(row)]]; }

  CompareModel& model_;
};

// One row a head for screen readers; a click chooses B.
class HeadScatter : public HeadPlot {
  Q_OBJECT

 public:
  HeadScatter(Context context, CompareModel& model, QWidget* parent = nullptr);
  void set_axes(int x, int y);  // places in statistic_names()
  [[nodiscard]] static QStringList statistic_names();
  [[nodiscard]] QSize sizeHint() const override { return {420, 300}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {200, 140}; }
  [[nodiscard]] QPointF place(int row) const;  // of a head's dot
  [[nodiscard]] ScatterContent content() const;  // as it is shown, without a title
  [[nodiscard]] const std::optional<Error>& error() const;  // of either run's statistics
  void retry();  // what failed

 Q_SIGNALS:
  void changed();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int rows() const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRectF spot(int row) const override { return {place(row) - QPointF(5, 5), QSizeF(10, 10)}; }
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QString row_label(int row) const override;  // "3.1"; of two runs "A · 3.1"
  [[nodiscard]] int row_at(QPointF point) const override;  // the nearest dot
  void row_pointed(int row) override;
  [[nodiscard]] bool other_run() const;  // B is of another run than A
  [[nodiscard]] const StatisticsResult* statistics(bool of_b) const;
  void add_dots(ScatterContent& content, bool of_b) const;
  void ask();  // for the statistics of B's run
  [[nodiscard]] static FigureStyle style();
  void take();

  CompareModel& model_;
  ViewLoader of_b_;
  int x_ = 0, y_ = 1;
  ScatterFigure figure_{{}};
};

}  // namespace headlight::ui
