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
  // `aside`: how far below the middle of both rows it runs.
  [[nodiscard]] QPainterPath path(std::int64_t query, std::int64_t key, double aside = 0) const {
    const double from = x(first_x), to = x(last_x), middle = (from + to) / 2;
    const double above = y(query) + aside, below = y(key) + aside;
    QPainterPath path(QPointF(from, above));
    path.cubicTo(QPointF(middle, above), QPointF(middle, below), QPointF(to, below));
    return path;
  }
};

// Where every link runs: links between the same two entries side by side, by head, thinner where they would leave
// their rows.
struct Stroke {
  double aside = 0, width = 0;
};

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
