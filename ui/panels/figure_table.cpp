#include "ui/panels/figure_table.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>

#include "ui/figures/graph.h"
#include "ui/figures/heads.h"
#include "ui/figures/matrix.h"
#include "ui/figures/overlay.h"
#include "ui/panels/figure_canvas.h"
#include "ui/panels/scene.h"

namespace headlight::ui {

namespace {

struct FigureTableWords {
  Q_DECLARE_TR_FUNCTIONS(FigureTable)
};

int as_int(std::int64_t number) { return int(std::clamp<std::int64_t>(number, 0, std::numeric_limits<int>::max())); }

template <typename Kind>
const Kind* shown(const FigureCanvas& canvas) {
  return dynamic_cast<const Kind*>(canvas.figure().get());
}

// What the tables share: the state they read and the canvas whose figure they tell.
class CanvasTable : public FigureTable {
 public:
  CanvasTable(Context context, const FigureCanvas& canvas) : context_(context), canvas_(canvas) {}
  [[nodiscard]] QRect area(int, int) const override { return canvas_.rect(); }

 protected:
  void select(const std::function<void(Selection&)>& edit) {
    Selection next = context_.store.selection();
    edit(next);
    context_.store.select(next);
  }

  Context context_;
  const FigureCanvas& canvas_;
};

class HeadsTable : public CanvasTable {
 public:
  using CanvasTable::CanvasTable;

  [[nodiscard]] int rows() const override { return some() ? layers_of(*store().trace(), store().selection().stream) : 0; }
  [[nodiscard]] int columns() const override { return some() ? heads_of(*store().trace(), store().selection().stream) : 0; }
  [[nodiscard]] QString row_label(int row) const override { return FigureTableWords::tr("layer %1").arg(row); }
  [[nodiscard]] QString column_label(int column) const override { return FigureTableWords::tr("head %1").arg(column); }

  [[nodiscard]] QString text(int row, int column) const override {
    const QString name = FigureTableWords::tr("layer %1, head %2").arg(row).arg(column);
    const auto* all = context_.feed.statistics.get<StatisticsResult>();
    if (all == nullptr) return name;
    for (const HeadStatistics& of : all->heads) {
      if (of.layer != row || of.head != column) continue;
      return FigureTableWords::tr("%1, entropy %2 bits").arg(name, format_value(of.entropy, 2));
    }
    return name;
  }

  [[nodiscard]] std::optional<Place> chosen() const override {
    const Selection& now = store().selection();
    if (!some() || now.head.mode != HeadChoice::Mode::one) return std::nullopt;
    return Place{now.layer, now.head.head};
  }

  void choose(int row, int column) override {
    select([&](Selection& next) {
      next.layer = row;
      next.head = {HeadChoice::Mode::one, column};
    });
  }

  [[nodiscard]] QRect area(int row, int column) const override {
    const auto* figure = shown<HeadsFigure>(canvas_);
    if (figure == nullptr) return canvas_.rect();
    return figure->cell(row, column, canvas_.figure_rect(), canvas_.style()).toRect();
  }

 private:
  [[nodiscard]] const Store& store() const { return context_.store; }
  [[nodiscard]] bool some() const { return store().trace() != nullptr; }
};

class MatrixTable : public CanvasTable {
 public:
  using CanvasTable::CanvasTable;

  [[nodiscard]] int rows() const override { return content() == nullptr ? 0 : as_int(content()->queries.size()); }
  [[nodiscard]] int columns() const override { return content() == nullptr ? 0 : as_int(content()->keys.size()); }
  [[nodiscard]] QString row_label(int row) const override { return content() == nullptr ? QString() : content()->queries.label(row); }
  [[nodiscard]] QString column_label(int column) const override { return content() == nullptr ? QString() : content()->keys.label(column); }

  [[nodiscard]] QString text(int row, int column) const override {
    const MatrixContent* now = content();
    if (now == nullptr) return {};
    const QString pair = pair_text(now->queries.label(row), now->keys.label(column));
    const Extent& e = now->extent;
    const bool known = now->exact() && row >= e.row0 && row < e.row1 && column >= e.column0 && column < e.column1;
    return known ? pair + QLatin1Char(' ') + format_value(now->plane.at(row - e.row0, column - e.column0)) : pair;
  }

  [[nodiscard]] std::optional<Place> chosen() const override {
    const MatrixContent* now = content();
    if (now == nullptr) return std::nullopt;
    const Selection& selection = context_.store.selection();
    const auto row = now->queries.find(selection.query), column = now->keys.find(selection.key);
    return row < 0 || column < 0 ? std::nullopt : std::optional(Place{as_int(row), as_int(column)});
  }

  void choose(int row, int column) override {
    if (const MatrixContent* now = content()) {
      select([&](Selection& next) {
        next.query = now->queries.position(row);
        next.key = now->keys.position(column);
      });
    }
  }

