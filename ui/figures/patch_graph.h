// Attention between patches, or from detections to patches, as lines on the picture; tokens without a place ([CLS],
// registers) stand beside it.
#pragma once

#include <QImage>
#include <optional>
#include <vector>

#include "ui/figures/figure.h"
#include "ui/figures/graph.h"
#include "ui/figures/scale.h"

namespace headlight::ui {

// A position of an axis.
struct PatchMark {
  QString label;
  std::optional<QRectF> place;  // in original pixels
  bool beside = false;          // stands beside the picture; neither: counted with what is not shown
  bool box = false;             // a detection's box, not a cell
};

struct PatchGraphContent {
  QString title, note;
  QImage image;
  QSizeF image_size;                   // original pixels
  std::vector<PatchMark> queries, keys;
  bool one_axis = true;                // queries and keys are the same positions
  std::vector<GraphHead> heads;        // planes with one cell a query and key
  std::int64_t chosen = -1;            // query whose links are shown; −1: of all
  QString chosen_name;
  std::int64_t top_k = 2;              // links of each query and head; 0: no limit
  double threshold = 0.02;
  double dim = 0.46;
  Scale scale;                         // colours of one head's links; those of several have their head's colour
  int site = -1;
};

class PatchGraphFigure final : public ContentFigure<PatchGraphContent> {
 public:
  explicit PatchGraphFigure(PatchGraphContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  // The cell or token under the point, as a query where queries and keys are the same positions, else as a key.
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  // The shown links; the array is heads × queries × keys of those that they join.
  [[nodiscard]] FigureData data() const override;
  // Shown links by falling weight, and how many weaker ones were left out for there being too many.
  [[nodiscard]] const std::vector<GraphLink>& links() const { return links_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  // Weight on each key, mean over the heads: from the chosen query, else the mean over the queries that are shown.
  [[nodiscard]] const std::vector<double>& received() const { return received_; }

 private:
  struct Layout;
  [[nodiscard]] Layout plan(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] bool is_beside(double width, const FigureStyle& style) const;
  [[nodiscard]] double free_width(const FigureStyle& style) const;
  [[nodiscard]] double tokens_width(const FigureStyle& style) const;
  [[nodiscard]] double table_height(const FigureStyle& style) const;
  void draw_keys(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  void draw_boxes(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  void draw_links(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  void draw_tokens(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  void draw_chosen(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  void draw_table(QPainter& painter, const Layout& layout, const FigureStyle& style) const;
  [[nodiscard]] QColor colour_of(std::size_t head) const;
  [[nodiscard]] QColor colour_of(const GraphLink& link) const;
  [[nodiscard]] std::vector<double> samples() const;
  void draw_legend(QPainter& painter, double left, double top, const FigureStyle& style) const;
  void find_beside();

  std::vector<GraphLink> links_;
  std::size_t left_out_ = 0;
  std::vector<double> received_;
  std::vector<std::size_t> ranked_, beside_;  // shown keys by falling weight; tokens with links beside the picture
};

}  // namespace headlight::ui
