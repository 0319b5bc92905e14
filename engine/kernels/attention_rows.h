// Whole rows of a map, for any list of queries.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stop_token>
#include <tuple>
#include <vector>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// queries.size() × keys cells, row-major. Throws Failure (query outside the map, cancelled).
[[nodiscard]] std::vector<float> attention_rows(const AttentionMap& map, HeadChoice head, Quantity quantity,
                                                const std::vector<std::int64_t>& queries, const std::stop_token& stop);

// The `count` largest cells of every query and their keys, largest first: float32 and int64 [queries, count]. Rows come from
// rows_of(queries) → [queries, keys], at most 1 % of the map or 2²⁰ cells at a time. Throws Failure (count not 1 … keys).
[[nodiscard]] std::tuple<at::Tensor, at::Tensor> top_keys(
    const AttentionMap& map, std::int64_t count, const std::function<at::Tensor(const std::vector<std::int64_t>&)>& rows_of);

// Calls visit(query, row of `keys` cells) for every query of [first, first + count), on several threads at once
// and in no order; rows are computed a block at a time. `visit` may change the row.
void for_each_row(const MapReader& reader, std::int64_t first, std::int64_t count, const std::stop_token& stop,
                  const std::function<void(std::int64_t, float*)>& visit);

}  // namespace headlight::kernels
