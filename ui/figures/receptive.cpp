#include "ui/figures/receptive.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/figures/figure_words.h"
#include "ui/figures/pair.h"
#include "ui/figures/side.h"

namespace headlight::ui {

namespace {

constexpr double kHalf = 0.5;

void normalise(Plane& plane) {
  double sum = 0;
  for (const float value : plane.values) sum += value;
  for (float& value : plane.values) value = sum > 0 ? float(value / sum) : 0;
  find_range(plane);
}

// Weights of `from` cells of an even grid on cell `at` of a grid of `to`: the parts of them that lie in it.
std::vector<std::pair<std::int64_t, double>> parts_of(std::int64_t at, std::int64_t to, std::int64_t from) {
  const double begin = double(at) * double(from) / double(to), end = double(at + 1) * double(from) / double(to);
  std::vector<std::pair<std::int64_t, double>> parts;
  for (auto cell = std::int64_t(begin); cell < from && double(cell) < end; ++cell) {
    parts.emplace_back(cell, std::min(end, double(cell + 1)) - std::max(begin, double(cell)));
  }
  return parts;
}

Plane resampled(const Plane& plane, std::int64_t rows, std::int64_t columns) {
  Plane out;
  out.rows = rows;
  out.columns = columns;
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto down = parts_of(row, rows, plane.rows);
    for (std::int64_t column = 0; column < columns; ++column) {
      double sum = 0;
      for (const auto& [x, wide] : parts_of(column, columns, plane.columns)) {
        for (const auto& [y, tall] : down) sum += wide * tall * plane.at(y, x);
      }
      out.values.push_back(float(sum));
    }
  }
  return out;
}

}  // namespace

SharedMaps shared_maps(const Plane& attention, const Plane& field) {
  SharedMaps maps{attention, resampled(field, attention.rows, attention.columns)};
  normalise(maps.attention);
  normalise(maps.field);
  maps.most = std::max({double(maps.attention.high), double(maps.field.high), 1e-9});
  return maps;
}

double reach_of(const Plane& map, const Axis& axis, std::array<double, 2> place, double share) {
  const Affine& a = axis.to_image;
  std::vector<std::pair<double, double>> cells;  // distance, mass
  double all = 0;
  for (std::int64_t row = 0; row < map.rows; ++row) {
    for (std::int64_t column = 0; column < map.columns; ++column) {
      const double x = (double(column) + 0.5) * double(axis.input[1]) / double(map.columns);
      const double y = (double(row) + 0.5) * double(axis.input[0]) / double(map.rows);
      cells.emplace_back(std::hypot(a[0] * x + a[1] * y + a[2] - place[0], a[3] * x + a[4] * y + a[5] - place[1]),
                         map.at(row, column));
      all += cells.back().second;
    }
  }
  std::ranges::sort(cells);
  double sum = 0;
  for (const auto& [away, mass] : cells) {
    sum += mass;
    if (sum >= share * all) return away;
  }
  return 0;
}

QString layer_words(const std::string& layer) {
  const QString name = QString::fromStdString(layer), stage = QStringLiteral("backbone stage ");
  if (name.startsWith(stage)) return FigureWords::tr("backbone stage %1").arg(name.mid(stage.size()));
  return name == QStringLiteral("backbone stem") ? FigureWords::tr("backbone stem") : name;
}

FigurePtr beside_figure(OverlayContent attention, const ReceptiveField& field, std::array<double, 2> place) {
  SharedMaps maps = shared_maps(attention.map, field.plane);
  attention.map = std::move(maps.attention);
  attention.scale.transform = Transform::root;
  attention.scale.low = 0;
  attention.scale.high = maps.most;
  attention.scale.even = 0;
  attention.scale.below = attention.scale.above = false;
  attention.scale.quantity = FigureWords::tr("share");
  attention.scale = rounded(attention.scale);
  attention.with_picture = false;  // two large maps rather than four small pictures
  attention.shares.clear();
  attention.leading.clear();
  attention.trailing.clear();
  const QString title = attention.title.isEmpty() ? FigureWords::tr("Attention beside convolution")
                                                  : FigureWords::tr("%1, beside convolution").arg(attention.title);
  attention.title = FigureWords::tr("Attention");
  OverlayContent other = attention;
  other.title = FigureWords::tr("Effective receptive field, %1").arg(layer_words(field.layer));
  other.map = std::move(maps.field);
  other.head = -1;
  attention.with_bar = false;  // one for both
  other.note.clear();  // it speaks of the attention's cells
  const auto half = [&](OverlayContent& content) {
    const QString words =
        FigureWords::tr("half of it within %1 px").arg(std::lround(reach_of(content.map, content.axis, place, kHalf)));
    const QString name = std::exchange(content.title, QString());
    return PairFigure::Half{std::make_shared<OverlayFigure>(std::move(content)), name, words};
  };
  return std::make_shared<PairFigure>(half(attention), half(other), title);
}

}  // namespace headlight::ui
