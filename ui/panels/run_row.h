// Rows of the left rail's lists.
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace headlight::ui {

class RunRow : public QAbstractButton {
  Q_OBJECT

 public:
  RunRow(QString title, QString second, QImage picture, QWidget* parent = nullptr);
  void set_picture(const QImage& picture);
  [[nodiscard]] const QImage& picture() const { return picture_; }
  [[nodiscard]] QSize sizeHint() const override { return {160, 36}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString second_;
  QImage picture_;
};

// A name, a bar from 0 to 1 and its number.
class ShareRow : public QWidget {
  Q_OBJECT

 public:
  ShareRow(QString name, double share, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {160, 20}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_;
  double share_;
};

}  // namespace headlight::ui
