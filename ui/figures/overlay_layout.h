// Where the parts of an overlay lie: the picture, the map on it, the colour bar and what is said below.
#pragma once

#include <QRectF>
#include <QStringList>

#include "ui/figures/overlay.h"

namespace headlight::ui {

struct OverlayLayout {
  PicturePlace picture, map;  // picture.rect is empty where it is not shown beside the map
  QRectF bar;
  double foot = 0;
};
[[nodiscard]] OverlayLayout layout_of(const OverlayContent& content, const QRectF& rect, const FigureStyle& style);

// What there is for the pictures.
struct OverlayRoom {
  double bar = 0, between = 0, head = 0;
  double down = 0;  // of all pictures together, at most
  QSizeF size;      // of one picture at most
  bool two = false, stacked = false;
};
[[nodiscard]] OverlayRoom room_of(const OverlayContent& content, const QRectF& rect, const FigureStyle& style);

[[nodiscard]] QSizeF picture_size(const OverlayContent& content);  // in original pixels
[[nodiscard]] bool is_tall(const OverlayContent& content);
[[nodiscard]] bool is_stacked(const OverlayContent& content, const FigureStyle& style);  // the picture above the map
// Of the colour bar, with its distance from the picture.
[[nodiscard]] double beside_room(const OverlayContent& content, const FigureStyle& style);
// Height of the bar with its name, which stands beside the picture, at least.
[[nodiscard]] double least_bar(const OverlayContent& content, const FigureStyle& style);
// The lines below the pictures.
[[nodiscard]] QStringList lines_below(const OverlayContent& content, const FigureStyle& style, double width);

}  // namespace headlight::ui
