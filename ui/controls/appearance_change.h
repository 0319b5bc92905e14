// A change of theme while windows are shown. Qt styles every widget anew where a style sheet takes another's place, which for
// all workspaces takes a tenth of a second: here only what is in sight waits for it, in one event. What is hidden is taken out
// of the old style before and put into the new one after it, a part an event.
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <deque>

#include "ui/theme/theme.h"

namespace headlight::ui {

class AppearanceChange : public QObject {
  Q_OBJECT

 public:
  explicit AppearanceChange(QObject* parent = nullptr);
  ~AppearanceChange() override;  // the rest of a change is left out

  // To the last one that was asked for; finished() tells when it is done.
  void start(Appearance to);
  [[nodiscard]] bool running() const { return ticks_.isActive(); }

 Q_SIGNALS:
  void finished();

 private:
  void next();
  void take_out();
  void put_in();

  enum class Step { out, change, in } step_ = Step::in;
  Appearance to_ = Appearance::dark;
  QTimer ticks_;
  std::deque<QPointer<QWidget>> hidden_, aside_;  // still in the old style; in none
};

}  // namespace headlight::ui
