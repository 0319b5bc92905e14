#include "engine/views/difference.h"

namespace headlight::views {

Result<TileResult> difference(const TileResult& a, const TileResult& b) {
  return at_border<TileResult>([&]() -> Result<TileResult> {
    if (a.plane.rows != b.plane.rows || a.plane.columns != b.plane.columns)
      return usage("maps of different size have no difference", "b",
                   std::to_string(b.plane.rows) + " × " + std::to_string(b.plane.columns),
                   std::to_string(a.plane.rows) + " × " + std::to_string(a.plane.columns));
    std::vector<float> cells(a.plane.values.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = a.plane.values[i] == b.plane.values[i] ? 0.0F : a.plane.values[i] - b.plane.values[i];
    return TileResult{a.extent, make_plane(a.plane.rows, a.plane.columns, std::move(cells))};
  });
}

}  // namespace headlight::views
