// Which rows of a map are read where reading all of them would take too long.
#pragma once

#include <cstdint>
#include <vector>

namespace headlight::kernels {

// Positions in rising order; those of bin i are positions[edges[i]] … positions[edges[i+1] − 1].
struct RowSample {
  std::vector<std::int64_t> positions, edges;
};

// A stratified sample of bins, which begin and end at `bin_edges`: every bin is cut into even strata of about `every` positions, at least
// two where it has two, and gives one position of each stratum, picked by a fixed pseudo-random order so that nothing
// periodic in a map (lines of a picture, say) falls in step with it. The same arguments give the same sample; `every` 1
// gives all positions.
[[nodiscard]] RowSample sample_rows(const std::vector<std::int64_t>& bin_edges, std::int64_t every);
// The same of one bin [begin, begin + size).
[[nodiscard]] RowSample sample_rows(std::int64_t begin, std::int64_t size, std::int64_t every);

}  // namespace headlight::kernels
