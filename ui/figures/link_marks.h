// Links between places on a picture.
#pragma once

#include <QColor>
#include <QPainter>

#include "ui/figures/figure.h"
#include "ui/figures/scale.h"

namespace headlight::ui {

struct LinkLook {
  QColor colour;
  bool arrow = true;
  double thickness = 1;  // of the widest link, in its usual width
  double opacity = 1;
  QRectF bounds = {};    // links bend no further than these; null: freely
};

// From one place to the other, bent to its left so that the two directions of a pair stay apart; as wide as `share`,
// the weight as a part of the largest one shown.
void draw_link(QPainter& painter, QPointF from, QPointF to, double share, const LinkLook& look, const FigureStyle& style);

// A straight one for a legend, as it would be drawn on the picture.
void draw_sample(QPainter& painter, QPointF from, double length, double share, const LinkLook& look, const FigureStyle& style);

// A line of the table beside such a picture.
struct WeightRow {
  QString name;
  double weight = 0;
  double bar = 0;  // length, 0…1; none below 0
  QColor colour;
};
constexpr double kWeightRow = 1.62, kWeightHead = 1.9;  // heights in label sizes: of a row, of the heading

// A heading, then a row each with its name, a bar and the number.
void draw_weight_rows(QPainter& painter, const QRectF& rect, const QString& heading, const std::vector<WeightRow>& rows,
                      const FigureStyle& style);

// The colour of a link by its weight: of the map's colours those that stand 4.5 : 1 from black, so that they can be told from the dimmed picture below them.
[[nodiscard]] QColor link_colour(const Scale& scale, double weight);

}  // namespace headlight::ui
