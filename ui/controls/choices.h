// Controls that choose one of few: segments, choice list, check box, stepper.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QList>
#include <QToolButton>
#include <QWheelEvent>
#include <QWidget>

class QButtonGroup;

namespace headlight::ui {

// Exclusive buttons in one row.
class Segments : public QWidget {
  Q_OBJECT

 public:
  Segments(const QStringList& names, const QString& accessible_name, QWidget* parent = nullptr);

  [[nodiscard]] int current() const;
  void set_current(int index);  // emits nothing; −1: none of them
  void set_names(const QStringList& names);
  void set_enabled(int index, bool enabled, const QString& why = {});

 Q_SIGNALS:
  void chosen(int index);  // by the user

 private:
  QButtonGroup* group_;
  QList<QToolButton*> buttons_;
};

// A drop-down list with an optional shortcut beside the arrow, and optional colour bars before the names.
class Choice : public QComboBox {
  Q_OBJECT

 public:
  explicit Choice(const QString& accessible_name, QWidget* parent = nullptr);
  void set_key(const QString& key);
  void set_colour_bars(bool on) { colour_bars_ = on; }  // item texts are names of colour maps

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {72, 28}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override { event->ignore(); }  // lists scroll past it

 private:
  QString key_;
  bool colour_bars_ = false;
};

class CheckBox : public QCheckBox {
  Q_OBJECT

 public:
  explicit CheckBox(const QString& text, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  [[nodiscard]] bool hitButton(const QPoint& at) const override { return rect().contains(at); }
};

// − value +
class Stepper : public QWidget {
  Q_OBJECT

 public:
  explicit Stepper(const QString& accessible_name, QWidget* parent = nullptr);

  void set_range(int low, int high);
  void set_value(int value);  // emits nothing
  [[nodiscard]] int value() const { return value_; }
  [[nodiscard]] int low() const { return low_; }
  [[nodiscard]] int high() const { return high_; }
  void step(int by);  // as a person does

 Q_SIGNALS:
  void stepped(int value);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  [[nodiscard]] int side(const QPoint& at) const;  // −1, 0, 1

  int low_ = 0, high_ = 0, value_ = 0, hovered_ = 0;
};

}  // namespace headlight::ui
