// What a grid of tiles found, over the photo of a panel's canvas: numbered boxes between the tiles' borders.
#pragma once

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/panels/detection_panels.h"

namespace headlight::ui {

// Lies over the canvas and takes its clicks: what the canvas shows below is of another run.
class JoinedBoxes : public QWidget {
  Q_OBJECT

 public:
  JoinedBoxes(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture);

  void refresh();  // what the grid has, where it is shown
  [[nodiscard]] int box_at(QPointF at) const;  // the smallest one below a point of the canvas; −1: none

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void point(int number);

  Context context_;
  FigureCanvas& canvas_;
  PictureZoom& zoom_;
  const PictureSource& picture_;
  int pointed_ = -1;
  std::optional<QPointF> pressed_;
  bool dragging_ = false;
};

}  // namespace headlight::ui
