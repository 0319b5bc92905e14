// How one sampling point of a deformable layer comes about: reference, offset, the four cells that it mixes, its weight.
#pragma once

#include <QWidget>

#include "ui/controls/frames.h"
#include "ui/studio/common/table_view.h"
#include "ui/studio/weight/added_view.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

// The points of the chosen head, level by level.
class SampleTable : public TableView {
  Q_OBJECT

 public:
  explicit SampleTable(WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] int head_height() const override { return 64; }
  void paint_head(QPainter& painter) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] int header_height() const override { return 0; }
  [[nodiscard]] int footer_height() const override { return 2 * kRow - 4; }  // whole rows, with the hint's margin

 private:
  [[nodiscard]] int rows() const override { return int(model_.samples().size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int) override { model_.choose_sample(std::size_t(row)); }

  // Right edges of the columns, and the bar's left one.
  struct Columns {
    double offset = 0, bar = 0, wide = 0, weight = 0, length = 0, added = 0, share = 0;
  };
  [[nodiscard]] Columns column_places() const;
  void paint_row(QPainter& painter, int row, const Columns& at, double most) const;
  void paint_sums(QPainter& painter, const Columns& at) const;

  WeightModel& model_;
};

// The point among the cells of its level, with the share of each corner.
class CornerView : public QWidget {
  Q_OBJECT

 public:
  explicit CornerView(const WeightModel& model, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paint_cells(QPainter& painter, const SampleResult& numbers, QPointF corner, double cell) const;
  void paint_corner(QPainter& painter, const SampleResult::Corner& corner, const QRectF& place, bool right, bool low) const;
  void paint_words(QPainter& painter, const WeightModel::Sample& sample, QPointF at) const;
  const WeightModel& model_;
};

class SampleView : public QWidget {
  Q_OBJECT

 public:
  SampleView(Context context, WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QList<QWidget*> stops() const { return {table_}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Context context_;
  WeightModel& model_;
  SampleTable* table_;
};

}  // namespace headlight::ui
