// How much a set of queries looks at a set of keys: what heads are ranked by.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// One entry a head: the mean over `queries` of the sum of the weights on `keys`; 0 where either is empty. Throws Failure
// (no such position, cancelled).
[[nodiscard]] std::vector<double> attention_mass(const AttentionMap& map, const std::vector<std::int64_t>& queries,
                                                 const std::vector<std::int64_t>& keys, const std::stop_token& stop);

}  // namespace headlight::kernels
