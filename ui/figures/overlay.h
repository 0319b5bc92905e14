// A map over patches on the picture that the model was given.
#pragma once

#include <QImage>
#include <QTransform>
#include <memory>
#include <optional>
#include <utility>

#include "engine/api/axis.h"
#include "engine/api/trace_info.h"
#include "engine/api/view.h"
#include "ui/figures/figure.h"
#include "ui/figures/picture_detail.h"
#include "ui/figures/place_rings.h"
#include "ui/figures/scale.h"
#include "ui/figures/tracks.h"
#include "ui/figures/unseen.h"

namespace headlight::ui {

// An axis whose grid covers the whole input of `of` evenly, in rows × columns.
[[nodiscard]] Axis even_axis(const Axis& of, std::int64_t rows, std::int64_t columns);

// Of an object that is not the query.
struct OtherBox {
  std::int64_t query = -1;
  Box box;
  QString label;  // "1 car"
  QColor line = Qt::white;
  int track = -1;
};

struct OverlayContent {
  QString title, note;
  QString kind = QStringLiteral("overlay");
  Axis axis;                    // of the keys, patches
  QImage image;                 // of any size; shown as axis.image
  Plane map;                    // grid rows × columns
  std::vector<double> leading;  // weights on the leading tokens
  std::vector<double> trailing; // and on those after the patches
  QString query_label;          // "[CLS]", "patch 3,7"
  std::int64_t query = -1;      // position on the axis
  QColor box_line = Qt::white;  // or its track's
  QString box_label{};          // "0 car", on the screen
  std::optional<Box> box;       // of a query that is a detection; then `query` is −1 here and `detection` names it
  std::int64_t detection = -1;  // position on the queries axis
  std::vector<OtherBox> others{};
  std::shared_ptr<LabelSides> sides{};  // where tracks' labels stood in the frame before; null: nowhere
  std::optional<PlaceRings> rings{};
  bool places = false;          // cells are places of the picture, not patches that were read
  bool keys = true;             // false: a map of no attention, whose cells have no positions
  Scale scale;
  std::vector<Scale> beside{};  // of the figures in a row with this one: all leave room for the largest colour bar
  bool sums_to_one = true;  // with the leading and trailing tokens
  bool smooth = false;
  double opacity = 0.7;
  std::vector<double> shares;  // contours around these shares of the mass, 0…1
  bool with_picture = false;   // the picture alone beside it
  bool with_bar = true;        // else the figure beside it has the same one
  int site = -1, head = -1;
  std::vector<bool> unseen;  // cells of the map that the query cannot see: veiled; empty: it sees all
};

class OverlayFigure final : public ContentFigure<OverlayContent> {
 public:
  explicit OverlayFigure(OverlayContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  // style.viewport: the part of the picture to show.
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] Hovering hovering() const override { return {true, false, true}; }
  void paint_hovered(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;

  // Where the picture under the map lies in a figure painted into `rect`, and its size in original pixels.
  [[nodiscard]] PicturePlace place(const QRectF& rect, const FigureStyle& style) const;
  // The most room that it may take there.
  [[nodiscard]] QSizeF room(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] QSizeF picture_size() const;

  // Grid coordinates (columns, rows) to original-image pixels.
  [[nodiscard]] QTransform grid_to_image() const;

 private:
  [[nodiscard]] QTransform image_of_input() const;  // model-input to original-image pixels
  [[nodiscard]] QRectF seen(const PicturePlace& picture) const;  // what of the picture the model was given
  // The last cells of a grid that was rounded up reach beyond the model's input, padding beyond the picture: nothing is
  // drawn there.
  void clip_to_input(QPainter& painter, const PicturePlace& picture, const QRectF& grid) const;
  void draw_heat(QPainter& painter, const QTransform& placed, const QRectF& grid, const FigureStyle& style) const;
  void draw_seen_heat(QPainter& painter, const QTransform& placed, const QRectF& grid, bool blended) const;
  void draw_box_of_query(QPainter& painter, const QTransform& image, const FigureStyle& style) const;
  void draw_others(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  void draw_names(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;  // of all boxes, over everything else
  [[nodiscard]] std::int64_t other_at(QPointF image) const;  // −1: none, or the query's own box is smaller
  void draw_query(QPainter& painter, const QTransform& placed, const FigureStyle& style) const;
  void mark_patch(QPainter& painter, const QTransform& placed, std::int64_t position, const FigureStyle& style) const;
  void clip_to_map(QPainter& painter, const PicturePlace& map, const QTransform& placed, const FigureStyle& style) const;
  void draw_unseen(QPainter& painter, const QTransform& placed, const FigureStyle& style) const;

  QImage heat_;
};

}  // namespace headlight::ui
