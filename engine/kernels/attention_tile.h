// Any rectangle of a map, pooled to any size, without the unpooled rectangle in memory.
#pragma once

#include <stop_token>
#include <vector>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

struct TileShape {
  Extent extent;
  std::int64_t out_rows = 0, out_columns = 0;  // each from 1 to the extent's
  Pooling pooling = Pooling::mean;
  std::int64_t bin = 0;  // > 0: bins of so many positions counted from the map's corner, the last ends with the extent
};

// First source position of each of `out` bins over `size` positions, and the end: bin i covers
// [begin + ⌊i·size/out⌋, begin + ⌊(i+1)·size/out⌋). No bin is empty.
[[nodiscard]] std::vector<std::int64_t> pooling_edges(std::int64_t begin, std::int64_t size, std::int64_t out);

// The bins of a shape over queries, and over keys: those of pooling_edges, or of its `bin`.
[[nodiscard]] std::vector<std::int64_t> row_edges(const TileShape& shape);
[[nodiscard]] std::vector<std::int64_t> column_edges(const TileShape& shape);

// Throws Failure where a shape is not one of the map's.
void check(const AttentionMap& map, const TileShape& shape);

// out_rows × out_columns cells, row-major. Mean pooling of scores is the mean over the cells that are not masked,
// −inf where all are. Extra memory: the result and one block a thread. Throws Failure (bad request, cancelled).
[[nodiscard]] std::vector<float> attention_tile(const AttentionMap& map, HeadChoice head, Quantity quantity,
                                                const TileShape& shape, const std::stop_token& stop);

struct SampledTile {
  std::vector<float> cells;
  double error = 0;  // mean pooling: root mean square over the cells of their estimated standard errors; else 0
};

// The same from one query of about `every` consecutive ones of each of the out_rows (see sample_rows): means are those
// of the rows read, without bias (of scores: of every row's mean over what it sees), maxima the largest of them. `every`
// 1 is exact.
[[nodiscard]] SampledTile sampled_tile(const AttentionMap& map, HeadChoice head, Quantity quantity,
                                       const TileShape& shape, std::int64_t every, const std::stop_token& stop);

}  // namespace headlight::kernels
