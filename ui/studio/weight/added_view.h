// What the chosen key adds: its value, the weighted value and the head's output as coloured strips, and the two ways on.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/weight/weight_model.h"

namespace headlight::ui {

// The same numbers as three strips on one scale.
class ValueStrips : public QWidget {
  Q_OBJECT

 public:
  ValueStrips(const WeightModel& model, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {220, 178}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const WeightModel& model_;
};

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
  ValueRow *added_, *share_;
  Button *ask_, *cut_;
};

}  // namespace headlight::ui
