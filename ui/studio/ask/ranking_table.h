// Heads in falling mass.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/ask/winner_figure.h"
#include "ui/studio/common/head_maps.h"
#include "ui/studio/common/head_table.h"

namespace headlight::ui {

class RankingTable : public HeadTable {
  Q_OBJECT

 public:
  RankingTable(Context context, const AskModel& model, QWidget* parent = nullptr);

 protected:
  void paint_column_heads(QPainter& painter) const override;
  void paint_values(QPainter& painter, int row, double middle, bool chosen) override;

 private:
  struct Columns {
    double bar = 122, wide = 0, right = 0, strip = 0;  // strip: width of the row key by key; 0: none
  };
  [[nodiscard]] Columns columns_now() const;
  [[nodiscard]] int rows() const override;
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  void paint_strip(QPainter& painter, const QRectF& rect, const RankedHead& head);

  const AskModel& model_;
};

// Of the winners: where they look on the picture, else their maps, with the weights that were asked for outlined.
class WinnerMaps : public HeadPlot {
  Q_OBJECT

 public:
  WinnerMaps(Context context, const AskModel& model, QWidget* parent = nullptr);
  void set_picture(const QImage& picture);
  [[nodiscard]] const std::vector<std::shared_ptr<const WinnerFigure>>& figures() const { return figures_; }  // empty: maps of a text
  [[nodiscard]] QSize sizeHint() const override { return {600, 420}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

 Q_SIGNALS:
  void opened();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void row_opened(int) override { Q_EMIT opened(); }

 private:
  [[nodiscard]] int rows() const override;
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] QRectF spot(int row) const override { return cell(row); }
  [[nodiscard]] QString text(int row, int column) const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRectF cell(int row) const;  // title and map
  [[nodiscard]] QRectF map_in(const QRectF& cell, const HeadMap& map) const;
  [[nodiscard]] QRectF paint_map(QPainter& painter, const QRectF& cell, const RankedHead& head);
  void paint_asked(QPainter& painter, const QRectF& map) const;
  void paint_names(QPainter& painter, const QRectF& map) const;

  const AskModel& model_;
  HeadMaps maps_;
  void take();

  QImage picture_;
  std::vector<std::shared_ptr<const WinnerFigure>> figures_;  // one a winner
};

}  // namespace headlight::ui
