#include "engine/models/tap/references.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <ranges>

namespace headlight::models::tap {
namespace {

// Whether `small` is one for all heads and points of `wide`.
bool is_spread(const at::Tensor& small, const at::Tensor& wide) {
  const auto dimensions = wide.dim();
  if (small.dim() != dimensions || (dimensions != 5 && dimensions != 6) || small.size(-1) != 2 || wide.size(-1) != 2) return false;
  if (small.size(0) != 1 || wide.size(0) != 1 || small.size(1) != wide.size(1)) return false;
  return small.size(2) == 1 && small.size(-2) == 1 && wide.size(2) * wide.size(-2) > 1;
}

// The operand that is spread over the other one; undefined: neither is.
at::Tensor spread_operand(const Call& call) {
  const auto a = call.tensor(0), b = call.tensor(1);
  if (!a.defined() || !b.defined()) return {};
  return is_spread(a, b) ? a : is_spread(b, a) ? b : at::Tensor{};
}

// float32 [queries, 2], of the first level; undefined where the others have another.
at::Tensor of_all_levels(const at::Tensor& spread) {
  const auto levels = spread.to(at::kFloat).reshape({spread.size(1), -1, 2});
  const auto first = levels.narrow(1, 0, 1);
  return at::allclose(levels, first.expand_as(levels), 0, 1e-6) ? first.squeeze(1).clone() : at::Tensor{};
}

// Whether the sum's places are these points, for some queries spread over all.
bool gives(const at::Tensor& places, const at::Tensor& points) {
  const auto heads = points.size(0), queries = points.size(1), levels = points.size(2), each = points.size(3);
  if (places.numel() != points.numel() || places.size(1) != queries || places.size(2) != heads) return false;
  const auto picked = at::linspace(0, static_cast<double>(queries - 1), std::min<std::int64_t>(8, queries), at::kDouble).round().to(at::kLong);
  const auto some = places[0].index_select(0, picked).to(at::kFloat).reshape({-1, heads, levels, each, 2});
  return at::allclose(some.transpose(0, 1), points.index_select(1, picked), 1e-5, 1e-5);
}

// Width and height lie behind x and y in the same boxes.
bool completes(const at::Tensor& size, const at::Tensor& reference) {
  return size.defined() && size.is_alias_of(reference) && size.sizes() == reference.sizes() && size.strides() == reference.strides() &&
         size.storage_offset() == reference.storage_offset() + 2 * reference.stride(-1);
}

}  // namespace

bool References::matters(const Call& call) {
  const bool sum = call.kind == OperatorKind::shift && call.name.find("add") != std::string_view::npos;
  const bool product = call.kind == OperatorKind::scale && call.name.find("mul") != std::string_view::npos;
  return (sum || product) && spread_operand(call).defined();
}

void References::note(const Call& call) {
  constexpr std::size_t most = 4;
  const auto spread = spread_operand(call), out = call.result();
  if (!spread.defined() || !out.defined()) return;
  if (call.kind == OperatorKind::scale) {
    factor_ = spread;
    return;
  }
  if (sums_.size() == most) sums_.erase(sums_.begin());
  sums_.push_back({spread, out, completes(factor_, spread) ? factor_ : at::Tensor{}});
}

at::Tensor References::take(const FoundSampling& sampling) {
  at::Tensor found;
  for (const auto& sum : std::views::reverse(sums_)) {
    if (!gives(sum.places, sampling.points)) continue;
    found = of_all_levels(sum.reference);
    const auto size = found.defined() && sum.size.defined() ? of_all_levels(sum.size) : at::Tensor{};
    if (size.defined()) found = at::cat({found, size}, 1);
    break;
  }
  sums_.clear();
  factor_.reset();
  return found;
}

}  // namespace headlight::models::tap
