#include "ui/figures/receptive.h"

#include <QTransform>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/figures/assemble_points.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/pair.h"
#include "ui/figures/side.h"

namespace headlight::ui {

namespace {

constexpr double kHalf = 0.5, kMost = 0.9;
constexpr std::int64_t kFieldEdge = 640;   // rows or columns: a cell for every pixel of what RT-DETR reads
constexpr std::int64_t kMostParts = 16;    // of a cell, along each side
constexpr double kLoudest = 0.002;         // of the pixels: those above do not stretch the colours

// The share of a map that lies within every whole number of pixels from a place.
class Shares {
 public:
  Shares(const Plane& map, const Axis& axis, std::array<double, 2> place, const std::stop_token& stop) : map_(map), axis_(axis), place_(place) {
    const auto parts = [](std::int64_t input, std::int64_t cells) { return std::clamp<std::int64_t>(input / std::max<std::int64_t>(1, 2 * cells), 1, kMostParts); };
    down_ = parts(axis.input[0], map.rows);
    across_ = parts(axis.input[1], map.columns);
    for (std::int64_t row = 0; row < map.rows * down_ && !stop.stop_requested(); ++row) {
      for (std::int64_t column = 0; column < map.columns * across_; ++column) add(row, column);
    }
  }
  [[nodiscard]] double radius(double share) const {
    double all = 0, sum = 0;
    for (const double mass : within_) all += mass;
    for (std::size_t away = 0; away < within_.size(); ++away) {
      sum += within_[away];
      if (sum > 0 && sum >= share * all) return double(away);
    }
    return 0;
  }

 private:
  void add(std::int64_t row, std::int64_t column) {
    const double mass = map_.at(row / down_, column / across_);
    if (!(mass > 0)) return;
    const Affine& a = axis_.to_image;
    const double x = (double(column) + 0.5) * double(axis_.input[1]) / double(map_.columns * across_);
    const double y = (double(row) + 0.5) * double(axis_.input[0]) / double(map_.rows * down_);
    const double right = a[0] * x + a[1] * y + a[2] - place_[0], below = a[3] * x + a[4] * y + a[5] - place_[1];
    const auto away = std::size_t(std::sqrt(right * right + below * below) + 0.5);  // std::hypot takes ten times as long
    if (away >= within_.size()) within_.resize(away + 1);
    within_[away] += mass;
  }

  const Plane& map_;
  const Axis& axis_;
  std::array<double, 2> place_;
  std::int64_t down_ = 1, across_ = 1;
  std::vector<double> within_;  // the mass at every distance
};

// How many times a pixel counts as much as the average one.
Plane relative(const Plane& field) {
  Plane out = field;
  for (float& value : out.values) value *= float(std::ssize(field.values));
  find_range(out);
  return out;
}

// A value that all but the loudest pixels stay below.
double top_of(const Plane& field) {
  std::vector<float> values = field.values;
  if (values.empty()) return 1;
  const auto at = values.begin() + std::ptrdiff_t(double(values.size() - 1) * (1 - kLoudest));
  std::ranges::nth_element(values, at);
  return std::max(1.0, double(*at));
}

OverlayContent field_content(const OverlayContent& attention, const ReceptiveField& field) {
  OverlayContent content = attention;
  content.axis = even_axis(attention.axis, field.plane.rows, field.plane.columns);
  content.map = relative(field.plane);
  content.places = true;
  content.keys = false;
  content.scale = {};
  content.scale.map = attention.scale.map;
  content.scale.transform = Transform::root;
  content.scale.quantity = FigureWords::tr("× average pixel");
  content.scale.high = top_of(content.map);
  content.scale = rounded(content.scale);
  content.scale.above = content.map.high > content.scale.high;
  content.query = content.site = content.head = -1;
  content.unseen.clear();
  content.smooth = false;
  return content;
}

QString reach_words(const Reach& reach) {
  return FigureWords::tr("50 % within %1 px, 90 % within %2 px").arg(std::lround(reach.half)).arg(std::lround(reach.most));
}

}  // namespace

ReceptiveFieldRequest field_request(RunRequest run, std::array<double, 2> place, int level) {
  ReceptiveFieldRequest request{std::move(run), place[0], place[1]};
  request.edge = kFieldEdge;
  request.level = level;
  return request;
}

std::optional<std::array<double, 2>> place_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query) {
  if (const auto box = box_of_query(trace, site, query)) return std::array{(box->x0 + box->x1) / 2, (box->y0 + box->y1) / 2};
  const Axis& axis = axis_at(trace, site.query_axis);
  if (axis.kind != AxisKind::patches || !axis.is_cell(query)) return std::nullopt;
  const Axis::Cell cell = axis.cell(query);
  const double x = (double(cell.column) + 0.5) * cell.patch[1], y = (double(cell.row) + 0.5) * cell.patch[0];
  const Affine& a = axis.to_image;
  return std::array{a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]};
}

