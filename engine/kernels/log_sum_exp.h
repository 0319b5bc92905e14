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

// scale · ‖q‖ · max ‖k‖ bounds every partial sum of a query's scores: where it stays below, float32 sums them up to some 1e-6.
constexpr double large_products = 24;

// [heads, queries] on the host: map.lse, and in every head that has a large one the log-sum-exp of the scores in float64, of all
// queries whose products may be large (its small sums are what is left of large products); 0 for queries that see no key.
// float64, or as map.lse is where no query's are. Scores are computed a block at a time; throws Failure{cancelled()} when
// asked to stop.
[[nodiscard]] at::Tensor exact_log_sum_exp(const AttentionMap& map, const std::stop_token& stop = {});

}  // namespace headlight::kernels
