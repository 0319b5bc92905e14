// Rows and cards of the start page.
#pragma once

#include <QAbstractButton>
#include <QFrame>
#include <QWidget>

namespace headlight::ui {

// A dashed frame with icons of what can be dropped and two lines of words; controls are added to its layout.
class DropZone : public QWidget {
  Q_OBJECT

 public:
  explicit DropZone(QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

class ModelRow : public QAbstractButton {
  Q_OBJECT

 public:
  ModelRow(QString name, QString second, bool usable, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {200, 40}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString second_;
  bool usable_;
};

class SampleRow : public QAbstractButton {
  Q_OBJECT

 public:
  SampleRow(QString name, QString icon_name, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {200, 28}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString icon_name_;
};

// What an action does, and its key.
class KeyRow : public QWidget {
  Q_OBJECT

 public:
  KeyRow(QString text, QString key, QWidget* parent = nullptr);
  [[nodiscard]] const QString& name() const { return text_; }
  [[nodiscard]] const QString& keys() const { return key_; }
  [[nodiscard]] QSize sizeHint() const override { return {200, 26}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_, key_;
};

class ModelCard : public QFrame {
  Q_OBJECT

 public:
  ModelCard(QString name, QString words, QString kind, QWidget* parent = nullptr);

 Q_SIGNALS:
  void open_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_, kind_;
};

}  // namespace headlight::ui
