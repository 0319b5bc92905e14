#include "engine/views/pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/api/budget.h"
#include "engine/views/site.h"
#include "engine/views/tile.h"

namespace headlight::views {
namespace {

constexpr std::int64_t least_edge = 64;

std::int64_t cells(std::int64_t size, std::int64_t bin) { return (size + bin - 1) / bin; }

// Queries and keys of a map.
struct Size {
  std::int64_t rows = 0, columns = 0;
};

Plane from_cells(const trace::Trace& trace, const MapChoice& map, Size size, std::int64_t bin, const std::stop_token& stop) {
  TileRequest request{map.site, map.head, map.quantity, {0, size.rows, 0, size.columns}, cells(size.rows, bin),
                      cells(size.columns, bin), map.pooling, 0, bin};
  return tile(trace, request, stop).take().plane;
}

// Four cells of a finer level as one: the largest, or their mean, each counted by the positions it pools.
Plane coarser(const Plane& fine, Size size, std::int64_t bin, Pooling pooling) {
  const auto positions = [bin](std::int64_t at, std::int64_t of) { return static_cast<double>(std::min(bin, of - at * bin)); };
  const auto rows = (fine.rows + 1) / 2, columns = (fine.columns + 1) / 2;
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(rows * columns));
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::int64_t column = 0; column < columns; ++column) {
      double sum = 0, count = 0;
      float largest = -std::numeric_limits<float>::infinity();
      for (auto r = 2 * row; r < std::min(2 * row + 2, fine.rows); ++r)
        for (auto c = 2 * column; c < std::min(2 * column + 2, fine.columns); ++c) {
          const double weight = positions(r, size.rows) * positions(c, size.columns);
          sum += weight * static_cast<double>(fine.at(r, c));
          count += weight;
          largest = std::max(largest, fine.at(r, c));
        }
      values.push_back(pooling == Pooling::max ? largest : static_cast<float>(sum / count));
    }
  return make_plane(rows, columns, std::move(values));
}

}  // namespace

Result<trace::Pyramid> pyramid(const trace::Trace& trace, const MapChoice& map, const std::stop_token& stop) {
  return at_border<trace::Pyramid>([&]() -> Result<trace::Pyramid> {
    const auto& site = dense_site(trace, map.site);
    require_head(site, map.head);
    const Size size{site.queries(), site.keys()};
    trace::Pyramid made{map, {}};
    auto bin = coarse_bin(size.rows, size.columns);
    if (bin == 1) return made;
    made.levels.push_back({bin, from_cells(trace, map, size, bin, stop)});
    // The mean of scores leaves masked cells out, and a level does not know how many it left out.
    const bool anew = map.quantity == Quantity::score && map.pooling == Pooling::mean;
    while (std::max(cells(size.rows, bin), cells(size.columns, bin)) > least_edge) {
      auto next = anew ? from_cells(trace, map, size, 2 * bin, stop)
                       : coarser(made.levels.back().plane, size, bin, map.pooling);
      bin *= 2;
      made.levels.push_back({bin, std::move(next)});
    }
    return made;
  });
}

std::optional<TileResult> cut_out(const trace::Pyramid& pyramid, const TileRequest& request) {
  if (request.bin < 1 || pyramid.map != MapChoice{request.site, request.head, request.quantity, request.pooling}) return std::nullopt;
  const auto level = std::find_if(pyramid.levels.begin(), pyramid.levels.end(),
                                  [&](const auto& one) { return one.bin == request.bin; });
  if (level == pyramid.levels.end()) return std::nullopt;
  const auto& plane = level->plane;
  const auto row = request.extent.row0 / request.bin, column = request.extent.column0 / request.bin;
  const bool aligned = request.extent.row0 % request.bin == 0 && request.extent.column0 % request.bin == 0;
  if (!aligned || row < 0 || column < 0 || request.out_rows < 1 || request.out_columns < 1 ||
      request.out_rows > plane.rows - row || request.out_columns > plane.columns - column ||
      cells(request.extent.rows(), request.bin) != request.out_rows ||
      cells(request.extent.columns(), request.bin) != request.out_columns)
    return std::nullopt;
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(request.out_rows * request.out_columns));
  for (std::int64_t r = row; r < row + request.out_rows; ++r) {
    const auto first = plane.values.begin() + static_cast<std::ptrdiff_t>(r * plane.columns + column);
    values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(request.out_columns));
  }
  return TileResult{request.extent, make_plane(request.out_rows, request.out_columns, std::move(values))};
}

}  // namespace headlight::views
