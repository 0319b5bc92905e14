#include "ui/controls/choices_accessible.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/controls/choices.h"

namespace headlight::ui {

namespace {

class ChoiceAccessible : public QAccessibleWidget {
 public:
  explicit ChoiceAccessible(Choice* choice) : QAccessibleWidget(choice, QAccessible::ComboBox) {}

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Value ? choice()->currentText() : QAccessibleWidget::text(kind);
  }
  QAccessible::State state() const override {
    QAccessible::State state = QAccessibleWidget::state();
    state.expandable = state.hasPopup = true;
    state.expanded = choice()->view()->isVisible();
    return state;
  }
  QStringList actionNames() const override { return {showMenuAction(), pressAction()}; }
  void doAction(const QString& name) override {
    if (name == showMenuAction() || name == pressAction()) choice()->view()->isVisible() ? choice()->hidePopup() : choice()->showPopup();
  }

 private:
  [[nodiscard]] Choice* choice() const { return static_cast<Choice*>(widget()); }
};

class StepperAccessible : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit StepperAccessible(Stepper* stepper) : QAccessibleWidget(stepper, QAccessible::SpinBox) {}

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Value ? QString::number(stepper()->value()) : QAccessibleWidget::text(kind);
  }
  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this) : QAccessibleWidget::interface_cast(type);
  }
  QVariant currentValue() const override { return stepper()->value(); }
  QVariant maximumValue() const override { return stepper()->high(); }
  QVariant minimumValue() const override { return stepper()->low(); }
  QVariant minimumStepSize() const override { return 1; }
  void setCurrentValue(const QVariant& value) override { stepper()->step(value.toInt() - stepper()->value()); }

 private:
  [[nodiscard]] Stepper* stepper() const { return static_cast<Stepper*>(widget()); }
};

QAccessibleInterface* make(const QString&, QObject* object) {
  if (auto* choice = qobject_cast<Choice*>(object)) return new ChoiceAccessible(choice);
  if (auto* stepper = qobject_cast<Stepper*>(object)) return new StepperAccessible(stepper);
  return nullptr;
}

}  // namespace

void install_choice_accessibility() {
  static const bool done = (QAccessible::installFactory(make), true);
  (void)done;
}

}  // namespace headlight::ui
