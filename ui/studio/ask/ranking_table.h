// Heads in falling mass.
#pragma once

#include "ui/studio/ask/ask_model.h"
#include "ui/studio/ask/winner_figure.h"
#include "ui/studio/common/head_maps.h"
#include "ui/studio/common/head_plot.h"

namespace headlight::ui {

class RankingTable : public TableView {
  Q_OBJECT

 public:
  RankingTable(Context context, const AskModel& model, QWidget* parent = nullptr);

 Q_SIGNALS:
  void opened();  // the chosen head

 protected:
  void paintEvent(QPaintEvent* event) override;
  void row_pointed(int row) override;
  void row_opened(int row) override;

 private:
  [[nodiscard]] int rows() const override;
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  void paint_strip(QPainter& painter, const QRectF& rect, const RankedHead& head);

  Context context_;
  const AskModel& model_;
  HeadMaps maps_;
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
