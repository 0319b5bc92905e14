// What many inputs say of one head, beside the ranking: mean and spread, how its mass is distributed, and where it is largest.
#pragma once

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/ask/ask_model.h"
#include "ui/studio/ask/batch_model.h"

namespace headlight::ui {

class InputsTable;
class MassDistribution;

class BatchColumn : public QWidget {
  Q_OBJECT

 public:
  explicit BatchColumn(Context context, QWidget* parent = nullptr);
  [[nodiscard]] MassDistribution* distribution() const { return distribution_; }
  [[nodiscard]] InputsTable* inputs() const { return inputs_; }

 Q_SIGNALS:
  void open_wanted();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  [[nodiscard]] QWidget* build_head();
  [[nodiscard]] QWidget* build_distribution();
  [[nodiscard]] QWidget* build_inputs();
  [[nodiscard]] const HeadSpread* shown() const;  // the chosen head, else the first
  [[nodiscard]] int shown_item() const;           // whose input the window shows; −1: none of them
  void refresh();
  void say(const HeadSpread& head, const std::vector<InputMass>& falling);
  void say_nothing();
  void pick(int item);
  void run(int item);

  Context context_;
  const BatchModel& model_;
  int marked_ = -1;  // picked by hand
  QString marked_name_;
  Section *head_section_ = nullptr, *distribution_section_ = nullptr, *inputs_section_ = nullptr;
  ElidedLabel *head_ = nullptr, *mean_ = nullptr;
  QLabel* sentence_ = nullptr;
  ValueRow *spread_ = nullptr, *median_ = nullptr, *least_ = nullptr, *most_ = nullptr, *picked_ = nullptr;
  MassDistribution* distribution_ = nullptr;
  InputsTable* inputs_ = nullptr;
  Button *open_ = nullptr, *run_ = nullptr;
};

}  // namespace headlight::ui
