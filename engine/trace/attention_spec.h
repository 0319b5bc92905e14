// What, with q, k and the log-sum-exp, reproduces every attention weight exactly.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace headlight::trace {

// weight(i, j) = exp(scale · q_i·k_j + bias_ij − lse_i), 0 where masked.
struct AttentionSpec {
  double scale = 1;
  bool causal = false;     // key j is masked for query i when j > i + (keys − queries)
  at::Tensor key_visible;  // bool [keys], false = padding; undefined: all are visible
  at::Tensor bias;         // float32, broadcastable to [heads, queries, keys]; undefined: none
  // Windowed and area attention, where queries and keys are one grid: int64 [windows, positions of a window], each
  // one's index in the grid (−1: padding); a query sees the keys of its own window only. Undefined: no windows.
  at::Tensor windows{};
};

}  // namespace headlight::trace
