// Zoom at the pointer and pan of a figure on a picture: by wheel and by dragging.
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <optional>

#include "ui/figures/picture_detail.h"
#include "ui/panels/figure_canvas.h"

namespace headlight::ui {

class PictureZoom : public QObject {
  Q_OBJECT

 public:
  // Of the figure that the canvas shows now.
  struct Shown {
    QSizeF picture;                                          // original pixels
    QSizeF room;                                             // the most that it may take on the canvas
    std::function<PicturePlace(const Viewport& view)> place; // with this viewport
  };
  using Ask = std::function<std::optional<Shown>()>;  // nothing while there is no figure

  PictureZoom(FigureCanvas& canvas, Ask ask);

  void fit() { canvas_.set_viewport({}); }
  void zoom(QPointF at, double factor);
  void zoom_middle(double factor);
  void pan(QPointF by);  // screen pixels that the picture follows
  // Shows a part of the picture, as large as there is room.
  void show(const QRectF& part);
  // Screen pixels that a pixel of the picture is wide; 0 without one.
  [[nodiscard]] double scale() const;
  // The picture's pixel under a point of the canvas, and where the picture lies now.
  [[nodiscard]] std::optional<PicturePlace> place() const;
  [[nodiscard]] QSizeF picture() const;  // its size, empty without one

 private:
  void set_view(const Shown& shown, double scale, QPointF held, QPointF at);

  FigureCanvas& canvas_;
  Ask ask_;
};

}  // namespace headlight::ui
