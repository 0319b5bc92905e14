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

// Where a label may lie: on which side of its box, and how much of what should be seen it hides there.
struct LabelSpot {
  QRectF rect;
  int side = 0;
  double hides = 0;
};

// What a label asks for.
struct LabelWish {
  QRectF box;
  QSizeF size;
  int reach = 0;      // how far it may go away from the box, in label heights
  double edge = 0;    // the box's line is so thick on both sides of it
  int preferred = -1; // the side where it stood before
};

// Gives labels their places on a picture, one after the other.
class LabelPlaces {
 public:
  // `marks` and `objects` are covered only where there is no other place; `objects`: boxes, each as a share of itself.
  explicit LabelPlaces(const QRectF& picture, std::vector<QRectF> marks = {}, std::vector<QRectF> objects = {})
      : picture_(picture), marks_(std::move(marks)), objects_(std::move(objects)) {}

  // On the preferred side where it hides little there; else above the box, below, beside it, and only then inside; free of the
  // labels placed before. None where no such place is left.
  [[nodiscard]] std::optional<LabelSpot> spot(const LabelWish& wish) const;
  void take(const QRectF& rect);
  // Both at once.
  std::optional<QRectF> place(const QRectF& box, QSizeF size, int reach = 0, double edge = 0);

 private:
  [[nodiscard]] bool is_free(const QRectF& rect) const;
  [[nodiscard]] double hidden(const QRectF& rect) const;

  QRectF picture_;
  std::vector<QRectF> marks_, objects_, taken_;
};

struct BoxLabel {
  QRectF box;
  QString text, shorter;  // shorter: where the box is small or the text does not fit; empty to leave it out then
  bool chosen = false;
  QColor ground{};  // a track's colour; invalid: white for chosen, black for others
  int track = -1;   // whose side is remembered
  bool shared = false;  // a plate of two boxes
  QString stacked{};    // its text in two lines, one a box; empty: it has one
};

// Two boxes over each other that nothing tells apart share a plate: "3, 6 person", "3 person, 6 car".
[[nodiscard]] std::vector<BoxLabel> joined_labels(const std::vector<BoxLabel>& labels);

// Chosen ones first, black on white; the others white on black. `marks`: what they should not cover, as the boxes. `sides`:
// where labels of tracks stood in the frame before, which they keep while they fit; may be null.
void draw_box_labels(QPainter& painter, const QRectF& picture, const std::vector<BoxLabel>& labels,
                     const FigureStyle& style, std::vector<QRectF> marks = {}, LabelSides* sides = nullptr);

}  // namespace headlight::ui
