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

// Cells without any weight or score.
std::vector<bool> empty_cells(const MapCells& map) {
  const float nothing = map.quantity == Quantity::score ? -std::numeric_limits<float>::infinity() : 0.0F;
  std::vector<bool> empty;
  for (const float value : map.plane.values) empty.push_back(value == nothing);
  return empty;
}

std::vector<bool> cells_outside_areas(std::int64_t areas, const MapCells& map) {
  const auto length = map.positions / areas;
  // The areas of the first and the last position that a cell stands for.
  const auto reached = [&](std::int64_t begin, std::int64_t count, std::int64_t cells, std::int64_t cell) {
    const auto first = begin + cell * count / cells;
    const auto last = std::max(first, std::min(map.positions, begin + (cell + 1) * count / cells) - 1);
    return std::pair(first / length, last / length);
  };
  std::vector<bool> outside;
  for (std::int64_t row = 0; row < map.plane.rows; ++row) {
    const auto [above, below] = reached(map.covered.row0, map.covered.rows(), map.plane.rows, row);
    for (std::int64_t column = 0; column < map.plane.columns; ++column) {
      const auto [left, right] = reached(map.covered.column0, map.covered.columns(), map.plane.columns, column);
      outside.push_back(right < above || left > below);
    }
  }
  return outside;
}

}  // namespace

std::vector<bool> unseen_cells(const SiteInfo& site, const MapCells& map) {
  const bool areas = site.kind == SiteKind::area;
  if (!areas && site.kind != SiteKind::windowed) return {};
  const bool even = areas && site.windows > 1 && map.positions % site.windows == 0;
  auto unseen = even ? cells_outside_areas(site.windows, map) : empty_cells(map);
  const bool any = std::find(unseen.begin(), unseen.end(), true) != unseen.end();
  return any ? std::move(unseen) : std::vector<bool>();
}

std::vector<bool> unseen_patches(const SiteInfo& site, const Axis& keys, std::int64_t query, const Plane& row, Quantity quantity) {
  const auto cells = row.rows * row.columns;
  const Plane line{1, cells, row.values, row.low, row.high};
  return unseen_cells(site, {line, {query, query + 1, keys.leading, keys.leading + cells}, keys.size(), quantity});
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
