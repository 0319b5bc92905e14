// How far something long is, in the status bar, with a way to stop it. Where there is nothing it is not there.
#pragma once

#include <QWidget>

#include "ui/controls/frames.h"

class QProgressBar;
class QToolButton;

namespace headlight::ui {

class TaskLine : public QWidget {
  Q_OBJECT

 public:
  explicit TaskLine(QWidget* parent = nullptr);
  void say(const QString& words, std::size_t done, std::size_t all);  // all 0: nobody knows how much it is
  void end() { hide(); }
  [[nodiscard]] QString text() const { return words_->text(); }

 Q_SIGNALS:
  void stop_wanted();

 private:
  ElidedLabel* words_;
  QProgressBar* bar_;
  QToolButton* stop_;
};

}  // namespace headlight::ui
