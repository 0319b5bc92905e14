// What the status bar says: state, device, times, memory; at the right what is under the pointer.
#pragma once

#include <QStatusBar>
#include <QTimer>

#include "ui/controls/frames.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class ChangesLine;
class TaskLine;

class StatusLine : public QStatusBar {
  Q_OBJECT

 public:
  explicit StatusLine(Context context, QWidget* parent = nullptr);
  [[nodiscard]] QString state_text() const { return state_->text(); }
  // In the place of device and times, until the view changes again.
  void tell(const QString& words);
  [[nodiscard]] const QString& facts_text() const { return facts_->text(); }
  [[nodiscard]] QString memory_text() const { return memory_->text(); }
  [[nodiscard]] ChangesLine& changes() const { return *changes_; }
  [[nodiscard]] TaskLine& task() const { return *task_; }

 private:
  [[nodiscard]] static QString cpu_words();
  void refresh();
  void follow_models();
  void refresh_pointer();

  Context context_;
  QString told_;
  QTimer steady_;       // what comes and goes within it is not said
  bool busy_ = false;  // a model runs for another part of the window
  QLabel* dot_;
  TaskLine* task_;
  ChangesLine* changes_;
  ElidedLabel *state_, *facts_, *right_, *memory_;
};

}  // namespace headlight::ui
