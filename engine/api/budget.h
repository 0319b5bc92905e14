// How much work a picture of many maps may take.
#pragma once

#include <cstdint>

namespace headlight {

// Grids of heads and statistics whose maps have more cells together are made from a sample of the queries: about half a
// second's work on two cores. Exact up to 965 tokens at 12 layers of 12 heads.
constexpr std::int64_t most_exact_cells = std::int64_t{1} << 27;

}  // namespace headlight
