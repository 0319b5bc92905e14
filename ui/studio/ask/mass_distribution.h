// How one head's mass is spread over the inputs: a histogram.
#pragma once

#include "ui/studio/ask/batch_model.h"
#include "ui/studio/common/table_view.h"

namespace headlight::ui {

// Bars of equal width from 0 to a round number beyond the largest mass.
struct MassBins {
  double most = 1;                   // the end of the last bin
  std::vector<std::size_t> counts{};  // inputs of each

  [[nodiscard]] std::size_t bin_of(double mass) const;
  [[nodiscard]] double edge(std::size_t bin) const { return most * double(bin) / double(counts.size()); }
};
[[nodiscard]] MassBins bins_of(const std::vector<InputMass>& masses);

class MassDistribution : public TableView {
  Q_OBJECT

 public:
  explicit MassDistribution(QWidget* parent = nullptr);

  // `marked`: the input whose bar is in accent, a place in BatchModel::items(); −1: none.
  void show_masses(std::vector<InputMass> masses, int marked);
  [[nodiscard]] const MassBins& bins() const { return bins_; }
  [[nodiscard]] QSize sizeHint() const override { return {240, 112}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 112}; }

 Q_SIGNALS:
  void picked(int item);  // of a bar: its input with the largest mass

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] int rows() const override { return masses_.empty() ? 0 : int(bins_.counts.size()); }
  [[nodiscard]] QString row_label(int row) const override;
  [[nodiscard]] QString text(int row, int column) const override;
  [[nodiscard]] std::optional<Place> chosen() const override;
  void choose(int row, int column) override;
  [[nodiscard]] QRect area(int row, int) const override { return slot(row).toRect(); }
  [[nodiscard]] int row_at(QPointF point) const override;
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QRectF slot(int row) const;  // the whole height
  void paint_mark_below(QPainter& painter, const QRectF& bar) const;

  std::vector<InputMass> masses_;
  MassBins bins_;
  int marked_ = -1;
};

}  // namespace headlight::ui
