// Regions of a question on the run's picture: boxes are dragged; a click picks a detection as where the look comes from.
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "ui/studio/ask/ask_model.h"

namespace headlight::ui {

class PictureRegion : public QWidget {
  Q_OBJECT

 public:
  PictureRegion(Context context, AskModel& model, QWidget* parent = nullptr);

  void set_picture(const QImage& picture);
  // What a drag chooses: where the look comes from, or where it goes.
  enum class Role { from, to };
  void set_role(Role role);
  // A drag brushes: what it covers is added to the region, with Ctrl it is taken away.
  void set_brush(bool on);
  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] QSize sizeHint() const override { return {480, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {200, 140}; }
  // Where a place of the picture (original pixels) lies in the widget.
  [[nodiscard]] QPointF shown(QPointF pixels) const;

 Q_SIGNALS:
  void role_changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] QRectF place() const;  // of the whole picture
  [[nodiscard]] QSizeF pixels() const;
  [[nodiscard]] QPointF original(QPointF at) const;
  void follow();  // the model
  void take(const QRectF& box);  // original pixels
  void take_brush();
  void brush_at(QPointF at, bool away);
  void paint_region(QPainter& painter, const Region& region, bool filled) const;
  void paint_brush(QPainter& painter) const;
  void paint_patches(QPainter& painter, const std::vector<std::int64_t>& positions, bool as_key) const;
  void paint_box(QPainter& painter, const QRectF& box, const QString& name, bool dashed, bool below) const;
  void paint_name(QPainter& painter, const QRectF& rect, const QString& name, bool below) const;

  Context context_;
  AskModel& model_;
  QImage picture_;
  TraceId of_ = 0;
  Role role_ = Role::to;
  std::optional<QPointF> pressed_;
  QRectF drag_;
  bool brushes_ = false, brushing_ = false, taking_ = false;
  Question brushed_;           // by brush_
  QImage brush_;               // what is brushed, coarse over the picture
  double brush_size_ = 0.06;   // radius, of the picture's longer side
  std::optional<QPointF> pointed_;
  QRectF keyed_;  // the box that the arrow keys move, original pixels
};

}  // namespace headlight::ui
