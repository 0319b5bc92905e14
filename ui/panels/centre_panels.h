// The pictures of the centre: heads grid, alignment graph, matrix, picture.
#pragma once

#include <QTimer>

#include "ui/panels/detection_panels.h"
#include "ui/panels/picture_tiles.h"
#include "ui/panels/picture_zoom.h"

namespace headlight::ui {

class HeadsPanel : public FigurePanel {
  Q_OBJECT

 public:
  explicit HeadsPanel(Context context, QWidget* parent = nullptr);

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const std::optional<Error>& failure() const override;
  [[nodiscard]] Words teaching() const override;
  [[nodiscard]] bool tells_of_runs() const override { return true; }
};

class MatrixFigure;

// Zoom by wheel at the pointer, pan by dragging; asks for the visible cells only.
class MatrixPanel : public FigurePanel {
  Q_OBJECT

 public:
  explicit MatrixPanel(Context context, QWidget* parent = nullptr);

  void fit() override;
  void zoom(QPointF at, double factor);
  void zoom_middle(double factor) override;
  void pan(QPointF by) override;
  void refresh() override;

 Q_SIGNALS:
  void layout_changed();

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override;

  [[nodiscard]] Words teaching() const override;

 private:
  void set_view(const Viewport& view);
  void ask_tile();
  void follow_words(const MatrixFigure& before);

  QTimer ask_soon_;
  bool merges_ = false;  // subwords are joined
};

// What lies on the photo where that is not sampling points: a map, or the links between detections.
class PicturePanel : public PhotoPanel {
  Q_OBJECT

 public:
  PicturePanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);

  void fit() override { zoom_->fit(); }
  void zoom_middle(double factor) override { zoom_->zoom_middle(factor); }
  void pan(QPointF by) override { zoom_->pan(by); }
  [[nodiscard]] PictureZoom& zoom() const { return *zoom_; }

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
  [[nodiscard]] const ViewLoader& loader() const override;
  [[nodiscard]] Words teaching() const override;

 private:
  void pick(const Hit& hit, Qt::KeyboardModifiers modifiers);
  PictureTiles* tiles_;
  PictureZoom* zoom_;
};

// The picture below a canvas's figure, as its zoom wants it; nothing for a figure that lies on none.
[[nodiscard]] std::optional<PictureZoom::Shown> shown_overlay(const FigureCanvas& canvas);

// Chooses what was clicked: the hit's query, key and head, as far as it has them.
void choose(Store& store, const Hit& hit, bool head_of_grid);

// Why a layer of sampling points has no matrix and no graph.
[[nodiscard]] QString sampled_words();

[[nodiscard]] QImage image_of(const Picture& picture);

}  // namespace headlight::ui
