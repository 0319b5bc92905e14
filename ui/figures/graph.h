// Token alignment: queries at the left, keys at the right, links as wide and dark as their weights. Links of several
// heads begin and end side by side in every row, in the order of the heads.
#pragma once

#include "ui/figures/figure.h"
#include "ui/figures/side.h"

namespace headlight::ui {

struct GraphHead {
  QString name;   // for the legend: "head 2", "mean"
  int head = -1;  // −1: mean or maximum
  Plane plane;    // one cell a pair of entries
};

struct GraphLink {
  std::int64_t query = 0, key = 0;  // entries of the sides
  int head = 0;                     // place in GraphContent::heads
  float weight = 0;
};

struct GraphContent {
  QString title;
  QString query_name = QStringLiteral("query"), key_name = QStringLiteral("key");
  QString note;
  bool rollout = false;  // its links are of a rollout, not weights of a head
  Side queries, keys;
  std::vector<GraphHead> heads;
  std::int64_t top_k = 3;  // links of each query and head; 0: all above the threshold
  double threshold = 0.02;
  int site = -1;
  // Of a graph that shows a part (see readable_part): its links, by falling weight, and what is left out.
  std::optional<std::vector<GraphLink>> links;
  struct {
    std::int64_t queries = 0, keys = 0, links = 0;
  } left_out;
};

class GraphFigure final : public ContentFigure<GraphContent> {
 public:
  explicit GraphFigure(GraphContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] Hovering hovering() const override { return {true, false, false}; }

  // Rows of the longer side, and as many as `rect` holds at the least height on the screen at which they can be read.
  // Where there are more, FigureStyle::viewport chooses those in sight: y = the first, height = their number.
  struct Rows {
    double all = 0, most = 0, height = 0;
  };
  [[nodiscard]] Rows rows(const QRectF& rect, const FigureStyle& style) const;

  // Shown links by falling weight.
  [[nodiscard]] const std::vector<GraphLink>& links() const { return links_; }

 private:
  std::vector<GraphLink> links_;
};

}  // namespace headlight::ui
