// A figure: a scene painted by one code path on screens, images, SVG and PDF.
#pragma once

#include <QColor>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ui/theme/face.h"
#include "ui/theme/theme.h"

namespace headlight::ui {

// A place in a map. Numbers are positions of the figure's own rows and columns: where subwords are merged or special
// tokens dropped, Figure::query_positions/key_positions name the tokens behind them. −1: none.
struct Cell {
  std::int64_t query = -1, key = -1;
  bool operator==(const Cell&) const = default;
};

// What lies under a point.
struct Hit {
  std::int64_t query = -1, key = -1;  // token or patch positions of the trace's axes (first token of a merged word)
  int head = -1;                      // −1: not one head (mean, max)
  int site = -1;                      // place in TraceInfo::sites
  double value = 0;                   // exact where a cell or link is hit
  bool has_value = false;
  QString query_label, key_label;
  std::int64_t box = -1;  // the object of another box that is drawn there
  bool own_place = false;  // the mark of the place that a query itself has, its reference point
  std::optional<QPointF> place{};  // of the picture, in its pixels, where the figure is a map over it
};

// Visible part of a matrix in cells: columns x…x+width, rows y…y+height. An empty one means everything.
using Viewport = QRectF;

class PictureDetail;

// How to paint. One unit is a px at 100 % on the screen and a point (1/72 inch) on paper; painters are scaled by
// callers.
struct FigureStyle {
  bool paper = false;
  QColor ground, ink, second, link, chosen, rule, frame;  // rule: lines between cells; frame: hover, axes
  QColor selected_fill, selected_line;                    // behind a selected row on the screen
  double selected_width = 1;                              // of that line
  bool dashed_keys = false;                               // chosen keys told from queries without a fill
  QList<QColor> heads;
  QString difference_map;
  double label = 11, tick = 11, title = 12;  // type sizes
  int title_weight = 600;
  double hairline = 1;
  double gap = 4;           // the grid of distances: 4 px on the screen, 2.5 pt on paper
  [[nodiscard]] double spacing() const { return gap * 4; }  // between the parts of a figure
  bool titles = true;       // panels of the window have their own header
  double title_indent = 0;  // room left of a title for its panel's letter
  double dimmed = 1;        // 0.35 while a newer result is awaited

  // Interaction, in the trace's positions; passed in, never kept by figures.
  Cell selected, hovered;
  int selected_site = -1, selected_head = -1, hovered_site = -1, hovered_head = -1;
  int selected_layer = -1;  // of the objects' layers, where the selected site is another stream's
  Viewport viewport;  // the part that is shown: cells of a matrix, rows of a graph, original pixels of a picture
  const PictureDetail* detail = nullptr;  // figures on a picture: sharper parts of it
  bool box_labels = true;  // figures on a picture: beside their boxes
  QRectF part;  // figures on a picture: what the model was given of it, outlined; empty: all of it

  bool operator==(const FigureStyle&) const = default;

  [[nodiscard]] Face face(double size, int weight = 400) const { return Face(size, weight).with_slack(paper ? kSlack : 0); }
  [[nodiscard]] Face label_face(int weight = 400) const { return face(label, weight); }
  [[nodiscard]] Face tick_face() const { return face(tick); }
  [[nodiscard]] Face title_face() const { return face(title, title_weight); }

 private:
  static constexpr double kSlack = 0.05;  // of text that other programs may paint
};

FigureStyle screen_style(const Theme& theme);
// Black on white paper, sizes of tokens.json type.figurePt.
FigureStyle paper_style();

// The numbers behind a figure, exactly as shown.
struct FigureData {
  QString kind;                              // "matrix", "graph", …
  QStringList header;                        // of the table that CSV holds
  std::vector<std::vector<QVariant>> table;  // one line each; numbers are double or qint64, labels QString
  std::vector<std::int64_t> shape;           // of the array that NPY holds
  std::vector<float> values;
  QJsonObject labels;  // what the array's axes mean
};

class Figure {
 public:
  virtual ~Figure() = default;

  // The size at which everything is readable, for `width` units if positive, else as wide as it likes.
  [[nodiscard]] virtual QSizeF natural_size(const FigureStyle& style, double width = 0) const = 0;

  // The least width at which nothing is cut off and every part can be told from the others. Files are never narrower.
  [[nodiscard]] virtual double least_width(const FigureStyle& style) const = 0;

  // Paints inside `rect`; never fails, gives way (thinned labels, pooled cells) when there is too little room.
  virtual void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const = 0;

  // What of FigureStyle's hover the figure shows: a cell of its map, a head. `apart`: paint_hovered adds it to what paint
  // makes of a style without it.
  struct Hovering {
    bool cell = false, head = false, apart = false;
  };
  [[nodiscard]] virtual Hovering hovering() const { return {}; }
  virtual void paint_hovered(QPainter& /*painter*/, const QRectF& /*rect*/, const FigureStyle& /*style*/) const {}

  // What lies at `point` of a figure painted into `rect` with `style`.
  [[nodiscard]] virtual std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const = 0;

  [[nodiscard]] virtual FigureData data() const = 0;
  // "Layer 3, head 1"
  [[nodiscard]] virtual QString title() const = 0;
};

// A figure that paints a value with a `title`.
template <typename Content>
class ContentFigure : public Figure {
 public:
  explicit ContentFigure(Content content) : content_(std::move(content)) {}

  [[nodiscard]] QString title() const override { return content_.title; }
  [[nodiscard]] const Content& content() const { return content_; }
  void set_note(QString note) { content_.note = std::move(note); }

 protected:
  Content content_;
};

// The least width between `low` and `high` at which `fits` holds, which must hold for all larger ones; else `high`.
double least_fitting(double low, double high, const std::function<bool(double)>& fits);

using FigurePtr = std::shared_ptr<const Figure>;

}  // namespace headlight::ui
