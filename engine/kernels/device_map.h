// The map kernels for tensors of a device: what a kernel is told, from tensors, and what is left to do when it has run. The
// kernels themselves are handed in, so that all of it runs, and is tested, where there is no device.
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/kernels/attention_map.h"
#include "engine/kernels/attention_tile.h"
#include "engine/kernels/map_cuda.h"

namespace headlight::kernels {

// As launch_attention_tile and so on; work is queued on `stream`.
struct DeviceKernels {
  const char* (*tile)(const CudaMap&, const CudaChoice&, const CudaTile&, void*);
  const char* (*row_sums)(const CudaMap&, const CudaRowSums&, void*);
  const char* (*rollout)(const CudaMap&, const CudaRollout&, void*);
  void* stream;
};

// All tensors of a map lie on one device, but for AttentionSpec::windows, which lies on the host; q and k are float32,
// float16 or bfloat16. Products of half types are exact and added up in float32; with a float64 log-sum-exp everything is in
// float64. Functions throw Failure for what they cannot read, for row changes, and with what the device says.

// float32 [out rows, out columns], as attention_tile. Extra memory: the result; where bins are larger than 16,384 cells
// and few, 16 bytes for every part of one.
[[nodiscard]] at::Tensor device_tile(const AttentionMap& map, HeadChoice head, Quantity quantity, const TileShape& shape,
                                     const DeviceKernels& kernels);

// float32 [queries, keys] of a list of queries (int64, on the host), as attention_rows.
[[nodiscard]] at::Tensor device_rows(const AttentionMap& map, HeadChoice head, Quantity quantity, at::IntArrayRef queries,
                                     const DeviceKernels& kernels);

// Places of queries and keys: float32 [n, 3] of x, y, whether it takes part in distances; separator float32 [keys].
struct DevicePlaces {
  at::Tensor queries, keys, separator;
  bool same_axis = false;
};

// float64 [heads, 7] in the order of HeadSums, as attention_stats. Extra memory: 64 bytes a head and query.
[[nodiscard]] at::Tensor device_stats(const AttentionMap& map, const DevicePlaces& places, const DeviceKernels& kernels);

// Throws Failure{usage} for a position that is not below `size`; `what` names the list.
void require_positions(at::IntArrayRef positions, std::int64_t size, const char* what);

// float64 [heads]: as attention_mass.
[[nodiscard]] at::Tensor device_mass(const AttentionMap& map, at::IntArrayRef queries, at::IntArrayRef keys,
                                     const DeviceKernels& kernels);

// float64 [heads, queries]: the sum of every row's weights; 0 where a query sees no key. Extra memory: 64 bytes a head and query.
[[nodiscard]] at::Tensor device_row_mass(const AttentionMap& map, const DeviceKernels& kernels);

// float32 [n, positions], as rollout_layer: the map is computed once for every 64 rows.
[[nodiscard]] at::Tensor device_rollout(const AttentionMap& map, const at::Tensor& rows, const DeviceKernels& kernels);

}  // namespace headlight::kernels
