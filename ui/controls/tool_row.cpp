#include "ui/controls/tool_row.h"

#include <QKeyEvent>
#include <algorithm>

namespace headlight::ui {

namespace {

bool is_return(const QKeyEvent& key) { return !key.isAutoRepeat() && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier; }

class ReturnPresses : public QObject {
 public:
  explicit ReturnPresses(QAbstractButton* button) : QObject(button), button_(button) { button->installEventFilter(this); }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override {
    if (event->type() != QEvent::KeyPress || !is_return(*static_cast<QKeyEvent*>(event))) return QObject::eventFilter(object, event);
    button_->click();
    return true;
  }

 private:
  QAbstractButton* button_;
};

}  // namespace

void press_by_return(QAbstractButton* button) { new ReturnPresses(button); }

bool ToolRow::reachable(const QToolButton* button) { return button->isEnabled() && !button->isHidden(); }

void ToolRow::add(QToolButton* button) {
  buttons_.push_back(button);
  button->setFocusPolicy(Qt::NoFocus);
  button->setProperty("ownSideArrows", true);
  button->installEventFilter(this);
  press_by_return(button);
  connect(button, &QObject::destroyed, this, [this, button] {
    std::erase(buttons_, button);
    if (stop_ == button) stop_ = nullptr;
  });
  settle();
}

void ToolRow::settle() {
  if (stop_ == nullptr || !reachable(stop_)) {
    const auto first = std::ranges::find_if(buttons_, &ToolRow::reachable);
    stop_ = first == buttons_.end() ? nullptr : *first;
  }
  for (QToolButton* button : buttons_) button->setFocusPolicy(button == stop_ ? Qt::TabFocus : Qt::NoFocus);
}

void ToolRow::step(QToolButton* from, int by) {
  std::vector<QToolButton*> all;
  std::ranges::copy_if(buttons_, std::back_inserter(all), &ToolRow::reachable);
  const auto at = std::ranges::find(all, from) - all.begin() + by;
  if (at < 0 || at >= std::ssize(all)) return;
  stop_ = all[std::size_t(at)];
  settle();
  stop_->setFocus(Qt::TabFocusReason);
}

bool ToolRow::eventFilter(QObject* object, QEvent* event) {
  auto* button = qobject_cast<QToolButton*>(object);
  switch (event->type()) {
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
    case QEvent::EnabledChange: settle(); break;
    case QEvent::KeyPress: {
      const auto& key = *static_cast<QKeyEvent*>(event);
      const int by = key.key() == Qt::Key_Left ? -1 : key.key() == Qt::Key_Right ? 1 : 0;
      if (by == 0 || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier || button == nullptr) break;
      step(button, by);
      return true;
    }
    default: break;
  }
  return QObject::eventFilter(object, event);
}

}  // namespace headlight::ui
