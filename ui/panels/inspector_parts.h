// Small pictures and rows of the inspector.
#pragma once

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QWidget>
#include <initializer_list>
#include <utility>
#include <vector>

#include "ui/controls/frames.h"

namespace headlight::ui {

// Widgets beside each other, 8 px apart.
QHBoxLayout* row_of(std::initializer_list<QWidget*> widgets);

// The name of a control, as wide as told, or as its text where `width` is 0.
ElidedLabel* name_label(const QString& text, int width, QWidget* parent);

// "it → ##ch" as chips; query filled, key outlined.
class ChipPair : public QWidget {
  Q_OBJECT

 public:
  explicit ChipPair(QWidget* parent = nullptr);
  void set(const QString& query, const QString& key);
  [[nodiscard]] QSize sizeHint() const override { return {120, 24}; }
  [[nodiscard]] std::pair<QString, QString> shown() const;  // what there is room for

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent*) override { update_tip(); }

 private:
  void update_tip();  // all of it, where there is no room for it

  QString query_, key_;
};

// One statistic of all heads as ticks on a line, the selected one in accent, with its number.
class StripPlot : public QWidget {
  Q_OBJECT

 public:
  explicit StripPlot(const QString& name, QWidget* parent = nullptr);
  void set(std::vector<double> all, int selected);  // −1: none selected
  void set_meaning(const QString& meaning) { meaning_ = meaning; }  // of the number, below its rank in the tooltip
  [[nodiscard]] QSize sizeHint() const override { return {200, 20}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_, meaning_;
  std::vector<double> all_;
  int selected_ = -1;
};

// "because → heavy  0.613", a button that selects the pair.
class LinkRow : public QAbstractButton {
  Q_OBJECT

 public:
  LinkRow(QString query, QString key, double weight, QWidget* parent = nullptr);
  // Where the arrow stands, px: at the usual place, or further right where the query's name needs it and there is room.
  [[nodiscard]] int wanted_centre() const;
  void set_centre(int centre);
  [[nodiscard]] QSize sizeHint() const override { return {200, 20}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString query_, key_;
  double weight_;
  int centre_ = 0;
};

}  // namespace headlight::ui
