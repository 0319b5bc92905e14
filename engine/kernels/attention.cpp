#include "engine/kernels/attention.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/result.h"
#include "engine/kernels/device_attention.h"
#include "engine/kernels/devices.h"
#include "engine/kernels/infinity.h"
#include "engine/kernels/intervention.h"
#include "engine/kernels/log_sum_exp.h"
#include "engine/kernels/record.h"
#include "engine/kernels/streamed_attention.h"
#include "engine/trace/copies.h"

namespace headlight::kernels {
namespace {

// bool [batch or 1, 1, 1, keys] from key_visible ([keys] or [batch, keys]).
at::Tensor visible_keys(const at::Tensor& visible) {
  return visible.dim() == 1 ? visible.view({1, 1, 1, -1}) : visible.view({visible.size(0), 1, 1, -1});
}

struct Triangle {
  std::int64_t first, queries, keys, diagonal;
};

// bool [1, 1, queries, keys], true where key ≤ query + diagonal, the first query being number `first`.
at::Tensor causal_mask(const Triangle& triangle, at::Device device) {
  const auto& [first, queries, keys, diagonal] = triangle;
  const auto options = at::TensorOptions().dtype(at::kLong).device(device);
  const auto row = at::arange(first, first + queries, options).unsqueeze(1) + diagonal;
  return at::arange(keys, options).unsqueeze(0).le(row).view({1, 1, queries, keys});
}

// The bias with four dimensions in the type that the fused kernel adds in: float64 for float64, else float32.
at::Tensor four_dimensional(at::Tensor bias, at::ScalarType dtype) {
  while (bias.dim() < 4) bias = bias.unsqueeze(0);
  return bias.to(dtype == at::kDouble ? at::kDouble : at::kFloat);
}

at::Tensor hide(const at::Tensor& mask, const at::Tensor& visible, at::ScalarType dtype) {
  const auto options = at::TensorOptions(dtype == at::kDouble ? at::kDouble : at::kFloat).device(visible.device());
  return at::where(visible, mask.defined() ? mask : at::zeros({}, options), at::full({}, minus_infinity, options));
}

// Number of visible keys when they come first and the rest is padding; −1 when the padding has another shape.
std::int64_t visible_prefix(const at::Tensor& visible) {
  if (visible.dim() != 1) return visible.all().item<bool>() ? visible.size(1) : -1;
  const auto count = visible.sum().item<std::int64_t>();
  return visible.narrow(0, 0, count).all().item<bool>() ? count : -1;
}

struct Problem {
  at::Tensor q, k, v, bias, visible;
  double scale = 1;
  bool causal = false;
  std::int64_t diagonal = 0;  // key j is hidden from query i when causal and j > i + diagonal
};

struct Fused {
  at::Tensor output, lse;
};

// Padding behind the last visible key is dropped instead of masked: exact, and faster.
Problem without_trailing_padding(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                 const trace::AttentionSpec& spec) {
  Problem problem{
      q, k, v, spec.bias, spec.key_visible, spec.scale, spec.causal && q.size(2) > 1, k.size(2) - q.size(2)};
  if (problem.bias.defined()) problem.bias = four_dimensional(problem.bias, q.scalar_type());
  const auto visible = problem.visible.defined() ? visible_prefix(problem.visible) : -1;
  if (visible < 0) return problem;
  problem.visible.reset();
  problem.k = k.narrow(2, 0, visible);
  problem.v = v.narrow(2, 0, visible);
  if (problem.bias.defined() && problem.bias.size(3) > 1) problem.bias = problem.bias.narrow(3, 0, visible);
  return problem;
}

// The kernel's own causal flag is aligned with the top-left corner; it and a mask may go together.
Fused run_kernel(const Problem& problem, const at::Tensor& q, const at::Tensor& mask, bool own_causal) {
  if (!q.is_cpu()) {
    auto [output, lse] = device_attention({q, problem.k, problem.v, mask, own_causal, problem.scale});
    return {output, lse};
  }
  if (!mask.defined() && !own_causal && can_stream(q, problem.k, problem.v)) {
    auto [output, lse] = streamed_attention(q, problem.k, problem.v, problem.scale);
    return {output, lse};
  }
  const auto optional_mask = mask.defined() ? std::optional<at::Tensor>(mask) : std::nullopt;
  auto [output, lse] = at::_scaled_dot_product_flash_attention_for_cpu(q, problem.k, problem.v, 0.0, own_causal,
                                                                       optional_mask, problem.scale);
  return {output, lse};
}

// A triangle that is not aligned with the corner, a block of queries at a time: no queries × keys mask.
Fused shifted_causal(const Problem& problem, const at::Tensor& mask) {
  constexpr std::int64_t mask_cells = std::int64_t{1} << 21;
  const auto queries = problem.q.size(2), keys = problem.k.size(2);
  const auto step = std::max<std::int64_t>(1, std::min(queries, mask_cells / keys));
  std::vector<at::Tensor> outputs, lses;
  for (std::int64_t first = 0; first < queries; first += step) {
    const auto count = std::min(step, queries - first);
    auto rows = mask.defined() && mask.size(2) > 1 ? mask.narrow(2, first, count) : mask;
    rows = hide(rows, causal_mask({first, count, keys, problem.diagonal}, problem.q.device()), problem.q.scalar_type());
    auto part = run_kernel(problem, problem.q.narrow(2, first, count), rows, false);
    outputs.push_back(part.output);
    lses.push_back(part.lse);
  }
  return {at::cat(outputs, 2), at::cat(lses, 2)};
}

Fused fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const trace::AttentionSpec& spec) {
  const auto problem = without_trailing_padding(q, k, v, spec);
  const auto batch = q.size(0), heads = q.size(1), queries = q.size(2);
  if (problem.k.size(2) == 0 || queries == 0) {
    const auto nothing = at::matmul(q.narrow(3, 0, 0), at::zeros({0, v.size(3)}, q.options()));  // differentiable zeros
    return {nothing, at::zeros({batch, heads, queries}, q.options().dtype(at::kFloat))};
  }
  auto mask = problem.bias;
  if (problem.visible.defined()) mask = hide(mask, visible_keys(problem.visible), q.scalar_type());
  if (problem.causal && problem.diagonal != 0) return shifted_causal(problem, mask);
  return run_kernel(problem, q, mask, problem.causal);
}

// Of the layer's full maps: of its windows' where it has some.
std::int64_t full_bytes(const at::Tensor& q, const at::Tensor& k, const trace::AttentionSpec& spec) {
  const auto& windows = spec.windows;
  if (!windows.defined()) return trace::map_bytes(trace::times(trace::times(q.size(1), q.size(2)), k.size(2)));
  return trace::map_bytes(trace::times(trace::times(q.size(1), windows.numel()), windows.size(1)));
}

// What the trace keeps: in float64 where float32 would round the weights. To look would make the host wait for a device, layer
// after layer: make_log_sums_exact() looks at all layers together when the run has ended.
at::Tensor kept_log_sum_exp(const trace::LayerTensors& layer, const trace::AttentionSpec& spec, const std::stop_token& stop) {
  const auto plain = layer.lse.to(at::kFloat).contiguous();
  if (!plain.is_cpu() || !has_large_sums(plain)) return plain;
  return exact_log_sum_exp({layer.q.detach()[0], layer.k.detach()[0], layer.lse.detach()[0], spec}, stop).unsqueeze(0);
}

// Whatever device the model runs on, a trace's arrays lie where the recorder wants them.
void record_there(trace::LayerTensors layer, trace::AttentionSpec spec, const trace::SiteLabel& label, const Context& context) {
  auto& recorder = *context.recorder;
  if (spec.bias.defined() && spec.bias.dim() == 4) spec.bias = spec.bias[0];  // as a map has it: what is recorded is one input
  if (recorder.where() == trace::Where::host) {
    layer = {trace::to_host(layer.q), trace::to_host(layer.k), trace::to_host(layer.v), trace::to_host(layer.lse), trace::on_host(layer.by, layer.q.device())};
    spec.key_visible = trace::to_host(spec.key_visible);
    spec.bias = trace::to_host(spec.bias);
  }
  layer.lse = kept_log_sum_exp(layer, spec, context.stop);
  record(recorder, label, layer, spec);
}

}  // namespace

