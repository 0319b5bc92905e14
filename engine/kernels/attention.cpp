#include "engine/kernels/attention.h"

#include <ATen/Functions.h>

#include <limits>

#include "engine/api/result.h"

namespace headlight::kernels {
namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

// bool [batch or 1, 1, 1, keys] from spec.key_visible ([keys] or [batch, keys]).
at::Tensor visible_keys(const trace::AttentionSpec& spec) {
  const auto& visible = spec.key_visible;
  return visible.dim() == 1 ? visible.view({1, 1, 1, -1}) : visible.view({visible.size(0), 1, 1, -1});
}

// bool [1, 1, queries, keys], true where key ≤ query + (keys − queries).
at::Tensor causal_mask(std::int64_t queries, std::int64_t keys, const at::Tensor& like) {
  const auto options = like.options().dtype(at::kLong);
  const auto row = at::arange(queries, options).unsqueeze(1) + (keys - queries);
  return at::arange(keys, options).unsqueeze(0).le(row).view({1, 1, queries, keys});
}

// The additive mask in q's dtype that the fused kernel needs, or an undefined tensor. `causal` adds the
// triangle explicitly: needed where the kernel's own causal flag (top-left aligned, alone) does not fit.
at::Tensor additive_mask(const at::Tensor& q, std::int64_t keys, const trace::AttentionSpec& spec, bool causal) {
  at::Tensor mask;
  if (spec.bias.defined()) {
    mask = spec.bias.dim() == 3 ? spec.bias.unsqueeze(0) : spec.bias;
    mask = mask.to(q.scalar_type());
  }
  const auto add = [&](const at::Tensor& visible) {
    const auto zero = at::zeros({}, q.options());
    mask = at::where(visible, mask.defined() ? mask : zero, at::full({}, minus_infinity, q.options()));
  };
  if (spec.key_visible.defined()) add(visible_keys(spec));
  if (causal) add(causal_mask(q.size(2), keys, q));
  return mask;
}

at::Tensor share_key_heads(const at::Tensor& keyed, std::int64_t heads) {
  return keyed.size(1) == heads ? keyed : keyed.repeat_interleave(heads / keyed.size(1), 1);
}

struct Fused {
  at::Tensor output, lse;
};

Fused fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                      const trace::AttentionSpec& spec) {
  const bool square = q.size(2) == k.size(2);
  const bool masked = spec.key_visible.defined() || spec.bias.defined();
  const bool own_causal = spec.causal && square && !masked;
  auto mask = additive_mask(q, k.size(2), spec, spec.causal && !own_causal);
  if (mask.defined()) mask = mask.expand({q.size(0), mask.size(1), q.size(2), k.size(2)});
  const auto keys = share_key_heads(k, q.size(1));
  const auto values = share_key_heads(v, q.size(1));
  const auto optional_mask = mask.defined() ? std::optional<at::Tensor>(mask) : std::nullopt;
  auto [output, lse] =
      at::_scaled_dot_product_flash_attention_for_cpu(q, keys, values, 0.0, own_causal, optional_mask, spec.scale);
  return {output, lse};
}

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const trace::AttentionSpec& spec, const trace::SiteLabel& label, Context& context) {
  if (context.stop.stop_requested()) throw Failure{cancelled()};
  auto [output, lse] = fused_attention(q, k, v, spec);
  if (context.recorder != nullptr) context.recorder->add(label, q, k, v, lse, spec);
  return output;
}

ReferenceAttention reference_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                       const trace::AttentionSpec& spec) {
  ReferenceAttention out;
  const auto keys = share_key_heads(k, q.size(1)).to(at::kFloat);
  const auto values = share_key_heads(v, q.size(1)).to(at::kFloat);
  out.scores = at::matmul(q.to(at::kFloat), keys.transpose(2, 3)) * spec.scale;
  const auto mask = additive_mask(out.scores, k.size(2), spec, spec.causal);
  if (mask.defined()) out.scores = out.scores + mask;
  out.lse = at::logsumexp(out.scores, {-1});
  out.weights = at::exp(out.scores - out.lse.unsqueeze(-1));
  out.output = at::matmul(out.weights, values);
  return out;
}

}  // namespace headlight::kernels
