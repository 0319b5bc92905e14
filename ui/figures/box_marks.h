// Boxes on a picture, and labels that neither overlap nor leave it.
#pragma once

#include <QRectF>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

#include "ui/figures/figure.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {

// before: the box that a layer started from, dashed; query: of a chosen query that is no detection, dotted.
enum class BoxLook { other, chosen, before, query };

// `line`: white, or a track's colour.
void draw_box(QPainter& painter, const QRectF& box, BoxLook look, const FigureStyle& style, QColor line = Qt::white);

// Of a detection that is followed through a video, read on dark and light pictures; white for one that is not.
QColor track_colour(const Track& track);

// Gives labels their places on a picture, one after the other.
class LabelPlaces {
 public:
  // `avoided`: covered only where there is no other place.
  explicit LabelPlaces(const QRectF& picture, std::vector<QRectF> avoided = {})
      : picture_(picture), avoided_(std::move(avoided)) {}

  // Above `box`, else inside at its top, below, at its sides, inside at its foot; up to `reach` label heights away from it,
  // beside its line, which is `edge` thick on both sides of it; free of the labels placed before and covering as little as
  // can be of what is avoided; none where no such place is left.
  std::optional<QRectF> place(const QRectF& box, QSizeF size, int reach = 0, double edge = 0);

 private:
  QRectF picture_;
  [[nodiscard]] bool is_free(const QRectF& rect) const;
  [[nodiscard]] double covered(const QRectF& rect) const;  // area of what is avoided

  std::vector<QRectF> avoided_, taken_;
};

struct BoxLabel {
  QRectF box;
  QString text, shorter;  // shorter: where the text does not fit; empty to leave it out then
  bool chosen = false;
  QColor ground{};  // a track's colour; invalid: white for chosen, black for others
};

// Chosen ones first, black on white; the others white on black. `marks`: what they should not cover.
void draw_box_labels(QPainter& painter, const QRectF& picture, const std::vector<BoxLabel>& labels,
                     const FigureStyle& style, std::vector<QRectF> marks = {});

}  // namespace headlight::ui
