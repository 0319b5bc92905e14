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

// A file that was opened before. The cross at its right, and Delete while it has the keyboard, take it out of the list.
class RecentRow : public QAbstractButton {
  Q_OBJECT

 public:
  explicit RecentRow(QString path, QWidget* parent = nullptr);
  [[nodiscard]] const QString& path() const { return path_; }
  void set_missing(bool missing);  // greyed; it cannot be opened
  [[nodiscard]] bool missing() const { return missing_; }
  [[nodiscard]] QRect cross() const;
  [[nodiscard]] QSize sizeHint() const override { return {200, 40}; }

 Q_SIGNALS:
  void open_wanted();
  void drop_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QString path_;
  bool missing_ = false;
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
