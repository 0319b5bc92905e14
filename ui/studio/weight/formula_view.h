// The weight as a formula with its actual numbers, each under its name and exact in its tooltip.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

class FormulaView : public QWidget {
  Q_OBJECT

 public:
  FormulaView(Context context, const WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {600, 84}; }
  [[nodiscard]] QString spoken() const;  // the whole formula in one line

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Piece {
    QString text, caption;
    double size = 15;
    double exact = 0;
    bool number = false;
    QRectF place{};
  };
  [[nodiscard]] std::vector<Piece> pieces() const;
  [[nodiscard]] std::vector<Piece> placed() const;  // from the right edge, the last parts first
  void paint_pair(QPainter& painter, double room) const;

  Context context_;
  const WeightModel& model_;
};

// Why a key is hidden, in words.
[[nodiscard]] QString hidden_words(const std::string& reason);

}  // namespace headlight::ui
