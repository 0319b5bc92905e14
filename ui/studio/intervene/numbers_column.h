// What changed, in numbers: the output, the most changed heads and points, and the changes as text.
#pragma once

#include <QWidget>
#include <utility>
#include <vector>

#include "ui/controls/frames.h"
#include "ui/studio/intervene/intervene_model.h"

class QLabel;

namespace headlight::ui {

class Button;
class ChangedHead;
class Stepper;

class NumbersColumn : public QWidget {
  Q_OBJECT

 public:
  NumbersColumn(Context context, InterveneModel& model, QWidget* parent = nullptr);
  void refresh();

 private:
  [[nodiscard]] Section* build_text();
  void show_output(const Ablation* result);
  void show_heads();
  void show_points();
  static void say(Section* section, std::vector<ValueRow*>& rows, const std::vector<std::pair<QString, QString>>& said);

  Context context_;
  InterveneModel& model_;
  Section *numbers_, *most_, *heads_, *points_;
  std::vector<ValueRow*> named_rows_, most_rows_, point_rows_;
  std::vector<ChangedHead*> buttons_;
  QLabel* text_ = nullptr;
  Button* copy_ = nullptr;
  Stepper* position_;
};

}  // namespace headlight::ui