at::Tensor attention(const trace::Projected& heads, const trace::AttentionSpec& spec, const trace::SiteLabel& label,
                     Context& context) {
  const auto& [q, k, v, by] = heads;
  if (context.stop.stop_requested()) throw Failure{cancelled()};
  if (context.recorder != nullptr && context.maps != nullptr) context.maps->add(full_bytes(q, k, spec));
  auto [output, lse] = fused_attention(q, k, v, spec);
  auto kept = spec;
  kept.changes = row_changes(label, context);
  if (!kept.changes.empty()) change_rows({q, k, v, kept}, output, lse);
  if (context.recorder != nullptr) record_there({q, k, v, lse, by}, kept, label, context);
  return with_heads_switched(output, label, context);
}

ReferenceAttention reference_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                       const trace::AttentionSpec& spec) {
  ReferenceAttention out;
  const auto exact = q.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  const auto group = q.size(1) / k.size(1);
  const auto keys = k.to(exact).repeat_interleave(group, 1);
  const auto values = v.to(exact).repeat_interleave(group, 1);
  out.scores = at::matmul(q.to(exact), keys.transpose(2, 3)) * spec.scale;
  if (spec.bias.defined()) out.scores = out.scores + spec.bias;
  if (spec.key_visible.defined()) out.scores = hide(out.scores, visible_keys(spec.key_visible), exact);
  if (spec.causal) out.scores = hide(out.scores, causal_mask({0, q.size(2), k.size(2), k.size(2) - q.size(2)}, q.device()), exact);
  out.lse = at::logsumexp(out.scores, {-1});
  out.lse = at::where(out.lse.eq(minus_infinity), at::zeros_like(out.lse), out.lse);
  out.weights = at::exp(out.scores - out.lse.unsqueeze(-1));
  out.output = at::matmul(out.weights, values);
  return out;
}

}  // namespace headlight::kernels
