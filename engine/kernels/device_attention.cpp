#include "engine/kernels/device_attention.h"

#include <ATen/Functions.h>
#include <ATen/SDPBackend.h>

#include <algorithm>

#include "engine/kernels/infinity.h"

namespace headlight::kernels {
namespace {

at::Tensor with_whole_rows(const at::Tensor& tensor) {
  const auto numbers = 16 / static_cast<std::int64_t>(tensor.element_size());
  const auto missing = (numbers - tensor.size(3) % numbers) % numbers;
  const auto whole = missing == 0 ? tensor : at::constant_pad_nd(tensor, {0, missing});
  return whole.stride(3) == 1 ? whole : whole.contiguous();
}

at::Tensor with_all_heads(const at::Tensor& tensor, std::int64_t heads) {
  return tensor.size(1) == heads ? tensor : tensor.repeat_interleave(heads / tensor.size(1), 1);
}

// Rows of keys in memory whose length is a multiple of 16, seen as `keys` wide; other dimensions stay broadcast.
at::Tensor aligned_mask(const at::Tensor& mask, const DeviceAttentionInput& input) {
  const auto keys = input.k.size(2);
  const auto wide = mask.to(input.q.scalar_type()).expand({-1, -1, -1, keys});
  const auto rows = at::constant_pad_nd(wide, {0, (16 - keys % 16) % 16}).contiguous();
  return rows.narrow(3, 0, keys).expand({input.q.size(0), input.q.size(1), input.q.size(2), keys});
}

// bool [batch or 1, heads or 1, queries or 1, 1]: true where a query sees no key.
at::Tensor blind_queries(const DeviceAttentionInput& input) {
  const auto keys = input.k.size(2), queries = input.q.size(2);
  const auto seen = input.mask.ne(minus_infinity).expand({-1, -1, -1, keys});
  if (!input.causal) return seen.any(3, true).logical_not();
  const auto last = at::arange(queries, at::TensorOptions().dtype(at::kLong).device(input.q.device())).clamp_max(keys - 1);
  const auto up_to = seen.to(at::kInt).cumsum(3).expand({-1, -1, queries, -1});
  return up_to.gather(3, last.view({1, 1, queries, 1}).expand({up_to.size(0), up_to.size(1), -1, -1})).eq(0);
}

// LibTorch says which GPUs and shapes its faster kernels are for. The flash kernel's triangle ends in the last corner, ours begins in
// the first.
bool flash_suits(const DeviceAttentionInput& input) {
  const bool half = input.q.scalar_type() == at::kHalf || input.q.scalar_type() == at::kBFloat16;
  if (!half || !input.q.is_cuda() || input.mask.defined() || input.q.size(3) != input.v.size(3) || (input.causal && input.q.size(2) != input.k.size(2))) return false;
  const auto choice = at::_fused_sdp_choice(input.q, input.k, input.v, {}, 0.0, input.causal, input.scale);
  return choice == static_cast<std::int64_t>(at::SDPBackend::flash_attention) ||
         choice == static_cast<std::int64_t>(at::SDPBackend::cudnn_attention);
}

}  // namespace

std::tuple<at::Tensor, at::Tensor> fused_kernel(const DeviceAttentionInput& input) {
  if (flash_suits(input)) {
    auto result = at::_scaled_dot_product_flash_attention(input.q, input.k, input.v, 0.0, input.causal, false, input.scale);
    return {std::get<0>(result), std::get<1>(result)};
  }
  const auto mask = input.mask.defined() ? std::optional<at::Tensor>(input.mask) : std::nullopt;
  auto result = at::_scaled_dot_product_efficient_attention(input.q, input.k, input.v, mask, true, 0.0, input.causal, input.scale);
  return {std::get<0>(result), std::get<1>(result)};
}

std::tuple<at::Tensor, at::Tensor> device_attention(const DeviceAttentionInput& input, const AttentionKernel& kernel) {
  const auto heads = input.q.size(1), queries = input.q.size(2);
  auto given = input;
  given.q = with_whole_rows(input.q);
  given.k = with_whole_rows(with_all_heads(input.k, heads));
  given.v = with_whole_rows(with_all_heads(input.v, heads));
  if (input.mask.defined()) given.mask = aligned_mask(input.mask, input);
  auto [output, lse] = kernel(given);
  output = output.narrow(3, 0, input.v.size(3));
  lse = lse.narrow(2, 0, queries).to(at::kFloat);
  if (!input.mask.defined()) return {output, lse};
  const auto blind = blind_queries(input);
  return {output.masked_fill(blind, 0), lse.masked_fill(blind.squeeze(3), 0)};
}

}  // namespace headlight::kernels
