// Sampling points as marks on a picture: colour = head (or level), shape = level, area and opacity = weight.
#pragma once

#include <QColor>
#include <QImage>
#include <QPainterPath>
#include <algorithm>
#include <vector>

#include "engine/api/view.h"
#include "ui/figures/figure.h"
#include "ui/figures/picture_detail.h"

namespace headlight::ui {

struct PointsLook {
  bool by_level = false;  // colour = level instead of head
  double largest = 1;     // the weight of the largest mark
  double dim = 0.46;      // how much black lies on the picture, 0…1
  double size = 1;        // of all marks
  bool offsets = true;    // thin lines from the reference point
  int chosen = -1;        // the head whose marks are ringed, on top of the others
  std::vector<int> hollow{};  // heads whose marks are outlines: what they read counts for nothing
  [[nodiscard]] bool is_hollow(int head) const { return std::ranges::find(hollow, head) != hollow.end(); }
};

// The visible part of `image`, which shows `size` original pixels, under black of `dim`; from three screen pixels a pixel
// of the image on its pixels are squares. With style.detail on top of it.
void draw_photo(QPainter& painter, const QImage& image, QSizeF size, const PicturePlace& place, double dim,
                const FigureStyle& style);

// The shape of level `level` around `centre`, of the area of a circle with `radius`.
QPainterPath level_mark(int level, QPointF centre, double radius);
// Colours read on the dimmed picture, in both themes and on paper; they repeat after eight.
QColor mark_colour(const PointsLook& look, int head, int level);
// Of a mark, so that its area goes with the weight.
double mark_radius(const PointsLook& look, double weight, const FigureStyle& style);
// A mark with its black outline; `hollow`: of its colour, black at both sides, and nothing in it.
void draw_mark(QPainter& painter, int level, QPointF centre, double radius, QColor colour, const FigureStyle& style, bool hollow = false);
void draw_hollow(QPainter& painter, const QPainterPath& outline, const QColor& colour, const FigureStyle& style);

// Offset lines, then marks from light to heavy, clipped to the picture.
void draw_points(QPainter& painter, const QueryPoints& points, const PicturePlace& place, const PointsLook& look,
                 const FigureStyle& style);
// A small ring: where another query is.
void draw_place(QPainter& painter, QPointF at, const FigureStyle& style);
// A cross in a circle.
void draw_reference(QPainter& painter, QPointF at, const FigureStyle& style);

// Which points are drawn; empty lists: all of them.
struct PointFilter {
  std::vector<int> heads, levels;
  double least_weight = 0;
};
// Takes the other points away; shares stay as they were counted.
void keep_points(QueryPoints& points, const PointFilter& filter);

// Weight inside the box, the mean over the heads: the share of all their weight, 0…1.
double inside_share(const QueryPoints& points);
// True for a box of some area.
bool is_box(const Box& box);

}  // namespace headlight::ui
