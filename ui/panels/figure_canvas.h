// Shows one figure: paints it with the file's own code path and turns the mouse into hits.
#pragma once

#include <QPixmap>
#include <QWidget>
#include <optional>

#include "ui/figures/figure.h"
#include "ui/panels/context.h"
#include "ui/panels/figure_table.h"

namespace headlight::ui {

class FigureCanvas : public QWidget, public TabledWidget {
  Q_OBJECT

 public:
  FigureCanvas(Context context, QWidget* parent = nullptr);

  // Keeps the earlier figure when `figure` is null: it is then stale until the next one.
  void set_figure(FigurePtr figure);
  void drop_figure();
  void set_late(bool late);  // dims a stale figure
  void set_waiting(bool waiting);  // for another run: its figure is dimmed until that run's own comes
  [[nodiscard]] bool faded() const { return faded_; }
  void set_box_labels(bool on);  // beside the boxes on a picture
  void set_dimmed(bool dimmed);  // whatever figure it has, until told otherwise
  void redraw();             // what a figure shows beside its content is another: parts of a picture have come
  void set_viewport(const Viewport& viewport);
  [[nodiscard]] const Viewport& viewport() const { return viewport_; }
  void set_room_right(int pixels);  // that the figure leaves free
  void set_linked(bool on) { linked_ = on; }  // false: shows only what is hovered in itself
  void set_hand(bool on);  // clicks choose nothing: the left button only moves the view
  // Sharper parts of the figure's picture; outlives the canvas, or is null.
  void set_detail(const PictureDetail* detail) { detail_ = detail; }
  void set_heads_grid(bool on) { heads_grid_ = on; }
  void set_table(std::unique_ptr<FigureTable> table) { table_ = std::move(table); }
  [[nodiscard]] FigureTable* table() const override { return table_.get(); }

  [[nodiscard]] const FigurePtr& figure() const { return figure_; }
  [[nodiscard]] FigureStyle style() const;
  [[nodiscard]] QRectF figure_rect() const;
  [[nodiscard]] bool stale() const { return stale_; }
  // The picture at the given scale, without what is hovered.
  [[nodiscard]] QPixmap picture(double scale) const;

 Q_SIGNALS:
  void picked(const headlight::ui::Hit& hit, Qt::KeyboardModifiers modifiers);
  void missed(QPointF at);                                           // a click beside everything
  void opened();                                                     // double click
  void turned(QPointF at, double steps, Qt::KeyboardModifiers modifiers);  // wheel; accepted when connected
  void dragged(QPointF by);
  void levelled(QPointF by);  // dragged with the right button: shares of the widget's size
  void resized();
  void viewport_changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  [[nodiscard]] static FigureStyle unhovered(FigureStyle style);
  void keep(const FigureStyle& style);  // the figure as a picture, painted anew where anything of it differs

  [[nodiscard]] std::optional<Hit> hit(QPointF at) const;
  void point(QPointF at);
  void point_again();

  Context context_;
  FigurePtr figure_;
  struct Kept {
    FigurePtr figure;
    QRectF rect;
    FigureStyle style;
    QPixmap picture;
  } kept_;
  FigureStyle painted_;  // what is on the screen
  std::unique_ptr<FigureTable> table_;
  Viewport viewport_;
  const PictureDetail* detail_ = nullptr;
  int room_right_ = 0;
  bool heads_grid_ = false, stale_ = false, late_ = false, dimmed_ = false, box_labels_ = true, linked_ = true;
  bool waiting_ = false, faded_ = false;
  std::optional<QPointF> pressed_, pointed_, levelling_;  // where the pointer went down, and where it rests
  bool dragging_ = false, hand_ = false;
};

}  // namespace headlight::ui
