// One attention map with labelled axes, colour bar and numbers, at any token count.
#pragma once

#include "ui/figures/causal.h"
#include "ui/figures/figure.h"
#include "ui/figures/scale.h"
#include "ui/figures/side.h"
#include "ui/figures/unseen.h"

namespace headlight::ui {

// What was changed of the attention behind a map, by rows and columns of its sides. What is hidden has no colour either:
// those cells are among MatrixContent::unseen.
struct MapChanges {
  std::vector<std::int64_t> hidden{};  // columns that no query sees any more: their labels are struck through
  std::vector<Cell> forced{};          // all that their row sees: a dot
  std::vector<std::int64_t> even{};    // rows that spread evenly: outlined, dashed
  bool operator==(const MapChanges&) const = default;
};

struct MatrixContent {
  QString title;
  QString query_name = QStringLiteral("query"), key_name = QStringLiteral("key");
  QString note;  // below, in the second colour
  QString kind = QStringLiteral("matrix");
  Side queries, keys;
  Extent extent;  // rows and columns of the sides that `plane` covers
  Plane plane;    // pooled where smaller than the extent
  std::int64_t bin = 0;  // as TileRequest::bin: the last row and column of `plane` may reach beyond the extent
  Scale scale;
  std::vector<Scale> beside{};  // of the figures in a row with this one: all leave room for the largest colour bar
  CausalMask mask{};
  std::vector<bool> unseen{};  // cells of the plane outside of their query's window or area, or hidden; empty: none
  MapChanges changes{};
  int site = -1, head = -1;
  // What the plane's cells, all of one size, lie over.
  [[nodiscard]] Extent covered() const {
    if (bin == 0) return extent;
    return {extent.row0, extent.row0 + plane.rows * bin, extent.column0, extent.column0 + plane.columns * bin};
  }
  [[nodiscard]] bool exact() const { return plane.rows == extent.rows() && plane.columns == extent.columns(); }
};

// Places of the parts of a matrix figure.
struct MatrixLayout {
  QRectF plot, bar;
  Viewport view;  // visible cells
  double cell_width = 0, cell_height = 0;
  bool row_labels = false, column_labels = false;  // one a cell; else rulers with positions
  double label_size = 0;                           // on paper smaller than the style's where cells are
  double slant = 45;                               // of the top labels, degrees
  double label_room = 0;                           // longest text at the left
  double top_room = 0;                             // longest text along the slant
  bool mirrored = false;                           // keys from right to left

  // Left edge of a column, and the (fractional) column at a place.
  [[nodiscard]] double column_left(double column) const {
    const double from = mirrored ? view.right() - column - 1 : column - view.left();
    return plot.left() + from * cell_width;
  }
  [[nodiscard]] double column_at(double x) const {
    const double across = (x - plot.left()) / cell_width;
    return mirrored ? view.right() - across : view.left() + across;
  }
};

class MatrixFigure final : public ContentFigure<MatrixContent> {
 public:
  explicit MatrixFigure(MatrixContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] Hovering hovering() const override { return {true, false, true}; }
  void paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;

  [[nodiscard]] MatrixLayout layout(const QRectF& rect, const FigureStyle& style) const;
  // The plane in its colours, one pixel a cell, mirrored for right-to-left keys.
  [[nodiscard]] const QImage& image() const { return image_; }
  // Cells of the plane that their query cannot see; empty: it sees all.
  [[nodiscard]] const std::vector<bool>& unseen() const { return unseen_; }

 private:
  QImage image_;
  std::vector<bool> unseen_;
};

// Lines of `text` no wider than `width`.
QStringList wrapped(const QString& text, const Face& face, double width);
// Paints them from `top` down in the pen's colour; returns the height used.
double draw_lines(QPainter& painter, const QStringList& lines, const Face& face, QPointF top_left);
double lines_height(const QStringList& lines, const Face& face);
// Height of a figure's title, wrapped to `width` (0: one line); 0 where the style has none or the title is empty.
double title_height(const QString& title, const FigureStyle& style, double width);
void draw_title(QPainter& painter, const QRectF& rect, const QString& title, const FigureStyle& style);

}  // namespace headlight::ui
