// The list that says what maps show; it changes the look.
#pragma once

#include "ui/controls/choices.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class KindChoice : public Choice {
  Q_OBJECT

 public:
  explicit KindChoice(Context context, QWidget* parent = nullptr);

 private:
  void refresh();
  Context context_;
};

}  // namespace headlight::ui
