// One cell a head, layers down, painted by the figure that files get.
#pragma once

#include <memory>

#include "ui/studio/common/cells_figure.h"
#include "ui/studio/common/head_plot.h"

namespace headlight::ui {

class HeadGrid : public HeadPlot {
  Q_OBJECT

 public:
  HeadGrid(Context context, const QString& name, QWidget* parent = nullptr);

  using Cell = CellsContent::Cell;
  void set(CellsContent content);
  void set_late(bool late);  // dims it
  void set_unit(const QString& unit) { unit_ = unit; }  // after the values in words: "bits"
  [[nodiscard]] const std::shared_ptr<const CellsFigure>& figure() const { return figure_; }
  [[nodiscard]] QSize sizeHint() const override { return {360, 220}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {180, 120}; }

 Q_SIGNALS:
  void picked(int site, int head);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] const std::vector<Cell>& cells() const { return figure_->content().cells; }
  [[nodiscard]] int rows() const override { return int(cells().size()); }
  [[nodiscard]] QString text(int row, int column) const override;
  // The cell that a comparison marks as its second, else the selection's.
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRectF spot(int row) const override;
  [[nodiscard]] HeadPlace head(int row) const override;
  [[nodiscard]] FigureStyle style() const;

  std::shared_ptr<const CellsFigure> figure_;
  QString unit_;
  bool late_ = false;
};

}  // namespace headlight::ui
