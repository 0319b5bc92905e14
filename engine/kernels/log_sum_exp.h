// Log-sum-exp of rows whose scores are too large for float32.
#pragma once

#include <ATen/core/Tensor.h>

#include <stop_token>

#include "engine/kernels/attention_map.h"

namespace headlight::kernels {

// Where |log-sum-exp| passes it, float32 shows in the weights: the fused kernel's scores and those that a view computes
// again are rounded apart by some 1e-5, which a softmax over one set of scores would take out.
constexpr float large_log_sum = 16;

// Whether any finite entry of a float32 tensor on the CPU passes large_log_sum.
[[nodiscard]] bool has_large_sums(const at::Tensor& lse);

// float64 [heads, queries] on the host: map.lse, and the log-sum-exp of the scores in float64 for every head that has a large one; 0
// for its queries that see no key. All rows of such a head: its small sums are what is left of large products. Scores are
// computed a block at a time; throws Failure{cancelled()} when asked to stop.
[[nodiscard]] at::Tensor exact_log_sum_exp(const AttentionMap& map, const std::stop_token& stop = {});

}  // namespace headlight::kernels
