// A figure as it will stand on paper: at true size, or fitted into the room there is.
#pragma once

#include <QLabel>
#include <QScrollArea>

#include "ui/figures/export.h"

class QScreen;

namespace headlight::ui {

class FigurePreview : public QScrollArea {
  Q_OBJECT

 public:
  explicit FigurePreview(QWidget* parent = nullptr);

  // Renders it for a page; the size on paper in millimetres.
  Result<QSizeF> show_figure(const BuiltFigure& built, const PageSpec& page);
  void set_true_size(bool on);  // shown from the next show_figure on
  [[nodiscard]] bool true_size() const { return true_size_; }
  [[nodiscard]] QPixmap shown() const { return picture_->pixmap(); }

 Q_SIGNALS:
  void resized();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QLabel* picture_;
  bool true_size_ = true;
};

// Device-independent pixels that a millimetre has on a screen; 96 an inch where the screen does not tell its size.
[[nodiscard]] double pixels_per_millimetre(const QScreen* screen);

}  // namespace headlight::ui
