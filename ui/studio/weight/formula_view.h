// The weight as a formula with its actual numbers, each under its name and exact in its tooltip.
#pragma once

#include <QWidget>

#include "ui/studio/weight/formula_figure.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

class FormulaView : public QWidget {
  Q_OBJECT

 public:
  FormulaView(Context context, const WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {600, 84}; }
  [[nodiscard]] QString spoken() const;  // the whole formula in one line
  [[nodiscard]] const FormulaFigure& figure() const { return figure_; }
  [[nodiscard]] QRectF figure_rect() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void take();
  void fit();  // as high as the lines of the formula
  void paint_pair(QPainter& painter, double room) const;
  [[nodiscard]] QString below_pair() const;
  [[nodiscard]] FigureStyle style() const;

  Context context_;
  const WeightModel& model_;
  FormulaFigure figure_{{}};
};

// The numbers of a key's weight; empty for none. Of weight × |v| where that is shown.
[[nodiscard]] FormulaContent formula_of(const WeightModel::Key* key, Quantity quantity);

// Of the rollout from the chosen query to a key.
[[nodiscard]] FormulaContent formula_of(const Rolled& rolled);

// Why a key is hidden, in words.
[[nodiscard]] QString hidden_words(const std::string& reason);

}  // namespace headlight::ui
