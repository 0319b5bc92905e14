// The plain way to a map: the full matrix in memory. What the fast kernels are tested against.
#pragma once

#include "engine/kernels/attention_map.h"
#include "engine/kernels/attention_tile.h"

namespace headlight::kernels {

// float32 [heads, queries, keys].
[[nodiscard]] at::Tensor reference_map(const AttentionMap& map, Quantity quantity);
// float32 [queries, keys]: one head, or the mean or maximum over heads.
[[nodiscard]] at::Tensor reference_map(const AttentionMap& map, HeadChoice head, Quantity quantity);
// float32 [out_rows, out_columns], pooled as attention_tile pools, from a map [queries, keys].
[[nodiscard]] at::Tensor reference_pool(const at::Tensor& map, const TileShape& shape, Quantity quantity);

}  // namespace headlight::kernels
