// What the status bar says: state, device, times, memory; at the right what is under the pointer.
#pragma once

#include <QStatusBar>

#include "ui/controls/frames.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class ChangesLine;

class StatusLine : public QStatusBar {
  Q_OBJECT

 public:
  explicit StatusLine(Context context, QWidget* parent = nullptr);
  [[nodiscard]] QString state_text() const { return state_->text(); }
  [[nodiscard]] ChangesLine& changes() const { return *changes_; }

 private:
  void refresh();
  void refresh_pointer();

  Context context_;
  QLabel* dot_;
  ChangesLine* changes_;
  ElidedLabel *state_, *facts_, *right_;
};

}  // namespace headlight::ui
