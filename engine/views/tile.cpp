#include "engine/views/tile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/kernels/attention_tile.h"

namespace headlight::views {
namespace {

// One query of how many is read: 1 where the budget lets all of them be.
std::int64_t step_within(const TileRequest& request, const trace::Site& site) {
  if (request.cell_budget <= 0) return 1;
  const auto heads = request.head.mode == HeadChoice::Mode::one ? 1 : site.heads();
  const auto cells = static_cast<double>(heads) * static_cast<double>(request.extent.rows()) *
                     static_cast<double>(request.extent.columns());
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(cells / static_cast<double>(request.cell_budget))));
}

}  // namespace

Result<TileResult> tile(const trace::Trace& trace, const TileRequest& request, const std::stop_token& stop) {
  return at_border<TileResult>([&]() -> Result<TileResult> {
    const auto& site = dense_site(trace, request.site);
    require_head(site, request.head);
    const auto& extent = request.extent;
    require_range("extent.row0", extent.row0, 0, site.queries() - 1);
    require_range("extent.row1", extent.row1, extent.row0 + 1, site.queries());
    require_range("extent.column0", extent.column0, 0, site.keys() - 1);
    require_range("extent.column1", extent.column1, extent.column0 + 1, site.keys());
    require_range("out_rows", request.out_rows, 1, extent.rows());
    require_range("out_columns", request.out_columns, 1, extent.columns());
    require_cells("out_rows, out_columns", request.out_rows, request.out_columns);
    const kernels::TileShape shape{extent, request.out_rows, request.out_columns, request.pooling, request.bin};
    require_range("cell_budget", request.cell_budget, 0, std::numeric_limits<std::int64_t>::max());
    const auto every = step_within(request, site);
    auto tile = kernels::sampled_tile(kernels::map_of(site, request.quantity), request.head, request.quantity, shape, every, stop);
    return TileResult{extent, make_plane(request.out_rows, request.out_columns, std::move(tile.cells)), every, tile.error};
  });
}

}  // namespace headlight::views
