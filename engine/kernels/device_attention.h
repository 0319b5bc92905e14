// Fused attention with its log-sum-exp for tensors that are not on the CPU: LibTorch's kernels, whose demands on their input and
// whose padded results stay in here.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <optional>
#include <tuple>

namespace headlight::kernels {

struct DeviceAttentionInput {
  at::Tensor q;        // [batch, heads, queries, width]
  at::Tensor k, v;     // [batch, key heads, keys, width]
  at::Tensor mask;     // added to the scores, broadcastable to [batch, heads, queries, keys]; −inf hides; undefined: none
  bool causal = false; // key j is hidden from query i when j > i
  double scale = 1;
};

// A kernel without dropout: as many key heads as heads, rows of a whole number of 16 bytes, a mask of q's type that is expanded and
// whose rows begin at multiples of 16 numbers → output and a log-sum-exp [batch, heads, queries or more]. What it gives for rows
// that see no key does not matter.
using AttentionKernel = std::function<std::tuple<at::Tensor, at::Tensor>(const DeviceAttentionInput& input)>;
// aten::_scaled_dot_product_flash_attention for half types on GPUs that have it, without a mask, and causal for as many queries as
// keys alone; else _scaled_dot_product_efficient_attention.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor> fused_kernel(const DeviceAttentionInput& input);

// → output [batch, heads, queries, width of v], log-sum-exp float32 [batch, heads, queries], both 0 for a query that sees
// no key. A mask is added in q's type: with half types a bias is rounded to it. Differentiable in q, k, v.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor> device_attention(const DeviceAttentionInput& input,
                                                                  const AttentionKernel& kernel = fused_kernel);

}  // namespace headlight::kernels
