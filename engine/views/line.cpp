#include "engine/views/line.h"

#include "engine/kernels/attention_tile.h"

namespace headlight::views {

Result<LineResult> line(const trace::Trace& trace, const LineRequest& request, const std::stop_token& stop) {
  return at_border<LineResult>([&]() -> Result<LineResult> {
    const auto& site = dense_site(trace, request.site);
    require_head(site, request.head);
    require_range("position", request.position, 0, (request.column ? site.keys() : site.queries()) - 1);
    const auto from = request.position, to = request.position + 1;
    const Extent extent = request.column ? Extent{0, site.queries(), from, to} : Extent{from, to, 0, site.keys()};
    const kernels::TileShape exact{extent, extent.rows(), extent.columns(), Pooling::mean};
    LineResult result{kernels::attention_tile(kernels::map_of(site, request.quantity), request.head, request.quantity, exact, stop)};
    require_numbers(result.values);
    return result;
  });
}

}  // namespace headlight::views
