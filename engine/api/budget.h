// How much work a picture of many maps may take.
#pragma once

#include <cstdint>

namespace headlight {

// Grids of heads and statistics whose maps have more cells together are made from a sample of the queries: about half a
// second's work on two cores. Exact up to 965 tokens at 12 layers of 12 heads.
constexpr std::int64_t most_exact_cells = std::int64_t{1} << 27;

// Coarse levels of a map (see PyramidRequest) begin at so many cells a side.
constexpr std::int64_t most_pyramid_edge = 2048;

// Positions a side that one cell of a map's finest coarse level pools: the least power of two that makes it small enough;
// 1 for a map that needs no coarse levels.
constexpr std::int64_t coarse_bin(std::int64_t queries, std::int64_t keys) {
  std::int64_t bin = 1;
  while ((queries + bin - 1) / bin > most_pyramid_edge || (keys + bin - 1) / bin > most_pyramid_edge) bin *= 2;
  return bin;
}

}  // namespace headlight
