// Pictures of detections as rows and columns of words.
#include <QCoreApplication>

#include "ui/panels/detection_scene.h"
#include "ui/panels/figure_canvas.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

struct DetectionTablesWords {
  Q_DECLARE_TR_FUNCTIONS(FigureTable)
};

class PointsTable : public FigureTable {
 public:
  PointsTable(Context context, const FigureCanvas& canvas) : context_(context), canvas_(canvas) {}

  [[nodiscard]] int rows() const override { return points() == nullptr ? 0 : int(points()->points.size()); }
  [[nodiscard]] int columns() const override { return rows() == 0 ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override { return DetectionTablesWords::tr("point %1").arg(row); }
  [[nodiscard]] QString column_label(int) const override { return DetectionTablesWords::tr("weight"); }

  [[nodiscard]] QString text(int row, int) const override {
    if (row < 0 || row >= rows()) return {};
    const SamplePoint& point = points()->points[std::size_t(rows() - 1 - row)];
    return DetectionTablesWords::tr("head %1, level %2, weight %3, at %4, %5")
        .arg(point.head).arg(point.level).arg(format_value(point.weight)).arg(std::lround(point.x)).arg(std::lround(point.y));
  }
  [[nodiscard]] std::optional<Place> chosen() const override { return std::nullopt; }
  void choose(int row, int) override {
    if (row < 0 || row >= rows()) return;
    Selection next = context_.store.selection();
    next.head = {HeadChoice::Mode::one, points()->points[std::size_t(rows() - 1 - row)].head};
    context_.store.select(next);
  }
  [[nodiscard]] QRect area(int, int) const override { return canvas_.rect(); }

 private:
  [[nodiscard]] const QueryPoints* points() const { return sampled_points(context_.feed); }
  Context context_;
  const FigureCanvas& canvas_;
};

class RefinementTable : public FigureTable {
 public:
  RefinementTable(Context context, const FigureCanvas& canvas) : context_(context), canvas_(canvas) {}

  [[nodiscard]] int rows() const override { return content() == nullptr ? 0 : int(content()->steps.size()); }
  [[nodiscard]] int columns() const override { return rows() == 0 ? 0 : 1; }
  [[nodiscard]] QString row_label(int row) const override {
    return row < rows() ? DetectionTablesWords::tr("layer %1").arg(content()->steps[std::size_t(row)].layer) : QString();
  }
  [[nodiscard]] QString column_label(int) const override { return DetectionTablesWords::tr("weight in the layer's box"); }
  [[nodiscard]] QString text(int row, int) const override {
    if (row < 0 || row >= rows()) return {};
    return row_label(row) + QStringLiteral(", ") +
           DetectionTablesWords::tr("%1 of weight in the layer's box").arg(percent_text(inside_share(content()->steps[std::size_t(row)].points)));
  }
  [[nodiscard]] std::optional<Place> chosen() const override {
    for (int row = 0; row < rows(); ++row) {
      const SiteInfo* site = context_.store.site();
      if (site != nullptr && content()->steps[std::size_t(row)].site == site->id) return Place{row, 0};
    }
    return std::nullopt;
  }
  void choose(int row, int) override {
    if (row < 0 || row >= rows()) return;
    Selection next = context_.store.selection();
    next.layer = content()->steps[std::size_t(row)].layer;
    context_.store.select(next);
  }
  [[nodiscard]] QRect area(int, int) const override { return canvas_.rect(); }

 private:
  [[nodiscard]] const RefinementContent* content() const {
    const auto* figure = dynamic_cast<const RefinementFigure*>(canvas_.figure().get());
    return figure == nullptr ? nullptr : &figure->content();
  }
  Context context_;
  const FigureCanvas& canvas_;
};

}  // namespace

std::unique_ptr<FigureTable> points_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<PointsTable>(context, canvas);
}
std::unique_ptr<FigureTable> refinement_table(Context context, const FigureCanvas& canvas) {
  return std::make_unique<RefinementTable>(context, canvas);
}

}  // namespace headlight::ui
