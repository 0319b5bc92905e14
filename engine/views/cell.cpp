#include "engine/views/cell.h"

#include <algorithm>
#include <limits>

#include "engine/kernels/attention_rows.h"

namespace headlight::views {

Result<CellResult> cell(const trace::Trace& trace, const CellRequest& request, const std::stop_token& stop) {
  return at_border<CellResult>([&]() -> Result<CellResult> {
    const auto& site = dense_site(trace, request.site);
    require_head(site, request.head);
    require_range("query", request.query, 0, site.queries() - 1);
    require_range("key", request.key, 0, site.keys() - 1);
    const auto map = kernels::map_of(site);
    const auto key = static_cast<std::size_t>(request.key);
    const auto weights = kernels::attention_rows(map, request.head, Quantity::weight, {request.query}, stop);
    const auto scores = kernels::attention_rows(map, request.head, Quantity::score, {request.query}, stop);
    require_numbers(weights);
    const auto above = std::count_if(weights.begin(), weights.end(), [&](float w) { return w > weights[key]; });
    const auto seen = std::count_if(scores.begin(), scores.end(), [](float score) { return score > -std::numeric_limits<float>::infinity(); });
    return CellResult{weights[key], scores[key], above + 1, seen};
  });
}

}  // namespace headlight::views
