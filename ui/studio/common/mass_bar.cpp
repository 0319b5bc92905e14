#include "ui/studio/common/mass_bar.h"

#include <algorithm>

#include "ui/controls/appearance.h"

namespace headlight::ui {

void paint_hollow(QPainter& painter, const QRectF& bar) {
  if (bar.width() < 3) return painter.fillRect(QRectF(bar.center().x() - 0.5, bar.top(), 1, bar.height()), colour("text2"));
  frame_bar(painter, bar, colour("text2"), 1);
}

void paint_mass(QPainter& painter, const QRectF& track, double share, bool stands_out) {
  if (!high_contrast()) return paint_bar(painter, track, share, colour(stands_out ? "accent" : "text3"));
  const QRectF bar(track.topLeft(), QSizeF(std::clamp(share, 0.0, 1.0) * track.width(), track.height()));
  stands_out ? painter.fillRect(bar, colour("accent")) : paint_hollow(painter, bar);
}

void paint_mass(QPainter& painter, const QRectF& track, double share, bool stands_out, double chance) {
  paint_mass(painter, track, share, stands_out);
  if (!(chance <= 1)) return;
  const double at = track.left() + std::max(0.0, chance) * track.width();
  if (!high_contrast()) painter.fillRect(QRectF(at - 1, track.top(), 3, track.height()), colour("ground"));
  const bool within = high_contrast() && stands_out && chance < share;
  painter.fillRect(QRectF(at, track.center().y() - 7, 1, 14), colour(within ? "ground" : "text"));
}

}  // namespace headlight::ui
