// Attention without a mask, a block of scores at a time (Milakov & Gimelshein 2018; Dao et al. 2022), on the processor.
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::kernels {

struct StreamedAttention {
  at::Tensor output;  // float32 [1, heads, queries, width of v], as [1, queries, heads, …] in memory
  at::Tensor lse;     // float32 [1, heads, queries]
};

// Whether streamed_attention() takes these: float32 [1, heads, positions, width] on the processor, 32 queries and keys or
// more, and no gradient asked for.
[[nodiscard]] bool can_stream(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v);

// softmax(scale · q kᵀ) v and its log-sum-exp; k and v may have fewer heads, shared by groups.
[[nodiscard]] StreamedAttention streamed_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale);

}  // namespace headlight::kernels
