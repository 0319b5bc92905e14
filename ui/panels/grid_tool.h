// The grid of tiles at a picture's panel: its menu, and what was found drawn on the photo.
#pragma once

#include <QObject>

#include "ui/panels/context.h"
#include "ui/panels/joined_boxes.h"
#include "ui/panels/picture_zoom.h"

class QAction;

namespace headlight::ui {

class PanelFrame;

class GridTool : public QObject {
  Q_OBJECT

 public:
  GridTool(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture);
  [[nodiscard]] QAction* action() const { return action_; }
  [[nodiscard]] JoinedBoxes& joined() const { return *joined_; }

  void add_to(PanelFrame& panel);

 private:
  void refresh();
  void offer();  // the menu: the last join, and edges

  Context context_;
  FigureCanvas& canvas_;
  PictureZoom& zoom_;
  QAction* action_;
  JoinedBoxes* joined_;
};

}  // namespace headlight::ui
