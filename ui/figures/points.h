// Where a deformable layer looked: sampling points of detections or cells on the picture, with their legend.
#pragma once

#include <QImage>
#include <array>
#include <map>
#include <memory>
#include <vector>

#include "ui/figures/figure.h"
#include "ui/figures/point_marks.h"
#include "ui/figures/refinement.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {

struct PointsContent {
  QString title;
  QString explanation;  // what a mark is, under the title
  QString note;         // what is left out
  QImage image;
  QSizeF image_size;  // original pixels
  std::vector<QueryPoints> queries;
  std::vector<QString> query_labels;  // "bus 0.93", one a query
  std::vector<Detection> detections;  // other boxes, numbered as in the trace
  std::vector<Track> tracks;          // their numbers instead, and their colours; empty or one a detection
  std::shared_ptr<LabelSides> sides;  // where tracks' labels stood in the frame before; null: nowhere
  bool other_boxes = true;
  // What the layer's other queries sampled, or where they are alone: below the rest, each to be clicked; and their names.
  std::vector<QueryPoints> others{};
  std::vector<QString> other_labels{};
  bool other_places = true;           // with a mark at each one's reference point
  std::vector<QPointF> faint{};       // points of other heads: small and pale below the rest
  std::vector<std::array<std::int64_t, 2>> levels;
  std::array<std::int64_t, 2> input{0, 0};
  std::vector<int> heads, shown_levels;  // shown ones
  std::map<int, QString> head_words{};   // what was done to a head, after its name in the legend: "off"
  PointsLook look;
  int site = -1, layer = 0;
  std::shared_ptr<const RefinementFigure> strip;  // below the picture; may be empty
  // Whether query `i` of `queries` is among the detections.
  [[nodiscard]] bool is_detection(std::size_t i) const;
  // Whose shares the legend tells: the chosen queries', else those of the whole layer.
  [[nodiscard]] const std::vector<QueryPoints>& counted() const { return queries.empty() ? others : queries; }
  // How the marks of `others` are drawn: small and without offset lines, all of a layer's lie on one picture.
  [[nodiscard]] PointsLook other_look() const;
};

class PointsFigure final : public ContentFigure<PointsContent> {
 public:
  explicit PointsFigure(PointsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  // style.viewport: the part of the picture to show, in original pixels. Without style.titles: the picture alone.
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  // A sampling point (key_label "head 3 · level 1 · point 2", value its weight), else a box (no value).
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  // Where the photo lies in a figure painted into `rect`.
  [[nodiscard]] PicturePlace place(const QRectF& rect, const FigureStyle& style) const;

 private:
  struct Layout {
    PicturePlace picture;
    std::vector<QRectF> legend;  // places of the legend's blocks; empty for none
    QStringList explanation, note;
    double note_top = 0;
    QRectF strip;
  };
  [[nodiscard]] Layout plan(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] bool legend_beside(double width, const FigureStyle& style) const;
  // A tall picture on paper: the legend beside it takes what it leaves of the width, and so does the strip.
  [[nodiscard]] bool is_tall(double width, const FigureStyle& style) const;
  // In one column or two, from the top of `at`.
  void place_legend(Layout& out, const QRectF& at, bool two_columns, const FigureStyle& style) const;
  void draw_picture(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  void draw_faint(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  void draw_layer(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  [[nodiscard]] std::optional<Hit> mark_at(QPointF point, const PicturePlace& place, const FigureStyle& style) const;
  void draw_boxes(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  void draw_labels(QPainter& painter, const PicturePlace& place, const FigureStyle& style) const;
  [[nodiscard]] bool is_shown(std::int64_t query) const;
  [[nodiscard]] std::vector<QRectF> marks(const PicturePlace& place, const FigureStyle& style) const;
  [[nodiscard]] Track track_of(std::int64_t query) const;
  [[nodiscard]] QColor line_of(std::int64_t query) const;

};

}  // namespace headlight::ui
