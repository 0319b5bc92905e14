#include "engine/views/splat.h"

#include <algorithm>
#include <cmath>

#include "engine/views/sampled.h"

namespace headlight::views {
namespace {

// Adds one head's points, as a mean over the queries, to `cells`.
void add_head(const SampledSite& sampled, std::int64_t head, const std::vector<std::int64_t>& queries,
              std::int64_t rows, std::int64_t columns, std::vector<float>& cells) {
  const auto share = 1.0F / static_cast<float>(queries.size());
  for (const auto query : queries)
    for (std::int64_t level = 0; level < sampled.levels(); ++level)
      for (std::int64_t point = 0; point < sampled.points(); ++point) {
        const auto found = sampled.at(head, query, level, point);
        if (!(found.x >= 0 && found.x < 1 && found.y >= 0 && found.y < 1)) continue;
        const auto row = static_cast<std::int64_t>(found.y * static_cast<double>(rows));
        const auto column = static_cast<std::int64_t>(found.x * static_cast<double>(columns));
        cells[static_cast<std::size_t>(row * columns + column)] += share * found.weight;
      }
}

}  // namespace

Result<SplatResult> splat(const trace::Trace& trace, const SplatRequest& request, const std::stop_token& stop) {
  return at_border<SplatResult>([&]() -> Result<SplatResult> {
    const SampledSite sampled(trace, request.site);
    require_range("rows", request.rows, 1, 1 << 14);
    require_range("columns", request.columns, 1, 1 << 14);
    const bool one = request.head.mode == HeadChoice::Mode::one;
    if (one) require_range("head", request.head.head, 0, sampled.heads() - 1);
    const auto queries = sampled.choose(request.queries);
    const auto count = static_cast<std::size_t>(request.rows * request.columns);
    std::vector<float> cells(count, 0.0F), of_head;
    const std::int64_t first = one ? request.head.head : 0, end = one ? first + 1 : sampled.heads();
    for (std::int64_t head = first; head < end; ++head) {
      if (stop.stop_requested()) return cancelled();
      of_head.assign(count, 0.0F);
      add_head(sampled, head, queries, request.rows, request.columns, of_head);
      const bool maximum = request.head.mode == HeadChoice::Mode::max;
      const auto parts = static_cast<float>(end - first);
      for (std::size_t i = 0; i < count; ++i)
        cells[i] = maximum ? std::max(cells[i], of_head[i]) : cells[i] + of_head[i] / parts;
    }
    return SplatResult{make_plane(request.rows, request.columns, std::move(cells))};
  });
}

}  // namespace headlight::views
