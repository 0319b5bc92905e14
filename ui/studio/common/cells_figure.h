// One cell a head, layers down: a value in colour and number, or a group; marks for what is switched off or compared.
#pragma once

#include <functional>

#include "ui/figures/figure.h"

namespace headlight::ui {

struct CellsContent {
  enum class State { known, running, missing };  // of a value: it is there, on its way, or to come
  struct Cell {
    int site = 0, layer = 0, head = 0;
    double value = 0;
    int group = -1;       // its colour instead of the value's; −1: none
    bool off = false;     // its output is switched off: a slash
    QString mark{};       // "A", "B": an outline and this letter
    State state = State::known;
  };
  QString title, note;
  QString quantity;         // of the values, in data: "bits"
  std::vector<Cell> cells;  // in layer, then head order
  QString low;              // words at the ends of the scale
  std::function<QString(const QString& number)> high;  // of the largest value
  bool bright_low = false;  // small values are the bright ones
};

class CellsFigure final : public ContentFigure<CellsContent> {
 public:
  explicit CellsFigure(CellsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  // Where a cell lies in a figure painted into `rect`.
  [[nodiscard]] QRectF cell(std::size_t at, const QRectF& rect, const FigureStyle& style) const;

 private:
  [[nodiscard]] QColor fill(const CellsContent::Cell& cell, const FigureStyle& style) const;
  [[nodiscard]] QColor colour_of(double value) const;
  void draw_unknown(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const;
  void draw_cell(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const;
  void draw_edge(QPainter& painter, const QRectF& all, const FigureStyle& style) const;
  void draw_names(QPainter& painter, std::size_t at, const QRectF& place, const FigureStyle& style) const;
  void draw_legend(QPainter& painter, const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] bool grouped() const;

  int layers_ = 1, heads_ = 1;
  double most_ = 0, widest_ = 2.5;  // widest_: what a cell with its number takes, in label sizes
};

}  // namespace headlight::ui
