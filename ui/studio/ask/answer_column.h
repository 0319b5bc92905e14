// What the answer says in words and numbers, beside the ranking.
#pragma once

#include <QWidget>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/studio/ask/ask_model.h"

namespace headlight::ui {

class AnswerColumn : public QWidget {
  Q_OBJECT

 public:
  AnswerColumn(Context context, AskModel& model, QWidget* parent = nullptr);
  [[nodiscard]] const RankedHead* shown() const;  // the chosen head, else the first
  void offer_patterns(bool on) { patterns_->setEnabled(on); }

 Q_SIGNALS:
  void open_wanted();
  void off_wanted();
  void patterns_wanted();

 private:
  void refresh();
  void say_answer(const Answer& answer);
  void say_how_specific(const RankedHead& head);
  void build_other(QVBoxLayout* column);

  Context context_;
  AskModel& model_;
  ElidedLabel *head_, *place_, *mass_;
  QLabel* sentence_;
  ValueRow *asked_, *even_, *mean_, *above_, *rank_, *own_, *general_;
  QLabel* specific_;
  Section* measure_;
  Button *patterns_ = nullptr, *back_;
};

}  // namespace headlight::ui
