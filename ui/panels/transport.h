// The strip that plays a video: play, frame by frame, a slider, the time, loop and every n-th frame.
#pragma once

#include <QImage>
#include <QSlider>
#include <QTimer>
#include <functional>
#include <optional>

#include "ui/controls/choices.h"
#include "ui/controls/frames.h"
#include "ui/figures/picture_detail.h"
#include "ui/panels/context.h"
#include "ui/state/playback.h"

class QToolButton;

namespace headlight::ui {

// A press beside the handle takes it there.
class ScrubSlider : public QSlider {
  Q_OBJECT

 public:
  explicit ScrubSlider(QWidget* parent = nullptr) : QSlider(Qt::Horizontal, parent) {}

 protected:
  void mousePressEvent(QMouseEvent* event) override;
};

// Shown while the current run is a frame of a video.
class Transport : public QWidget {
  Q_OBJECT

 public:
  explicit Transport(Playback& playback, QWidget* parent = nullptr);

  [[nodiscard]] ScrubSlider* slider() const { return slider_; }
  [[nodiscard]] QString time_text() const;

 private:
  QToolButton* tool(const QString& icon_name, const QString& name);
  void refresh();

  Playback& playback_;
  QToolButton *back_, *play_, *next_, *keep_, *loop_;
  ScrubSlider* slider_;
  Choice* every_;
  ElidedLabel *frame_, *time_;
};

// "0:01.3"; with hours "1:02:03.4".
[[nodiscard]] QString clock_text(double seconds);

// The frame that is sought as it is in the file, over a panel's picture until its attention is there: at the same place,
// as dark as that.
class RawFrame : public QWidget {
  Q_OBJECT

 public:
  struct Below {
    std::optional<PicturePlace> place;  // of the picture on the widget; none: as large as there is room
    QSizeF picture;                     // original pixels
    double dim = 0;                     // how much black lies on it
  };
  RawFrame(Playback& playback, QWidget* over, std::function<Below()> below);
  // Where the whole frame lies on the widget.
  [[nodiscard]] QRectF place() const;

  // The picture below has changed: from now on it may be seen again.
  void give_way();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();

  Playback& playback_;
  std::function<Below()> below_;
  QImage image_;
  QTimer late_;
};

}  // namespace headlight::ui
