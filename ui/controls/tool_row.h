// Tool buttons as one stop of the keyboard: Tab enters the row, Left and Right go from button to button, Return and Space press.
#pragma once

#include <QObject>
#include <QToolButton>
#include <vector>

namespace headlight::ui {

class ToolRow : public QObject {
  Q_OBJECT

 public:
  explicit ToolRow(QObject* parent = nullptr) : QObject(parent) {}

  void add(QToolButton* button);  // after the last

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void settle();  // one of those that can be reached is the row's stop: the one that had the keyboard last, else the first
  void step(QToolButton* from, int by);
  [[nodiscard]] static bool reachable(const QToolButton* button);

  std::vector<QToolButton*> buttons_;
  QToolButton* stop_ = nullptr;
};

// Return presses it as Space does.
void press_by_return(QAbstractButton* button);

}  // namespace headlight::ui
