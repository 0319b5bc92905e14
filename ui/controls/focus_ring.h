// The 2 px ring, 1 px off, around whatever has the keyboard.
#pragma once

#include <QPointer>
#include <QRegion>
#include <QTimer>
#include <QWidget>

namespace headlight::ui {

// One for a window; follows the application's focus. A click on a button shows none, a click into a text field does.
class FocusRing : public QWidget {
  Q_OBJECT

 public:
  explicit FocusRing(QWidget* window);
  // Whether what has the keyboard is shown: keys were pressed last, not the mouse.
  [[nodiscard]] bool by_keyboard() const { return by_keyboard_; }
  void set_by_keyboard(bool on) { by_keyboard_ = on; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void follow(QWidget* widget);
  void place();
  [[nodiscard]] QRegion covered(const QRect& shown) const;
  QTimer soon_;
  QPointer<QWidget> target_;
  bool by_keyboard_ = false;
};

}  // namespace headlight::ui
