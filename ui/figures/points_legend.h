// The legend of sampling points: heads with their share in the box, levels, sizes of marks, lines.
#pragma once

#include <vector>

#include "ui/figures/points.h"

namespace headlight::ui {

// What tells a bar from its track: in high contrast a frame around the track, else a line around a fill that is as bright or as
// dark as the ground.
void edge_bar(QPainter& painter, const QRectF& track, const QRectF& filled, const QColor& fill, const FigureStyle& style);

// Blocks stand below one another or side by side.
enum class LegendBlock { heads, levels, marks };

[[nodiscard]] std::vector<LegendBlock> legend_blocks(const PointsContent& content);
[[nodiscard]] double legend_height(const PointsContent& content, LegendBlock block, const FigureStyle& style);
void draw_legend(QPainter& painter, const PointsContent& content, LegendBlock block, const QRectF& rect,
                 const FigureStyle& style);

// The levels' rows alone: mark, name, bar and share, from the top of `rect`.
[[nodiscard]] double level_rows_height(const PointsContent& content, const FigureStyle& style);
void draw_level_rows(QPainter& painter, const PointsContent& content, const QRectF& rect, const FigureStyle& style);

// "stride 16" where the input is known and divides evenly, else "40 × 40".
[[nodiscard]] QString level_name(const PointsContent& content, std::size_t level);

}  // namespace headlight::ui
