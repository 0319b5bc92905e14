#include "engine/views/heads.h"

#include <algorithm>
#include <cmath>

#include "engine/kernels/attention_tile.h"
#include "engine/kernels/parallel.h"

namespace headlight::views {
namespace {

kernels::TileShape whole_map(const trace::Site& site, const HeadsRequest& request) {
  const Extent all{0, site.queries(), 0, site.keys()};
  return {all, std::min(request.edge, all.rows()), std::min(request.edge, all.columns()), request.pooling};
}

// Every head with an empty plane, in layer, then head order.
HeadsResult plan(const std::vector<const trace::Site*>& sites, const HeadsRequest& request) {
  HeadsResult result;
  result.layers = static_cast<int>(sites.size());
  std::int64_t cells = 0;
  for (const auto* site : sites) {
    const auto shape = whole_map(*site, request);
    const auto heads = static_cast<int>(site->heads());
    result.heads = std::max(result.heads, heads);
    require_cells("edge", shape.out_rows, shape.out_columns);
    cells += heads * shape.out_rows * shape.out_columns;
    require_cells("edge, over all heads", cells, 1);
    for (int head = 0; head < heads; ++head) result.maps.push_back({site->info.id, site->info.layer, head, {}});
  }
  return result;
}

double root_mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

Result<HeadsResult> heads(const trace::Trace& trace, const HeadsRequest& request, const std::stop_token& stop) {
  return at_border<HeadsResult>([&]() -> Result<HeadsResult> {
    require_range("edge", request.edge, 1, 4096);
    const auto sites = dense_stream(trace, request.stream);
    auto result = plan(sites, request);
    result.every = sampling_step(sites, request.cell_budget);
    std::vector<double> errors(result.maps.size(), 0);
    const auto draw = [&](std::size_t i) {
      auto& map = result.maps[i];
      const auto& site = trace.sites[static_cast<std::size_t>(map.site)];
      const auto shape = whole_map(site, request);
      auto tile = kernels::sampled_tile(kernels::map_of(site, request.quantity), {HeadChoice::Mode::one, map.head}, request.quantity,
                                        shape, result.every, stop);
      errors[i] = tile.error;
      map.plane = make_plane(shape.out_rows, shape.out_columns, std::move(tile.cells));
    };
    // Small maps share the threads head by head, large ones within each map.
    constexpr std::int64_t small = std::int64_t{1} << 18;
    const auto largest = sites.front()->queries() * sites.front()->keys();
    const auto draw_all = [&](std::int64_t first, std::int64_t last) {
      const auto part = [&](std::int64_t begin, std::int64_t end) {
        for (auto i = first + begin; i < first + end; ++i) draw(static_cast<std::size_t>(i));
      };
      if (largest <= small || result.every > 1)
        kernels::parallel_parts(last - first, std::max<std::int64_t>(1, kernels::cells_a_thread / largest), part);
      else
        part(0, last - first);
    };
    if (std::none_of(sites.begin(), sites.end(), [](const auto* site) { return site->by != nullptr; })) {
      draw_all(0, std::ssize(result.maps));
    } else {
      std::int64_t first = 0;
      for (const auto* site : sites) {
        if (site->by) (void)site->projected();  // made by all threads: inside a part, one would make them and the others wait
        draw_all(first, first + site->heads());
        first += site->heads();
      }
    }
    result.error = root_mean_square(errors);
    return result;
  });
}

}  // namespace headlight::views
