// Attention between detections as lines on the picture.
#pragma once

#include <QImage>
#include <memory>
#include <utility>
#include <vector>

#include "engine/api/view.h"
#include "ui/figures/figure.h"
#include "ui/figures/picture_detail.h"
#include "ui/figures/tracks.h"

namespace headlight::ui {

struct PictureGraphContent {
  QString title, note;
  QImage image;
  QSizeF image_size;                  // original pixels
  std::vector<Detection> detections;  // numbered as in the trace
  std::vector<Track> tracks;          // their numbers instead, and their colours; empty or one a detection
  std::shared_ptr<LabelSides> sides;  // where tracks' labels stood in the frame before; null: nowhere
  Plane weights;                      // detections × detections: from the row's to the column's
  std::vector<double> elsewhere;      // a detection: its weight on queries that are no shown detection
  bool last_is_query = false;         // the last of them is the chosen query, which was not read as one: it has no number
  int chosen = -1;                    // detection whose links are shown; −1: of all
  std::int64_t top_k = 2;             // links of each detection; 0: no limit
  double threshold = 0.02;
  double dim = 0.46;
  int site = -1, head = -1;
};

// Of a map between all queries: rows and columns of the content's detections alone, and each row's weight on all others.
void take_weights(PictureGraphContent& content, const Plane& all);

// What of the weight of the chosen detection, or of all in the mean, is not among the drawn links.
struct Undrawn {
  double on_itself = 0, elsewhere = 0, weaker = 0;
  std::size_t weaker_links = 0;
};

struct DetectionLink {
  std::size_t from = 0, to = 0;
  double weight = 0;
};

class PictureGraphFigure final : public ContentFigure<PictureGraphContent> {
 public:
  explicit PictureGraphFigure(PictureGraphContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  // A detection's box: query is its query; with a chosen detection, `value` is the weight from it.
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  // Where the picture lies, and the part of it that is seen: style.viewport's on the screen.
  [[nodiscard]] PicturePlace place(const QRectF& rect, const FigureStyle& style) const;
  // Shown links between different detections, rising weight.
  [[nodiscard]] const std::vector<DetectionLink>& links() const { return links_; }
  [[nodiscard]] Undrawn undrawn() const;
  // One line of it: "Not drawn: 31 % on itself, 22 % on other queries"; empty where all is drawn.
  [[nodiscard]] QString undrawn_text() const;

 private:
  [[nodiscard]] QRectF picture(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] std::vector<double> sampled_widths() const;
  [[nodiscard]] QSizeF widths_size(const FigureStyle& style) const;
  [[nodiscard]] QRectF widths_place(const QRectF& picture, const FigureStyle& style) const;
  [[nodiscard]] QRectF undrawn_place(const QRectF& picture, const FigureStyle& style) const;
  void draw_undrawn(QPainter& painter, const QRectF& picture, const FigureStyle& style) const;
  void draw_widths(QPainter& painter, const QRectF& picture, const FigureStyle& style) const;
  void draw_rows(QPainter& painter, const QRectF& rect, const FigureStyle& style) const;

  std::vector<DetectionLink> links_;
};

}  // namespace headlight::ui
