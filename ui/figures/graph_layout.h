// Where the parts of an alignment graph lie.
#pragma once

#include <QPainterPath>
#include <vector>

#include "ui/figures/graph.h"

namespace headlight::ui {

struct GraphLayout {
  double row = 0, top = 0, first_x = 0, last_x = 0, weights_x = 0, label_room = 0, key_room = 0;
  double right = 0;  // of the links: what keys and weights need
  double query_number = 0, key_number = 0;  // room of the positions beside the labels; 0: none are written
  double rows_top = 0, rows_bottom = 0;     // of the rows in sight: `top` lies above where earlier ones are scrolled away
  bool mirrored = false, scrolled = false;
  QRectF rect;

  [[nodiscard]] double x(double logical) const { return mirrored ? rect.left() + rect.right() - logical : logical; }
  [[nodiscard]] double y(std::int64_t entry) const { return top + (double(entry) + 0.5) * row; }
  [[nodiscard]] bool in_sight(std::int64_t entry) const {
    return !scrolled || (y(entry) + row / 2 > rows_top && y(entry) - row / 2 < rows_bottom);
  }
  [[nodiscard]] Anchor anchor(Anchor logical) const {
    if (!mirrored || logical == Anchor::middle) return logical;
    return logical == Anchor::start ? Anchor::end : Anchor::start;
  }
};

// Where a link runs: how far below the middle of its query's row it begins and of its key's row it ends, and its width.
// The heads have a lane each at every row's end, in their order: links of different heads never end on one another.
// All widths are `scale` times what one head would have, so that the lanes of the fullest row fit and widths compare.
struct Stroke {
  double at_query = 0, at_key = 0, width = 0;
};

// A link's curve; level at both ends.
struct LinkCurve {
  QPointF from, to;
  [[nodiscard]] QPointF at(double t) const;
  // From the query to the key; `halves`: from both ends to the middle, so that dashes begin at both and lie on one
  // another where links of one head meet.
  [[nodiscard]] QPainterPath path(bool halves = false) const;
};

LinkCurve curve_of(const GraphLayout& layout, const GraphLink& link, const Stroke& stroke);

std::vector<Stroke> strokes_of(const std::vector<GraphLink>& links, double row, const FigureStyle& style);

// Places of the legend's entries (left end of the stroke, base line counted from the legend's top) and its height.
struct LegendPlan {
  std::vector<QPointF> at;
  double height = 0;
};

LegendPlan plan_legend(const GraphContent& content, const FigureStyle& style, double width);

// Width of the longest label, at most what a figure of that width gives to labels; 0: of one column's width.
double widest_label(const Side& side, const FigureStyle& style, double figure_width = 0);
// Rows of the longer side.
std::int64_t graph_rows(const GraphContent& content);
// What the numbers beside the keys are, for an entry of the queries; −1: for none.
QString weight_name(const GraphContent& content, std::int64_t query);
// Height of names, legend and notes below the rows.
double graph_foot(const GraphContent& content, const FigureStyle& style, double width);
// Height of a row on paper: those of wide figures stand further apart, so that long links can be followed; those of
// long graphs closer, so that a page holds them.
double graph_row(const GraphContent& content, const FigureStyle& style, double width);

GraphLayout plan_graph(const GraphContent& content, const QRectF& rect, const FigureStyle& style);

}  // namespace headlight::ui
