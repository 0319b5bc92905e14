// Named rows with one bar each, or two (before above after), and their numbers.
#pragma once

#include "ui/figures/figure.h"

namespace headlight::ui {

struct BarsContent {
  struct Row {
    QString name;
    double first = 0, second = 0;  // NaN: not known, "–"
    std::vector<QVariant> more{};  // further columns of the data
    bool strong = false;           // in the colour of what wins
    double spread = -1;            // standard deviation around `first`; below 0: none
  };
  QString title, note;
  QString kind = QStringLiteral("ranking");
  std::vector<QString> lines;  // said above the bars
  std::vector<Row> rows;
  bool pairs = false;                    // rows have a second number
  QString first_name, second_name;       // of the pairs' bars, as a legend: "before", "after"
  QString name_column, first_column, second_column, spread_column;  // of the data
  QStringList more_columns;
  double even = -1;  // marked in every bar; below 0: nothing
  QString even_name, strong_name;  // in the legend
  std::size_t painted = 40;  // rows that are drawn; the data have all
};

// How many decimals tell the first of falling numbers apart: 3 to 6, as many as differing neighbours need.
[[nodiscard]] int telling_decimals(const std::vector<double>& falling);

class BarsFigure final : public ContentFigure<BarsContent> {
 public:
  explicit BarsFigure(BarsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF, const QRectF&, const FigureStyle&) const override { return std::nullopt; }
  [[nodiscard]] FigureData data() const override;

 private:
  struct Layout {
    double top = 0, row = 0, bar = 0, zero = 0, unit = 0, numbers = 0;  // unit: width of 1
  };
  [[nodiscard]] Layout plan(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] std::size_t shown() const { return std::min(content_.painted, content_.rows.size()); }
  [[nodiscard]] QString left_out() const;
  [[nodiscard]] bool names_heads() const { return content_.name_column == QStringLiteral("head"); }
  [[nodiscard]] bool has_legend() const { return names_heads() || content_.pairs || content_.even >= 0 || !content_.strong_name.isEmpty(); }
  void draw_legend(QPainter& painter, double middle, double right_edge, const Layout& layout, const FigureStyle& style) const;
  void draw_row(QPainter& painter, const BarsContent::Row& row, double middle, const Layout& layout, const FigureStyle& style) const;
  void draw_bar(QPainter& painter, double value, double top, double thick, const Layout& layout, const QColor& ink) const;

  double low_ = 0, high_ = 0;
  int decimals_ = 3;
};

}  // namespace headlight::ui
