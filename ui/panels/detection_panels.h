// The centre's panels of detections: the photo with boxes and sampling points, and the decoder layer by layer.
#pragma once

#include <QImage>

#include "ui/panels/figure_panel.h"
#include "ui/panels/picture_tiles.h"
#include "ui/panels/picture_zoom.h"

namespace headlight::ui {

// The picture of the current run, read once for every panel that shows it.
class PictureSource : public QObject {
  Q_OBJECT

 public:
  explicit PictureSource(Context context, QObject* parent = nullptr);
  [[nodiscard]] const QImage& image() const { return image_; }
  // Why there is no picture; empty where there is one, or none was asked for yet.
  [[nodiscard]] const QString& problem() const { return problem_; }
  // Whether it is of another frame of the run's video: boxes and maps of this one do not belong on it.
  [[nodiscard]] bool other_frame() const;

 Q_SIGNALS:
  void changed();

 private:
  void load();
  void load_other();  // the picture as it is chosen now: seen through another window than it was run with
  void take(Result<Reply> reply);
  Context context_;
  QImage image_;
  QString problem_;
  TraceId trace_ = 0;
  TraceId coming_ = 0;  // whose picture is under way, 0 for none
  std::optional<std::array<double, 2>> window_;  // through which image_ is seen
};

// What the picture of a detector's run says where nothing was found.
[[nodiscard]] QString nothing_found(const Store& store);

// A panel that draws on the run's picture: made anew as soon as that has been read.
class PhotoPanel : public FigurePanel {
  Q_OBJECT

 protected:
  struct Shows {
    QString title;
    ViewLoader& loader;
    std::function<FigurePtr()> make;
  };
  PhotoPanel(Context context, const PictureSource& picture, Shows shows, QWidget* parent);
  const PictureSource& picture_;
};

class PointsPanel : public PhotoPanel {
  Q_OBJECT

 public:
  PointsPanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);

  void fit() override { zoom_->fit(); }
  void zoom_middle(double factor) override { zoom_->zoom_middle(factor); }
  void pan(QPointF by) override { zoom_->pan(by); }
  [[nodiscard]] PictureZoom& zoom() const { return *zoom_; }

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] Words teaching() const override;
  [[nodiscard]] const ViewLoader& loader() const override;
  [[nodiscard]] const std::optional<Error>& failure() const override;

 private:
  void pick(const Hit& hit);
  [[nodiscard]] std::int64_t nearest_object(QPointF image) const;
  void pick_beside(QPointF at);  // no box there: the nearest reference point, or the pixel's own query
  PictureTiles* tiles_;
  PictureZoom* zoom_;
};

class RefinementPanel : public PhotoPanel {
  Q_OBJECT

 public:
  RefinementPanel(Context context, const PictureSource& picture, QWidget* parent = nullptr);

 protected:
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QString reason() const override;
};

}  // namespace headlight::ui
