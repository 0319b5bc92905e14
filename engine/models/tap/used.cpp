#include "engine/models/tap/used.h"

#include <ATen/Functions.h>

#include <limits>

#include "engine/models/tap/dense.h"

namespace headlight::models::tap {
namespace {

constexpr double weight_tolerance = 1e-5;  // of a weight: the same softmax by another kernel

// exp(scale · q kᵀ + bias − lse), [windows, heads, queries, keys].
at::Tensor weights_of(const FoundDense& dense) {
  const auto groups = dense.heads() / dense.k.size(1);
  const auto keys = dense.k.to(at::kDouble).repeat_interleave(groups, 1);
  auto scores = at::matmul(dense.q.to(at::kDouble), keys.transpose(2, 3)) * dense.scale;
  if (dense.bias.defined()) scores = scores + dense.bias;
  if (dense.causal) {
    const auto later = at::ones({dense.queries(), dense.keys()}, at::kBool).triu(1 + dense.keys() - dense.queries());
    scores = scores.masked_fill(later, -std::numeric_limits<double>::infinity());
  }
  return at::exp(scores - dense.lse.to(at::kDouble).unsqueeze(-1));
}

}  // namespace

Used compared(const FoundDense& dense, const at::Tensor& used) {
  if (used.numel() == 0) return Used::same;
  const auto own = weights_of(dense);
  if (used.dim() < 2 || used.size(-1) != own.size(-1) || used.size(-2) != own.size(-2) || used.numel() != own.numel()) return Used::others;
  const auto found = used.to(at::kDouble).reshape(own.sizes());
  const auto equal = [&](const at::Tensor& weights) { return (weights - own).abs().max().item<double>() <= weight_tolerance; };
  if (equal(found)) return Used::same;
  return equal(found / found.sum(-1, true)) ? Used::scaled : Used::others;
}

std::optional<FoundDense> dense_from_weights(const at::Tensor& used) {
  if (used.dim() < 2 || used.numel() == 0) return std::nullopt;
  const auto weights = used.to(at::kFloat);
  if (!at::isfinite(weights).all().item<bool>() || weights.lt(0).any().item<bool>()) return std::nullopt;
  const auto rows = weights.sizes().slice(0, static_cast<std::size_t>(weights.dim() - 1));
  return dense_from_scores({}, weights.log(), at::zeros(rows, at::kDouble));
}

}  // namespace headlight::models::tap
