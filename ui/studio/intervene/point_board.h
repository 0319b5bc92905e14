// The chosen head's sampling points before and after the changes, each on the picture. Those after can be dragged.
#pragma once

#include <optional>

#include "ui/figures/points.h"
#include "ui/panels/figure_canvas.h"

namespace headlight::ui {

// Points of one figure that the pointer takes along. With the keyboard: arrows go from point to point, Shift and arrows
// move the one.
class PointCanvas : public FigureCanvas {
  Q_OBJECT

 public:
  PointCanvas(Context context, bool moves, QWidget* parent = nullptr);
  // Of the point in the widget; nothing where it is not shown.
  [[nodiscard]] std::optional<QPointF> place(const SamplePoint& point) const;

 Q_SIGNALS:
  void moved(const headlight::SamplePoint& point, QPointF by);  // original pixels

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] const PointsFigure* points() const { return dynamic_cast<const PointsFigure*>(figure().get()); }
  [[nodiscard]] const std::vector<SamplePoint>* shown() const;
  [[nodiscard]] std::optional<SamplePoint> at(QPointF where) const;
  void step(int by);
  void push(QPointF by);  // the keyed point, parts of the picture

  bool moves_;
  std::optional<SamplePoint> held_;  // under the pressed pointer
  std::optional<std::size_t> keyed_;  // place among the shown points
  QPointF from_, to_;
};

class PointBoard : public QWidget {
  Q_OBJECT

 public:
  explicit PointBoard(Context context, QWidget* parent = nullptr);

  struct Content {
    const TraceInfo* before = nullptr;
    const TraceInfo* after = nullptr;
    const QueryPoints* points_before = nullptr;
    const QueryPoints* points_after = nullptr;
    QImage picture;
    std::vector<Intervention> changes{};  // what the changed run was run with
    [[nodiscard]] bool complete() const { return before != nullptr && points_before != nullptr && points_after != nullptr; }
  };
  void set(const Content& content);
  void set_late(bool before, bool after);  // dims them
  [[nodiscard]] FigurePtr together(const Content& content, const QString& title) const;  // both as one figure, for files
  [[nodiscard]] PointCanvas* canvas(int at) const { return canvases_[at]; }  // 0 before, 1 after
  [[nodiscard]] QList<QWidget*> stops() const { return {canvases_[0], canvases_[1]}; }

 Q_SIGNALS:
  void wanted(const headlight::Intervention& move);

 private:
  [[nodiscard]] std::shared_ptr<const PointsFigure> figure(const Content& content, bool after) const;
  void want(const SamplePoint& point, QPointF by);

  Context context_;
  PointCanvas* canvases_[2];
};

// How far each point went, and how its weight changed; the furthest first.
struct MovedPoint {
  SamplePoint before, after;
  double pixels = 0;  // of the original picture
  [[nodiscard]] bool is_seen() const;  // its numbers differ as they are written
};
[[nodiscard]] std::vector<MovedPoint> moved_points(const QueryPoints& before, const QueryPoints& after, int head);

}  // namespace headlight::ui
