// A picture as rows and columns of words, for screen readers.
#pragma once

#include <QRect>
#include <QString>
#include <memory>
#include <optional>

#include "ui/panels/context.h"

namespace headlight::ui {

class FigureCanvas;

class FigureTable {
 public:
  struct Place {
    int row = 0, column = 0;
  };

  virtual ~FigureTable() = default;
  [[nodiscard]] virtual int rows() const = 0;
  [[nodiscard]] virtual int columns() const = 0;
  [[nodiscard]] virtual QString row_label(int row) const = 0;
  [[nodiscard]] virtual QString column_label(int column) const = 0;
  // What a cell says by itself: "layer 3, head 1, entropy 1.86", "it → wrench 0.324".
  [[nodiscard]] virtual QString text(int row, int column) const = 0;
  [[nodiscard]] virtual std::optional<Place> chosen() const = 0;
  virtual void choose(int row, int column) = 0;
  [[nodiscard]] virtual QRect area(int row, int column) const = 0;  // in the widget
};

// Widgets that have one.
class TabledWidget {
 public:
  virtual ~TabledWidget() = default;
  [[nodiscard]] virtual FigureTable* table() const = 0;
};

[[nodiscard]] std::unique_ptr<FigureTable> heads_table(Context context, const FigureCanvas& canvas);
[[nodiscard]] std::unique_ptr<FigureTable> matrix_table(Context context, const FigureCanvas& canvas);
[[nodiscard]] std::unique_ptr<FigureTable> graph_table(Context context, const FigureCanvas& canvas);
[[nodiscard]] std::unique_ptr<FigureTable> picture_table(Context context, const FigureCanvas& canvas);
// The sampling points shown, heaviest first: head, level, weight.
[[nodiscard]] std::unique_ptr<FigureTable> points_table(Context context, const FigureCanvas& canvas);
// A decoder layer a row: the share of weight inside the box that the layer ended with.
[[nodiscard]] std::unique_ptr<FigureTable> refinement_table(Context context, const FigureCanvas& canvas);

}  // namespace headlight::ui
