#include "ui/figures/contour.h"

#include <QHash>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

// Value at a cell; below every threshold outside of the plane.
float padded(const Plane& plane, std::int64_t row, std::int64_t column) {
  const bool inside = row >= 0 && column >= 0 && row < plane.rows && column < plane.columns;
  return inside ? plane.at(row, column) : beyond_the_map;
}

// Where the level crosses between two neighbours; half-way where one of them lies outside. The same to the last digit from
// either side, so that segments meet.
QPointF crossing(QPointF a, QPointF b, float at_a, float at_b, float level) {
  if (b.x() < a.x() || b.y() < a.y()) return crossing(b, a, at_b, at_a, level);
  const bool outside = at_a == beyond_the_map || at_b == beyond_the_map;
  const double part = outside ? 0.5 : (double(level) - at_a) / (double(at_b) - at_a);
  return a + (b - a) * std::clamp(part, 0.0, 1.0);
}

quint64 key_of(QPointF p) {
  return (static_cast<quint64>(std::llround(p.x() * 4096)) << 32) ^
         (static_cast<quint64>(std::llround(p.y() * 4096)) & 0xffffffffULL);
}

}  // namespace

float mass_threshold(const Plane& plane, double share) {
  std::vector<float> values;
  for (const float value : plane.values) {
    if (value > 0 && std::isfinite(value)) values.push_back(value);
  }
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end(), std::greater<>());
  const double wanted = share * std::accumulate(values.begin(), values.end(), 0.0);
  double sum = 0;
  for (const float value : values) {
    sum += value;
    if (sum >= wanted * (1 - 1e-6)) return value;
  }
  return values.back();
}

std::vector<QLineF> cell_outline(const Plane& plane, float threshold) {
  std::vector<QLineF> lines;
  const auto in = [&](std::int64_t r, std::int64_t c) { return padded(plane, r, c) >= threshold; };
  for (std::int64_t r = 0; r <= plane.rows; ++r) {
    for (std::int64_t c = 0; c <= plane.columns; ++c) {
      if (c < plane.columns && in(r, c) != in(r - 1, c))
        lines.emplace_back(double(c), double(r), double(c + 1), double(r));
      if (r < plane.rows && in(r, c) != in(r, c - 1))
        lines.emplace_back(double(c), double(r), double(c), double(r + 1));
    }
  }
  return lines;
}

std::vector<QLineF> level_lines(const Plane& plane, float threshold) {
  // For each of the 16 patterns (bits: top left, top right, bottom right, bottom left) the edges that are joined;
  // edges: 0 top, 1 right, 2 bottom, 3 left.
  static constexpr std::array<std::array<int, 4>, 16> table{{{-1, -1, -1, -1},
                                                             {3, 0, -1, -1},
                                                             {0, 1, -1, -1},
                                                             {3, 1, -1, -1},
                                                             {1, 2, -1, -1},
                                                             {3, 0, 1, 2},
                                                             {0, 2, -1, -1},
                                                             {3, 2, -1, -1},
                                                             {2, 3, -1, -1},
                                                             {2, 0, -1, -1},
                                                             {0, 1, 2, 3},
                                                             {2, 1, -1, -1},
                                                             {1, 3, -1, -1},
                                                             {1, 0, -1, -1},
                                                             {0, 3, -1, -1},
                                                             {-1, -1, -1, -1}}};
  std::vector<QLineF> lines;
  for (std::int64_t r = -1; r < plane.rows; ++r) {
    for (std::int64_t c = -1; c < plane.columns; ++c) {
      const std::array<float, 4> v{padded(plane, r, c), padded(plane, r, c + 1), padded(plane, r + 1, c + 1),
                                   padded(plane, r + 1, c)};
      const std::array<QPointF, 4> p{QPointF(c + 0.5, r + 0.5), QPointF(c + 1.5, r + 0.5), QPointF(c + 1.5, r + 1.5),
                                     QPointF(c + 0.5, r + 1.5)};
      int pattern = 0;
      for (std::size_t i = 0; i < 4; ++i) pattern |= v[i] >= threshold ? 1 << i : 0;
      const auto& edges = table[static_cast<std::size_t>(pattern)];
      const auto point = [&](int edge) {
        const auto a = static_cast<std::size_t>(edge), b = (a + 1) % 4;
        return crossing(p[a], p[b], v[a], v[b], threshold);
      };
      for (std::size_t i = 0; i < 4 && edges[i] >= 0; i += 2) lines.emplace_back(point(edges[i]), point(edges[i + 1]));
    }
  }
  return lines;
}

QPainterPath strokes(const std::vector<QLineF>& lines) {
  QMultiHash<quint64, std::size_t> ends;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ends.insert(key_of(lines[i].p1()), i);
    ends.insert(key_of(lines[i].p2()), i);
  }
  std::vector<bool> used(lines.size(), false);
  QPainterPath path;
  for (std::size_t first = 0; first < lines.size(); ++first) {
    if (used[first]) continue;
    used[first] = true;
    path.moveTo(lines[first].p1());
    path.lineTo(lines[first].p2());
    QPointF at = lines[first].p2();
    for (bool found = true; found;) {
      found = false;
      for (const std::size_t next : ends.values(key_of(at))) {
        if (used[next]) continue;
        used[next] = found = true;
        at = key_of(lines[next].p1()) == key_of(at) ? lines[next].p2() : lines[next].p1();
        path.lineTo(at);
        break;
      }
    }
    if (key_of(at) == key_of(lines[first].p1())) path.closeSubpath();
  }
  return path;
}

Plane enlarged(const Plane& plane, int factor) {
  Plane out;
  out.rows = plane.rows * factor;
  out.columns = plane.columns * factor;
  out.values.reserve(static_cast<std::size_t>(out.rows * out.columns));
  const auto place = [factor](std::int64_t i, std::int64_t size) {
    return std::clamp((double(i) + 0.5) / factor - 0.5, 0.0, double(size - 1));
  };
  for (std::int64_t r = 0; r < out.rows; ++r) {
    const double y = place(r, plane.rows);
    const auto y0 = static_cast<std::int64_t>(y), y1 = std::min(y0 + 1, plane.rows - 1);
    for (std::int64_t c = 0; c < out.columns; ++c) {
      const double x = place(c, plane.columns);
      const auto x0 = static_cast<std::int64_t>(x), x1 = std::min(x0 + 1, plane.columns - 1);
      const double fx = x - double(x0), fy = y - double(y0);
      const double top = (1 - fx) * plane.at(y0, x0) + fx * plane.at(y0, x1);
      const double bottom = (1 - fx) * plane.at(y1, x0) + fx * plane.at(y1, x1);
      out.values.push_back(static_cast<float>((1 - fy) * top + fy * bottom));
    }
  }
  find_range(out);
  return out;
}

}  // namespace headlight::ui
