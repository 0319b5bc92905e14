// From scores and weights that a model computed to q, k, bias and log-sum-exp.
#pragma once

#include "engine/models/tap/tags.h"

namespace headlight::models::tap {

// `scores` is what the softmax over the last dimension read, [batch,] heads, queries, keys (with more dimensions in
// front: all but the first are heads), `lse` its log-sum-exp without the last dimension. Without v.
// q and k are the product's inputs where there is one and they explain the scores; bias is what they leave.
[[nodiscard]] FoundDense dense_from_scores(const Scores& origin, const at::Tensor& scores, const at::Tensor& lse);

// A call of scaled_dot_product_attention: q, k, v [batch, heads, positions, width] (three dimensions: no batch, two: no
// heads, more: all between the first and the last two are heads). `lse` is the fused kernel's own; undefined: it is computed.
struct FusedCall {
  at::Tensor q, k, v, mask;
  bool causal = false;  // aligned with the top left corner
  double scale = 1;
  at::Tensor lse{};
};
[[nodiscard]] FoundDense dense_from_fused(const FusedCall& call);

// The values that go with it, from the tensor that the weights were multiplied with; zeros of width 1 where its shape
// is none of [batch, key heads, keys, width].
[[nodiscard]] at::Tensor values_for(const FoundDense& dense, const at::Tensor& values);

}  // namespace headlight::models::tap
