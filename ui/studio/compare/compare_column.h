// The chosen pair in A and B, what is compared with what, the whole difference, and the cells that differ most.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/studio/compare/compare_model.h"

class QHBoxLayout;
class QLineEdit;

namespace headlight::ui {

class ChipPair;

class CompareColumn : public QWidget {
  Q_OBJECT

 public:
  CompareColumn(Context context, CompareModel& model, QWidget* parent = nullptr);

 private:
  [[nodiscard]] static QHBoxLayout* stepper_row(const QString& name, Stepper* layer, Stepper* head, QWidget* parent);
  [[nodiscard]] Section* build_selection();
  [[nodiscard]] Section* build_choice();
  void build_beside(Section* section);
  void choose_run(int index);
  void choose_model();
  void choose_input();
  void hide_lines();
  void refresh_beside();
  [[nodiscard]] Section* build_whole();
  void refresh();
  void refresh_choice();
  void refresh_rows();
  void refresh_lists(const CompareModel::Maps* maps);

  Context context_;
  CompareModel& model_;
  ChipPair* chips_ = nullptr;
  ElidedLabel* number_ = nullptr;
  ValueRow *in_a_ = nullptr, *in_b_ = nullptr, *divergence_ = nullptr, *size_ = nullptr, *correlation_ = nullptr, *rank_ = nullptr;
  Button *another_model_ = nullptr, *another_input_ = nullptr;  // make the B that there is no run of yet
  QLineEdit *text_ = nullptr, *target_ = nullptr;  // of another input, while it is asked for
  QWidget* running_ = nullptr;
  ElidedLabel* progress_ = nullptr;
  QLabel* error_ = nullptr;
  Choice *run_ = nullptr, *row_ = nullptr, *kind_ = nullptr;
  Stepper *layer_a_ = nullptr, *head_a_ = nullptr, *layer_b_ = nullptr, *head_b_ = nullptr;
  Section *selection_ = nullptr, *more_a_ = nullptr, *more_b_ = nullptr;
};

}  // namespace headlight::ui
