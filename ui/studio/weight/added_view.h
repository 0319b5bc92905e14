// What the chosen key, or sampling point, adds: its value, the weighted value and the head's output as coloured strips, and the two ways on.
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
  enum class Of { key, point };  // of a sampling point there is no way on
  AddedView(Context context, const WeightModel& model, Of what, QWidget* parent = nullptr);

 Q_SIGNALS:
  void ask_wanted();
  void cut_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Shown {
    QString title;
    double added = 0, share = 0;
    std::vector<ValueStrips::Strip> strips{};  // none: its value is not known
  };
  void refresh();
  [[nodiscard]] Shown of_key() const;
  [[nodiscard]] Shown of_point() const;

  const WeightModel& model_;
  Of what_;
  ElidedLabel* title_;
  ValueStrips* strips_;
  ValueRow *added_, *share_;
  Button *ask_, *cut_;
};

}  // namespace headlight::ui
