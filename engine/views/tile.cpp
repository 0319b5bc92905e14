#include "engine/views/tile.h"

#include "engine/kernels/attention_tile.h"

namespace headlight::views {

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
    const kernels::TileShape shape{extent, request.out_rows, request.out_columns, request.pooling};
    auto cells = kernels::attention_tile(kernels::map_of(site, request.quantity), request.head, request.quantity, shape, stop);
    return TileResult{extent, make_plane(request.out_rows, request.out_columns, std::move(cells))};
  });
}

}  // namespace headlight::views
