// What changed, in numbers: the output, the most changed heads and points, and the changes as text.
#pragma once

#include <QWidget>

#include "ui/controls/frames.h"
#include "ui/studio/intervene/intervene_model.h"

class QLabel;

namespace headlight::ui {

class Stepper;

class NumbersColumn : public QWidget {
  Q_OBJECT

 public:
  NumbersColumn(Context context, InterveneModel& model, QWidget* parent = nullptr);
  void refresh();

 private:
  [[nodiscard]] Section* build_text();
  void show_output(const Ablation& result);
  void show_heads();
  void show_points();
  static void clear(Section* section);
  static void add(Section* section, const QString& name, const QString& value);

  Context context_;
  InterveneModel& model_;
  Section *numbers_, *heads_, *points_;
  QLabel* text_ = nullptr;
  Stepper* position_;
};

}  // namespace headlight::ui
