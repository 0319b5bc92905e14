// Log-sum-exp of rows whose scores are too large for float32.
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// Where |log-sum-exp| passes it, float32 rounds it by more than 4e-6, and with it every weight of the row, relatively.
constexpr float large_log_sum = 64;

// Whether any finite entry of a float32 tensor on the CPU passes large_log_sum.
[[nodiscard]] bool has_large_sums(const at::Tensor& lse);

// float64 [heads, queries]: the log-sum-exp of the scores in float64, whatever map.lse says; 0 for queries that see no
// key. All rows of a layer: where some scores are large, the small ones are what is left of large products. Scores are
// computed a block at a time.
[[nodiscard]] at::Tensor exact_log_sum_exp(const AttentionMap& map);

}  // namespace headlight::kernels
