// From values to colours, and the bar that explains it.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

#include "engine/api/view.h"
#include "ui/figures/figure.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {

enum class Transform { linear, root, log };

QString to_string(Transform transform);  // "linear", "square root", "logarithmic"

struct Scale {
  QString map = QStringLiteral("viridis");
  Transform transform = Transform::linear;
  double low = 0, high = 1;
  QString quantity = QStringLiteral("weight");
  bool reversed = false;  // the map's colours from its end
  std::int64_t even = 0;  // above 0: `high` is the even share 1/even, because every value lies below it
  bool below = false, above = false;  // values beyond an end, which the bar then shows as a point
  bool shared = false;                // one range for all heads
  bool operator==(const Scale&) const = default;

  // Place of a value on the map, 0…1. Root and log keep the sign's side clamped at `low`.
  [[nodiscard]] double position(double value) const;
  [[nodiscard]] double value(double position) const;
  // At most `wanted` ticks, rising, always with both ends.
  [[nodiscard]] std::vector<double> ticks(int wanted = 5) const;
};

// low…high, with `high` rounded up to a readable number; weights never past 1.
Scale rounded(Scale scale);
// The range that nobody chose, for values from `low` to `high` of rows that are spread over `keys` cells (0: unknown).
// Weights: from 0 to `high` rounded up, to 1 where one is above ½, and at least to the even share 1/keys, which some
// weight of every row reaches: a map below it holds next to nothing and must not look bright. Contributions: from 0, rounded up. Scores: whole
// steps, 1, 2, 2.5 or 5 times a power of ten, of about a tenth of the range.
Scale automatic(Scale scale, double low, double high, std::int64_t keys);
// The range from `low` to `high` itself: from 0 for what is never below it, rounded up as there.
Scale fitted(Scale scale, double low, double high);
// A tick's text: as many digits as it needs, "0", "0.05", "−3".
QString tick_text(double value);

// One pixel a cell. Values that are not finite are transparent.
QImage image_of(const Plane& plane, const Scale& scale, bool mirrored = false);

// Cells (one a pixel) over `target`: as rectangles when they are few (crisp in vector files), else as one image.
void draw_cells(QPainter& painter, const QRectF& target, const QImage& cells);

// An image whose pixels stay sharp squares in every viewer of vector files too, or, `smooth`, are blended.
void draw_pixels(QPainter& painter, const QRectF& target, const QImage& image, bool smooth);

// Upright bar with ticks at the right, the quantity above, and below that "√ scale" or "log scale", "all heads" where
// they share it and where its end is an even share, that; `marked` gets a triangle. `bar` is the coloured part.
void draw_colour_bar(QPainter& painter, const QRectF& bar, const Scale& scale, const FigureStyle& style,
                     std::optional<double> marked = std::nullopt);
// Room right of the bar's left edge, and above its top edge.
double colour_bar_width(const Scale& scale, const FigureStyle& style);
double colour_bar_thickness(const FigureStyle& style);
double colour_bar_head(const Scale& scale, const FigureStyle& style);
// One of these lengths, the largest of a figure's own bar and those of the figures in a row with it.
double largest_bar(double (*length)(const Scale&, const FigureStyle&), const Scale& own, const std::vector<Scale>& beside,
                   const FigureStyle& style);

// White on black, readable on every map.
void draw_data_mark(QPainter& painter, const QRectF& rect, const FigureStyle& style, bool selected);

}  // namespace headlight::ui
