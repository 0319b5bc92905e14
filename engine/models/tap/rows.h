// Scores row by row, as plain numbers: a layer's scores are looked through once or twice, without a tensor operation for
// every question.
#pragma once

#include "engine/models/tap/found.h"

namespace headlight::models::tap {

// A score at or below it hides its key.
constexpr float masked_below = -1e30F;

// Of a score, relative to the largest: float32 sums in another order.
constexpr double score_tolerance = 1e-4;

// A contiguous copy of four dimensions; quick where the last two are exchanged in memory, as pictures' channels are.
[[nodiscard]] at::Tensor copied(const at::Tensor& tensor);

// log Σ exp(scores) over the last dimension, float64, from the softmax's own output (where
// that has 16 bits, from the scores); 0 where it is not finite.
[[nodiscard]] at::Tensor log_sum(const at::Tensor& scores, const at::Tensor& weights);

// A copy, contiguous: what hides a key by a very low number hides it altogether; but a query that would see nothing keeps
// its numbers. float32.
[[nodiscard]] at::Tensor with_infinities(const at::Tensor& bias);

// The same, every row less its largest number where that is finite; `lse` (float64, a number a row) as well.
[[nodiscard]] at::Tensor with_infinities_from_top(const at::Tensor& scores, at::Tensor& lse);

[[nodiscard]] bool is_zero(const at::Tensor& bias);

// 0 for the keys up to each query, −∞ for those behind it, the last query seeing every key. float32, contiguous.
[[nodiscard]] bool is_causal(const at::Tensor& bias, std::int64_t queries, std::int64_t keys);

// Whether scale · q·k + bias are the scores [windows, heads, queries, keys] up to rounding, for some rows spread over the
// whole, where they are not hidden; hidden are the same ones. Undefined bias: none.
[[nodiscard]] bool explains(const FoundDense& found, const at::Tensor& bias, const at::Tensor& scores);

// How far the model's scores lie from scale · q·k + bias by its own rounding, for some rows and what they see; both less
// their log-sum-exp, of the scores `lse` (float64 [windows, heads, queries]).
[[nodiscard]] double rounding_of(const FoundDense& found, const at::Tensor& scores, const at::Tensor& lse);

[[nodiscard]] double largest(const at::Tensor& lse);  // |number|, of float64

}  // namespace headlight::models::tap
