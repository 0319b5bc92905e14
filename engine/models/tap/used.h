// Weights that a model changes between the softmax and the values.
#pragma once

#include <optional>

#include "engine/models/tap/found.h"

namespace headlight::models::tap {

// What `used`, [… ] queries × keys as they reach the values, are beside the layer's own weights, up to rounding: the same,
// rows of them each scaled by a number, or others.
enum class Used { same, scaled, others };
[[nodiscard]] Used compared(const FoundDense& dense, const at::Tensor& used);

// A layer whose weights are these, without q and k (its scores are their logarithms) and without v; nothing for weights
// below 0 or not finite. Rows need not sum to 1: the log-sum-exp is 0 in every case.
[[nodiscard]] std::optional<FoundDense> dense_from_weights(const at::Tensor& used);

}  // namespace headlight::models::tap
