// A rail that folds to 40 px of icons and then opens over the centre.
#pragma once

#include <QPointer>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QWidget>
#include <map>

class QToolButton;

namespace headlight::ui {

class Rail : public QWidget {
  Q_OBJECT

 public:
  // `side`: Qt::LeftEdge or Qt::RightEdge. `over`: what it opens over while folded.
  Rail(Qt::Edge side, const QString& name, QWidget* over, QWidget* parent = nullptr);

  void add(QWidget* section, const QString& icon_name, const QString& name);
  void set_limits(int least, int most);  // of its width while it is not folded
  void set_width(int width);             // kCollapsedRail folds it
  void take_width() { full_width_ = width(); }  // it was dragged to this
  [[nodiscard]] int width_wanted() const { return folded_ ? minimumWidth() : full_width_; }
  [[nodiscard]] bool folded() const { return folded_; }
  [[nodiscard]] bool opened_over() const;
  void open_over(QWidget* section = nullptr);
  void close_over();
  [[nodiscard]] QWidget* sheet() const;  // of sections, in its place or opened over

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void place_over();

  Qt::Edge side_;
  QWidget* over_;
  std::map<const QObject*, QToolButton*> buttons_;  // of sections
  QScrollArea* area_;
  QWidget* strip_;
  QVBoxLayout *sections_, *icons_;
  int full_width_ = 264, least_ = 0, most_ = QWIDGETSIZE_MAX;
  bool folded_ = false;
};

}  // namespace headlight::ui
