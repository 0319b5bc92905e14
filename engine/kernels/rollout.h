// One layer of attention rollout (Abnar & Zuidema 2020) for some rows.
#pragma once

#include <ATen/core/Tensor.h>

#include <stop_token>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// ½ rows + ½ rows · mean over heads of the weights, streamed: no queries × keys array is made. rows float32
// [n, positions], on the host, of a map with as many queries as keys → the same shape. Throws Failure (bad shape, cancelled).
[[nodiscard]] at::Tensor rollout_layer(const AttentionMap& map, const at::Tensor& rows, const std::stop_token& stop);

}  // namespace headlight::kernels
