#include "ui/figures/unseen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace headlight::ui {
namespace {

// One line of the hatching, on which the distances from the left and from the top add up to `sum`, followed downwards
// from cell to cell.
class Line {
 public:
  Line(const MapPlace& place, double sum)
      : place_(place), sum_(sum), wide_(place.covered.width() / place.columns), tall_(place.covered.height() / place.rows) {}

  // Calls draw(top, bottom) for every stretch over unseen cells.
  template <typename Draw>
  void follow(const std::vector<bool>& unseen, Draw&& draw) const {
    const double top = std::max(0.0, sum_ - place_.covered.width()), bottom = std::min(place_.covered.height(), sum_);
    int row = std::clamp(int(top / tall_), 0, place_.rows - 1);
    int column = std::clamp(int(std::ceil((sum_ - top) / wide_)) - 1, 0, place_.columns - 1);
    double from = -1;  // where the stretch began
    for (double y = top; y < bottom && row < place_.rows && column >= 0;) {
      const bool hidden = unseen[std::size_t(row) * std::size_t(place_.columns) + std::size_t(column)];
      if (hidden && from < 0) from = y;
      if (!hidden && from >= 0) draw(std::exchange(from, -1), y);
      const double row_end = tall_ * (row + 1), column_end = sum_ - wide_ * column;
      y = std::min(row_end, column_end);
      row_end <= column_end ? ++row : --column;
    }
    if (from >= 0) draw(from, bottom);
  }

  [[nodiscard]] QPointF at(double y) const {
    const double x = sum_ - y;
    return place_.covered.topLeft() + QPointF(place_.mirrored ? place_.covered.width() - x : x, y);
  }

 private:
  const MapPlace& place_;
  double sum_, wide_, tall_;
};

}  // namespace

std::vector<bool> unseen_cells(const SiteInfo& site, const Plane& map, Quantity quantity) {
  if (site.kind != SiteKind::windowed && site.kind != SiteKind::area) return {};
  std::vector<bool> unseen;
  for (const float value : map.values)
    unseen.push_back(quantity == Quantity::score ? value == -std::numeric_limits<float>::infinity() : value == 0);
  const bool any = std::find(unseen.begin(), unseen.end(), true) != unseen.end();
  return any ? unseen : std::vector<bool>();
}

std::vector<bool> cells_outside_areas(const SiteInfo& site, const Plane& plane, const Extent& covered, std::int64_t positions) {
  if (site.kind != SiteKind::area || site.windows < 2 || positions % site.windows != 0) return {};
  const auto length = positions / site.windows;
  // The areas of the first and the last position that a cell stands for.
  const auto areas = [&](std::int64_t begin, std::int64_t count, std::int64_t cells, std::int64_t cell) {
    const auto first = begin + cell * count / cells;
    const auto last = std::max(first, std::min(positions, begin + (cell + 1) * count / cells) - 1);
    return std::pair(first / length, last / length);
  };
  std::vector<bool> outside;
  for (std::int64_t row = 0; row < plane.rows; ++row) {
    const auto [above, below] = areas(covered.row0, covered.rows(), plane.rows, row);
    for (std::int64_t column = 0; column < plane.columns; ++column) {
      const auto [left, right] = areas(covered.column0, covered.columns(), plane.columns, column);
      outside.push_back(right < above || left > below);
    }
  }
  return outside;
}

std::vector<bool> cells_behind(const std::vector<int>& seen, int columns) {
  std::vector<bool> cells;
  for (const int count : seen)
    for (int column = 0; column < columns; ++column) cells.push_back(column >= count);
  return cells;
}

void clear_unseen(QImage& image, const std::vector<bool>& unseen, bool mirrored) {
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const auto row = unseen.begin() + std::ptrdiff_t(y) * image.width();
    for (int x = 0; x < image.width(); ++x)
      if (row[x]) line[mirrored ? image.width() - 1 - x : x] = qRgba(0, 0, 0, 0);
  }
}

void hatch_unseen(QPainter& painter, const MapPlace& place, const std::vector<bool>& unseen, double apart) {
  if (unseen.empty() || !(apart > 0)) return;
  std::vector<QLineF> lines;
  for (double sum = apart; sum < place.covered.width() + place.covered.height(); sum += apart) {
    const Line line(place, sum);
    line.follow(unseen, [&](double top, double bottom) { lines.emplace_back(line.at(top), line.at(bottom)); });
  }
  painter.drawLines(lines.data(), int(lines.size()));
}

}  // namespace headlight::ui
