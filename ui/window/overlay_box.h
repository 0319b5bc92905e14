// A frameless box over the window's middle that closes by Esc or a press beside it.
#pragma once

#include <QPointer>
#include <QWidget>

namespace headlight::ui {

class OverlayBox : public QWidget {
  Q_OBJECT

 public:
  explicit OverlayBox(QSize size, QWidget* area);
  // What lies below is darkened: for a box that is read, not one that is typed in.
  void darken_below();
  void open();
  void dismiss();

 Q_SIGNALS:
  void homeless();  // closed, and what had the keyboard before is gone or was nothing

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool focusNextPrevChild(bool next) override;  // the keyboard stays inside
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  QPointer<QWidget> before_;  // had the keyboard
  QPointer<QWidget> scrim_;
};

}  // namespace headlight::ui
