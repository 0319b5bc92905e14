// Statistics of every head: one small layers × heads map a statistic.
#pragma once

#include <QJsonObject>
#include <functional>

#include "ui/figures/figure.h"
#include "ui/figures/scale.h"

namespace headlight::ui {

struct StatsContent {
  QString title, note;
  StatisticsResult statistics;
  bool self = true;        // cross attention has no "itself", "previous", "next"
  bool patches = false;    // unit of the distance
  bool first_named = true; // the first key is a token of its own, not a patch like the others
  bool ordered = true;     // queries of a detector have no neighbours and no first one
  bool points = false;     // of sampling points: entropy, distance, level by level
  bool detections = false; // points: with the weight inside the detections' boxes
  QString map = QStringLiteral("cividis");
};

class StatsFigure final : public Figure {
 public:
  explicit StatsFigure(StatsContent content);

  [[nodiscard]] QSizeF natural_size(const FigureStyle& style, double width) const override;
  [[nodiscard]] double least_width(const FigureStyle& style) const override;
  void paint(QPainter& painter, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] std::optional<Hit> hit(QPointF point, const QRectF& rect, const FigureStyle& style) const override;
  [[nodiscard]] FigureData data() const override;
  [[nodiscard]] Hovering hovering() const override { return {false, true, false}; }
  [[nodiscard]] QString title() const override { return content_.title; }
  // What the first and the last colour mean: each map's name with [low, high].
  [[nodiscard]] QJsonObject ranges() const;

 private:
  struct Panel {
    QString name, unit;
    std::function<double(const HeadStatistics&)> value;
    bool share;  // of the weight: 0…1
    double low = 0, high = 0;
    std::size_t highest = 0;
  };
  struct Layout;
  struct Note;

  [[nodiscard]] std::vector<Panel> panels_of_maps() const;
  [[nodiscard]] std::vector<Panel> panels_of_points() const;
  [[nodiscard]] bool is_level(const Panel& panel) const;  // the same for all heads
  [[nodiscard]] QStringList highest_lines(const Panel& panel, const Face& face, double room) const;
  [[nodiscard]] Layout plan(const QRectF& rect, const FigureStyle& style) const;
  [[nodiscard]] Note plan_note(const Layout& layout, double width, const FigureStyle& style) const;
  void draw_panel(QPainter& painter, const Panel& panel, const Layout& layout, std::size_t place,
                  const FigureStyle& style) const;
  [[nodiscard]] Scale scale_of(const Panel& panel) const;

  StatsContent content_;
  std::vector<Panel> panels_;
  std::vector<int> layers_;
  int heads_ = 1;
};

}  // namespace headlight::ui
