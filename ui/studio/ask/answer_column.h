// What the answer says in words and numbers, beside the ranking: the winner first, and apart from it the selected head.
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
  [[nodiscard]] QString winner_text() const { return winner_.head->text(); }  // "1.8", whatever is selected
  [[nodiscard]] QString selected_text() const { return selected_.head->text(); }
  void offer_patterns(bool on) { patterns_->setEnabled(on); }

 Q_SIGNALS:
  void open_wanted();
  void off_wanted();
  void patterns_wanted();

 private:
  void refresh();
  void say_nothing();
  void say_winner(const Answer& answer);
  void say_selected(const Answer& answer, const RankedHead& head);
  void say_answer(const Answer& answer);
  void say_how_specific(const RankedHead& head);
  void build_other(QVBoxLayout* column);

  Context context_;
  AskModel& model_;
  [[nodiscard]] Section* build_answer();
  [[nodiscard]] Section* build_selected();
  void set_dimmed(bool dimmed);

  // One head in large: its name, where it is, its mass.
  struct Large {
    ElidedLabel *head, *place, *mass;
    void say(const RankedHead* of, const QString& value) const;  // null: "–"
  };
  [[nodiscard]] static Large large(double size, Section* section);
  Large winner_{}, selected_{};
  Section *answer_section_ = nullptr, *selected_section_ = nullptr, *special_ = nullptr;
  QLabel* sentence_;
  ValueRow *asked_, *even_, *mean_, *above_, *rank_, *own_, *general_;
  QLabel* specific_;
  Section* measure_;
  Button *patterns_ = nullptr, *back_ = nullptr, *choose_ = nullptr, *open_ = nullptr, *off_ = nullptr;
};

}  // namespace headlight::ui