  [[nodiscard]] QRect area(int row, int column) const override {
    const auto* figure = shown<MatrixFigure>(canvas_);
    if (figure == nullptr) return canvas_.rect();
    const MatrixLayout places = figure->layout(canvas_.figure_rect(), canvas_.style());
    const double top = places.plot.top() + (row - places.view.top()) * places.cell_height;
    const QRectF cell(places.column_left(column), top, places.cell_width, places.cell_height);
    return (cell & places.plot).toAlignedRect();
  }

 private:
  [[nodiscard]] const MatrixContent* content() const {
    const auto* figure = shown<MatrixFigure>(canvas_);
    return figure == nullptr ? nullptr : &figure->content();
  }
};

// One row a link, strongest first.
class GraphTable : public CanvasTable {
 public:
  using CanvasTable::CanvasTable;

  [[nodiscard]] int rows() const override { return figure() == nullptr ? 0 : as_int(std::int64_t(figure()->links().size())); }
  [[nodiscard]] int columns() const override { return figure() == nullptr ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override { return FigureTableWords::tr("link %1").arg(row + 1); }
  [[nodiscard]] QString column_label(int) const override { return FigureTableWords::tr("weight"); }

  [[nodiscard]] QString text(int row, int) const override {
    if (row < 0 || row >= rows()) return {};
    const GraphLink& link = figure()->links()[std::size_t(row)];
    const GraphContent& content = figure()->content();
    return pair_text(content.queries.label(link.query), content.keys.label(link.key)) + QLatin1Char(' ') +
           format_value(link.weight);
  }

  [[nodiscard]] std::optional<Place> chosen() const override {
    if (figure() == nullptr) return std::nullopt;
    const Selection& now = context_.store.selection();
    const auto query = figure()->content().queries.find(now.query), key = figure()->content().keys.find(now.key);
    const auto& links = figure()->links();
    const auto at = std::find_if(links.begin(), links.end(),
                                 [&](const GraphLink& link) { return link.query == query && link.key == key; });
    return at == links.end() ? std::nullopt : std::optional(Place{as_int(at - links.begin()), 0});
  }

  void choose(int row, int) override {
    if (row < 0 || row >= rows()) return;
    const GraphLink link = figure()->links()[std::size_t(row)];
    const GraphContent& content = figure()->content();
    select([&](Selection& next) {
      next.query = content.queries.position(link.query);
      next.key = content.keys.position(link.key);
    });
  }

 private:
  [[nodiscard]] const GraphFigure* figure() const { return shown<GraphFigure>(canvas_); }
};

class PictureTable : public CanvasTable {
 public:
  using CanvasTable::CanvasTable;

  [[nodiscard]] int rows() const override { return content() == nullptr ? 0 : as_int(content()->map.rows); }
  [[nodiscard]] int columns() const override { return content() == nullptr ? 0 : as_int(content()->map.columns); }
  [[nodiscard]] QString row_label(int row) const override { return FigureTableWords::tr("patch row %1").arg(row); }
  [[nodiscard]] QString column_label(int column) const override { return FigureTableWords::tr("patch column %1").arg(column); }

  [[nodiscard]] QString text(int row, int column) const override {
    if (row < 0 || column < 0 || row >= rows() || column >= columns()) return {};
    if (content()->places) {
      const auto at = shown<OverlayFigure>(canvas_)->grid_to_image().map(QPointF(column + 0.5, row + 0.5));
      return FigureTableWords::tr("x %1, y %2 px: %3").arg(as_int(std::lround(at.x()))).arg(as_int(std::lround(at.y()))).arg(format_value(content()->map.at(row, column)));
    }
    return FigureTableWords::tr("patch %1,%2: %3").arg(row).arg(column).arg(format_value(content()->map.at(row, column)));
  }

  [[nodiscard]] std::optional<Place> chosen() const override {
    if (content() == nullptr || columns() == 0) return std::nullopt;
    const Selection& now = context_.store.selection();
    const std::int64_t patch = (now.key >= 0 ? now.key : now.query) - content()->axis.leading;
    if (patch < 0 || patch >= content()->map.rows * content()->map.columns) return std::nullopt;
    return Place{as_int(patch / columns()), as_int(patch % columns())};
  }

  void choose(int row, int column) override {
    if (content() == nullptr || content()->places) return;
    const std::int64_t patch = content()->axis.leading + std::int64_t(row) * columns() + column;
    select([&](Selection& next) { next.query = patch; });
  }

 private:
  [[nodiscard]] const OverlayContent* content() const {
    const auto* figure = shown<OverlayFigure>(canvas_);
    return figure == nullptr ? nullptr : &figure->content();
  }
};

}  // namespace

std::unique_ptr<FigureTable> heads_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<HeadsTable>(context, canvas);
}
std::unique_ptr<FigureTable> matrix_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<MatrixTable>(context, canvas);
}
std::unique_ptr<FigureTable> graph_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<GraphTable>(context, canvas);
}
std::unique_ptr<FigureTable> picture_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<PictureTable>(context, canvas);
}

}  // namespace headlight::ui