int level_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query) {
  const Axis& axis = axis_at(trace, site.query_axis);
  return axis.kind == AxisKind::patches && axis.levels.size() > 1 && axis.is_cell(query) ? int(axis.cell(query).level) : -1;
}

std::int64_t cell_at(const Axis& axis, QPointF at, std::int64_t near) {
  const Affine& a = axis.to_image;
  bool can = false;
  const QTransform back = QTransform(a[0], a[3], a[1], a[4], a[2], a[5]).inverted(&can);
  const QPointF input = back.map(at);
  const auto level = near >= axis.leading ? axis.cell(near) : axis.cell(axis.leading);
  if (!can || level.grid[0] <= 0 || level.grid[1] <= 0) return -1;
  const auto row = std::int64_t(std::floor(input.y() / level.patch[0])), column = std::int64_t(std::floor(input.x() / level.patch[1]));
  if (row < 0 || column < 0 || row >= level.grid[0] || column >= level.grid[1]) return -1;
  std::int64_t first = axis.leading;
  for (std::size_t i = 0; i < level.level; ++i) first += axis.levels[i][0] * axis.levels[i][1];
  return first + row * level.grid[1] + column;
}

Reach reach_of(const Plane& map, const Axis& axis, std::array<double, 2> place, std::stop_token stop) {
  const Shares shares(map, axis, place, stop);
  return {shares.radius(kHalf), shares.radius(kMost)};
}

QString layer_words(const std::string& layer) {
  const QString name = QString::fromStdString(layer), stage = QStringLiteral("backbone stage "), level = QStringLiteral("encoder level ");
  if (name.startsWith(stage)) return FigureWords::tr("backbone stage %1").arg(name.mid(stage.size()));
  if (name.startsWith(level)) return FigureWords::tr("encoder level %1").arg(name.mid(level.size()));
  return name == QStringLiteral("backbone stem") ? FigureWords::tr("backbone stem") : name;
}

QString wide_words(const ReceptiveField& field, const Axis& axis, const Reach& reach) {
  if (field.layer.starts_with("encoder"))
    return FigureWords::tr("Attention has joined the whole picture before this level: every pixel counts for something.");
  const double side = std::min(std::hypot(axis.to_image[0], axis.to_image[3]) * double(axis.input[1]), std::hypot(axis.to_image[1], axis.to_image[4]) * double(axis.input[0]));
  if (reach.most < side / 2) return {};
  return FigureWords::tr("At this level the field is as wide as the picture.");
}

Beside beside_convolution(OverlayContent attention, std::array<double, 2> own, const ReceptiveField& field,
                          std::array<double, 2> place, std::stop_token stop) {
  const Reach looked = reach_of(attention.map, attention.axis, own, stop);
  const Reach depends = reach_of(field.plane, attention.axis, place, stop);
  if (stop.stop_requested()) return {};
  const QString wide = wide_words(field, attention.axis, depends);
  attention.with_picture = false;  // two large maps rather than four small pictures
  attention.shares.clear();
  attention.others.clear();  // the circles are read better without
  const QString title = attention.title.isEmpty() ? FigureWords::tr("Attention beside convolution")
                                                  : FigureWords::tr("%1, beside convolution").arg(attention.title);
  OverlayContent other = field_content(attention, field);
  other.leading.clear();
  other.trailing.clear();
  other.note = sentences({FigureWords::tr("Circles around the cross: 50 % and, dashed, 90 %."), wide});
  const auto half = [](OverlayContent& content, const QString& name, std::array<double, 2> middle, const Reach& reach) {
    content.title.clear();
    content.rings = PlaceRings{middle, reach.half, reach.most};
    return PairFigure::Half{std::make_shared<OverlayFigure>(std::move(content)), name, reach_words(reach)};
  };
  const auto left = half(attention, FigureWords::tr("Attention"), own, looked);
  const auto right = half(other, FigureWords::tr("Effective receptive field, %1").arg(layer_words(field.layer)), place, depends);
  return {std::make_shared<PairFigure>(left, right, title), wide};
}

}  // namespace headlight::ui
