// Small maps of heads, as the heads grid has them: one image each, made once for each result.
#pragma once

#include <QHash>
#include <QImage>
#include <QPainter>
#include <string>
#include <utility>

#include "ui/panels/context.h"

namespace headlight::ui {

class HeadMaps {
 public:
  explicit HeadMaps(const Feed& feed) : feed_(feed) {}

  // The map of a head; null where it has not arrived. On one scale, 0 to 1, root.
  // Of sampled layers: of the chosen row, over the picture.
  [[nodiscard]] const HeadMap* map(int site, int head) const;
  [[nodiscard]] const QImage& image(int site, int head);
  // Into `rect`, nearest neighbour; nothing where there is none.
  void paint(QPainter& painter, const QRectF& rect, int site, int head);

 private:
  const Feed& feed_;
  ViewPtr made_of_;
  mutable ViewPtr splats_of_;
  mutable std::vector<HeadMap> splats_;
  std::pair<std::string, Quantity> made_with_;  // the look's map and quantity
  QHash<int, QImage> images_;
};

}  // namespace headlight::ui
