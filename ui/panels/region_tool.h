// A rectangle drawn on the picture of a panel, to run the model on that part alone.
#pragma once

#include <QPointer>
#include <QRectF>
#include <QWidget>
#include <optional>

#include "ui/panels/context.h"
#include "ui/panels/picture_zoom.h"

class QAction;
class QFrame;

namespace headlight::ui {

class PanelFrame;

// Lies over the canvas and takes the pointer only while a part is being chosen.
class RegionTool : public QWidget {
  Q_OBJECT

 public:
  RegionTool(Context context, FigureCanvas& canvas, PictureZoom& zoom);

  // Adds the tools to the panel's header: choose a part, the whole picture again.
  // The actions of its two buttons.
  [[nodiscard]] QAction* choose_action() const { return choose_; }
  [[nodiscard]] QAction* whole_action() const { return whole_; }
  void add_to(PanelFrame& panel);

  void set_choosing(bool on);
  [[nodiscard]] bool choosing() const { return choosing_; }
  // In whole original pixels; nothing while no part is drawn.
  [[nodiscard]] std::optional<QRectF> part() const { return part_; }
  void run_part();
  void run_whole();
  [[nodiscard]] bool shows_part() const;  // the run shown is of a part

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void run_changed();
  void run_with(const std::optional<std::array<double, 4>>& region);
  void place_bar();
  void move_part(int key, bool corner);
  void choose_middle();
  void choose_part(QRectF part);  // moved into the picture
  void offer();                   // shows the part and the buttons that run it
  [[nodiscard]] std::optional<QRectF> drawn_part() const;

  Context context_;
  FigureCanvas& canvas_;
  PictureZoom& zoom_;
  QAction *choose_, *whole_;
  QFrame* bar_;
  bool choosing_ = false;
  std::optional<QPointF> from_, to_;  // original pixels
  std::optional<QRectF> part_;
};

}  // namespace headlight::ui
