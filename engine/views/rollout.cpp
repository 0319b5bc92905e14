#include "engine/views/rollout.h"

#include <ATen/Functions.h>

#include <algorithm>

#include "engine/kernels/rollout.h"

namespace headlight::views {
namespace {

// The stream's layers from the last wanted one down to layer 0. Throws where they are not self-attention of one axis.
std::vector<const trace::Site*> layers_downwards(const trace::Trace& trace, const RolloutRequest& request) {
  auto sites = dense_stream(trace, request.stream);
  for (const auto* site : sites)
    if (site->info.kind == SiteKind::cross || site->queries() != site->keys() ||
        site->keys() != sites.front()->keys() || site->info.query_axis != site->info.key_axis)
      throw Failure{usage("rollout needs self-attention", "stream",
                          request.stream + ", layer " + std::to_string(site->info.layer) + ", " +
                              std::to_string(site->queries()) + " × " + std::to_string(site->keys()),
                          "square maps over one axis")};
  require_range("last_layer", request.last_layer, -1, sites.back()->info.layer);
  if (request.last_layer >= 0)
    std::erase_if(sites, [&](const auto* site) { return site->info.layer > request.last_layer; });
  if (sites.empty())
    throw Failure{usage("no such layer", "last_layer", std::to_string(request.last_layer), "a layer of the stream")};
  std::reverse(sites.begin(), sites.end());
  return sites;
}

at::Tensor one_hot_rows(const std::vector<std::int64_t>& queries, std::int64_t size) {
  auto rows = at::zeros({static_cast<std::int64_t>(queries.size()), size}, at::kFloat);
  auto cell = rows.accessor<float, 2>();
  for (std::size_t i = 0; i < queries.size(); ++i) cell[static_cast<std::int64_t>(i)][queries[i]] = 1;
  return rows;
}

}  // namespace

Result<RolloutResult> rollout(const trace::Trace& trace, const RolloutRequest& request, const std::stop_token& stop) {
  return at_border<RolloutResult>([&]() -> Result<RolloutResult> {
    const auto layers = layers_downwards(trace, request);
    const auto size = layers.front()->keys(), rows = static_cast<std::int64_t>(request.queries.size());
    require_range("queries", rows, 1, most_cells);
    require_cells("queries", rows, size);
    for (const auto query : request.queries) require_range("queries", query, 0, size - 1);
    auto v = one_hot_rows(request.queries, size);
    for (const auto* site : layers) v = kernels::rollout_layer(kernels::map_of(*site), v, stop);
    const auto* values = v.const_data_ptr<float>();
    return RolloutResult{make_plane(rows, size, {values, values + v.numel()})};
  });
}

}  // namespace headlight::views
