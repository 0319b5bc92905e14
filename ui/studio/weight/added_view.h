// What the chosen key adds: its value, the weighted value and the head's output as coloured strips, and the two ways on.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

// Vectors of equal length as strips on one scale: a value, what a weight leaves of it, and the whole that it is part of.
class ValueStrips : public QWidget {
  Q_OBJECT

 public:
  explicit ValueStrips(QWidget* parent = nullptr);
  struct Strip {
    QString name;
    std::vector<float> values;
  };
  void show_strips(std::vector<Strip> strips);  // none: nothing
  [[nodiscard]] QSize sizeHint() const override { return {220, 178}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Strip> strips_;
};
// A value, the same times its weight, and `output`.
[[nodiscard]] std::vector<ValueStrips::Strip> value_strips(const QString& name, const std::vector<float>& value, double weight, const QString& output_name, const std::vector<float>& output);

[[nodiscard]] QString share_text(double share);  // "12.3 %", no "−0.0 %"

class AddedView : public QWidget {
  Q_OBJECT

 public:
  AddedView(Context context, const WeightModel& model, QWidget* parent = nullptr);

 Q_SIGNALS:
  void ask_wanted();
  void cut_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();

  const WeightModel& model_;
  ElidedLabel* title_;
  ValueStrips* strips_;
  ValueRow *added_, *share_;
  Button *ask_, *cut_;
};

}  // namespace headlight::ui
