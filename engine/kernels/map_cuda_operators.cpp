// The map kernels of torch.ops.headlight for CUDA tensors (see ms_deform_attn_cuda.cpp).
#include <ATen/Functions.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/library.h>

#include "engine/kernels/attention_rows.h"
#include "engine/kernels/device_map.h"
#include "engine/kernels/operator_input.h"

namespace headlight::kernels {
namespace {

DeviceKernels kernels_for(const at::Tensor& tensor) {
  const auto stream = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(tensor.device());
  return {launch_attention_tile, launch_row_sums, launch_rollout, stream.native_handle()};
}

at::Tensor tile(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                const std::string& quantity, at::IntArrayRef extent, at::IntArrayRef out, const std::string& pooling,
                std::int64_t bin, const OptionalTensor& value_length) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias, value_length);
    return device_tile(map, parse_head(head), parse_quantity(quantity), parse_shape(extent, out, pooling, bin), kernels_for(q));
  });
}

at::Tensor rows(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                const std::string& quantity, at::IntArrayRef queries, const OptionalTensor& value_length) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias, value_length);
    return device_rows(map, parse_head(head), parse_quantity(quantity), queries, kernels_for(q));
  });
}

std::tuple<at::Tensor, at::Tensor> top(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                                       const OptionalTensor& key_visible, const OptionalTensor& bias, const std::string& head,
                                       const std::string& quantity, std::int64_t count) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias);
    const auto choice = parse_head(head);
    const auto cells = parse_quantity(quantity);
    return top_keys(map, count, [&](const std::vector<std::int64_t>& queries) {
      return device_rows(map, choice, cells, queries, kernels_for(q));
    });
  });
}

at::Tensor stats(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                 const OptionalTensor& key_visible, const OptionalTensor& bias, const at::Tensor& query_positions,
                 const at::Tensor& key_positions, const at::Tensor& separator, bool same_axis) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    const auto map = map_input({q, k, lse, scale, causal}, key_visible, bias);
    return device_stats(map, {query_positions, key_positions, separator, same_axis}, kernels_for(q));
  });
}

at::Tensor mass(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                const OptionalTensor& key_visible, const OptionalTensor& bias, at::IntArrayRef queries, at::IntArrayRef keys) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    return device_mass(map_input({q, k, lse, scale, causal}, key_visible, bias), queries, keys, kernels_for(q));
  });
}

at::Tensor rollout(const at::Tensor& q, const at::Tensor& k, const at::Tensor& lse, double scale, bool causal,
                   const OptionalTensor& key_visible, const OptionalTensor& bias, const at::Tensor& rows) {
  return checked([&] {
    const c10::DeviceGuard guard(q.device());
    return device_rollout(map_input({q, k, lse, scale, causal}, key_visible, bias), rows, kernels_for(q));
  });
}

}  // namespace
}  // namespace headlight::kernels

TORCH_LIBRARY_IMPL(headlight, CUDA, library) {
  library.impl("attention_tile", headlight::kernels::tile);
  library.impl("attention_rows", headlight::kernels::rows);
  library.impl("attention_top", headlight::kernels::top);
  library.impl("attention_stats", headlight::kernels::stats);
  library.impl("attention_mass", headlight::kernels::mass);
  library.impl("rollout_layer", headlight::kernels::rollout);
}
