#include "engine/models/tap/dense.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <array>

#include "engine/kernels/attention.h"
#include "engine/kernels/infinity.h"
#include "engine/kernels/log_sum_exp.h"
#include "engine/models/tap/rows.h"

namespace headlight::models::tap {
namespace {

using kernels::minus_infinity;

struct Shape {
  std::int64_t windows = 1, heads = 1, queries = 0, keys = 0;
};

Shape shape_of(const at::Tensor& scores) {
  Shape shape{1, 1, scores.size(-2), scores.size(-1)};
  if (scores.dim() >= 4) shape.windows = scores.size(0);
  for (std::int64_t i = scores.dim() >= 4 ? 1 : 0; i < scores.dim() - 2; ++i) shape.heads *= scores.size(i);
  return shape;
}

// [windows, heads, rows, width] from a matrix product's operand; undefined where its leading dimensions do not fit.
at::Tensor operand(const at::Tensor& tensor, const at::Tensor& scores, std::int64_t rows) {
  const auto shape = shape_of(scores);
  const auto width = tensor.size(-1);
  if (tensor.size(-2) != rows) return {};
  if (tensor.numel() == shape.windows * shape.heads * rows * width)
    return tensor.reshape({shape.windows, shape.heads, rows, width});
  auto full = scores.sizes().slice(0, static_cast<std::size_t>(scores.dim() - 2)).vec();
  for (std::int64_t i = 3; i <= tensor.dim(); ++i) {
    const auto at = static_cast<std::int64_t>(full.size()) + 2 - i;
    if (at < 0 || (tensor.size(-i) != 1 && tensor.size(-i) != full[static_cast<std::size_t>(at)])) return {};
  }
  full.insert(full.end(), {rows, width});
  return tensor.expand(full).reshape({shape.windows, shape.heads, rows, width});
}

// The bias with four dimensions, float32; undefined where it does not fit.
at::Tensor four_dimensional(const at::Tensor& bias, const at::Tensor& scores) {
  const auto shape = shape_of(scores);
  auto out = bias.to(at::kFloat);
  if (out.dim() > scores.dim()) return {};
  while (out.dim() < scores.dim()) out = out.unsqueeze(0);
  if (scores.dim() == 4) return out;
  if (scores.dim() < 4) {
    while (out.dim() < 4) out = out.unsqueeze(0);
    return out;
  }
  auto sizes = scores.sizes().vec();
  sizes[sizes.size() - 2] = out.size(-2);
  sizes.back() = out.size(-1);
  return out.expand(sizes).reshape({shape.windows, shape.heads, out.size(-2), out.size(-1)});
}

// The bias as a mask where it is one.
void settle_bias(FoundDense& found, at::Tensor bias) {
  if (!bias.defined()) return;
  if (is_zero(bias)) return;
  bias = with_infinities(bias);  // a copy: the model may write into its own
  if (found.windows() == 1 && is_causal(bias, found.queries(), found.keys())) found.causal = true;
  else found.bias = bias;
}

// A number that a whole row of scores is shifted by changes no weight: it goes into the log-sum-exp.
at::Tensor without_row_constants(FoundDense& found, const at::Tensor& bias) {
  if (!bias.defined() || bias.size(-1) != 1 || found.keys() == 1) return bias;
  found.lse = found.lse - bias.squeeze(-1).to(at::kDouble);
  return {};
}

constexpr double most_held = 1e9;  // of a log-sum-exp in float64: half a unit in its last place is 6e-8

// Exact whatever led to the scores: they stand in the bias, beside q and k of zeros. Every row is shifted by its largest
// one where float64 would not hold the log-sum-exp.
void stand_in(FoundDense& found, const at::Tensor& scores) {
  const auto shape = scores.sizes();
  found.q = at::zeros({shape[0], shape[1], shape[2], 1}, at::kFloat);
  found.k = at::zeros({shape[0], shape[1], shape[3], 1}, at::kFloat);
  found.scale = 1;
  found.has_queries = false;
  found.causal = false;
  found.bias = largest(found.lse) > most_held ? with_infinities_from_top(scores, found.lse) : with_infinities(scores);
}

// Where rounding the scores anew would show in the weights, they are kept as they were, unless they are very many.
void settle_large(FoundDense& found, const at::Tensor& scores, const at::Tensor& lse) {
  constexpr std::int64_t most_scores = std::int64_t{1} << 25;
  constexpr double large = 192;     // half a unit in its last place is 8e-6
  constexpr double rounding = 1e-5; // of some rows, others may be rounded a few times as much; a weight by half of it at most
  const auto most = largest(found.lse);
  if (scores.numel() > most_scores || most <= kernels::large_log_sum) return;
  if (most > large || rounding_of(found, scores, lse) > rounding) {
    found.lse = lse;
    stand_in(found, scores);
  }
}

at::Tensor as_wide_as_needed(const at::Tensor& lse) {
  return (largest(lse) > kernels::large_log_sum ? lse : lse.to(at::kFloat)).contiguous();
}

// q and k, with all that they do not explain in the bias.
void with_rest(FoundDense& found, const at::Tensor& scores) {
  const auto product = at::matmul(found.q.to(at::kFloat), found.k.to(at::kFloat).transpose(2, 3)) * found.scale;
  const auto hidden = scores.le(masked_below);
  auto rest = at::where(hidden, scores, scores - product);
  const auto largest = scores.masked_fill(hidden, 0).abs().max().item<double>();
  const auto open = rest.masked_fill(hidden, 0);
  if (open.abs().max().item<double>() <= score_tolerance * std::max(1.0, largest)) rest = rest.masked_fill(hidden.logical_not(), 0);
  settle_bias(found, rest);
}

// q and k out of the product's operands; false where they cannot be had.
bool take_operands(const Scores& origin, const at::Tensor& scores, FoundDense& found) {
  if (!origin.product) return false;
  const auto& product = *origin.product;
  if (Tags::version(product.a) != product.a_version || Tags::version(product.b) != product.b_version) return false;
  const auto rows = origin.flipped ? product.b.transpose(-2, -1) : product.a;
  const auto columns = origin.flipped ? product.a : product.b.transpose(-2, -1);
  found.q = operand(rows, scores, scores.size(-2));
  found.k = operand(columns, scores, scores.size(-1));
  found.scale = origin.scale;
  return found.q.defined() && found.k.defined();
}

at::Tensor fused_lse(const FusedCall& call, const FoundDense& found) {
  if (call.lse.defined() && call.lse.numel() == found.windows() * found.heads() * found.queries()) {
    const auto own = call.lse.detach().to(at::kFloat).contiguous().view({found.windows(), found.heads(), found.queries()});
    if (!kernels::has_large_sums(own)) return own;  // the model never sees it, so it stays as it is
  }
  std::vector<at::Tensor> parts;
  for (std::int64_t window = 0; window < found.windows(); ++window) {
    trace::AttentionSpec spec{found.scale, found.causal, {}, {}};
    if (found.bias.defined()) spec.bias = found.bias.size(0) == 1 ? found.bias[0] : found.bias[window];
    trace::Recorder recorder;
    kernels::Context context;
    context.recorder = &recorder;
    const auto of_window = [&](const at::Tensor& all) { return all.narrow(0, window, 1); };
    (void)kernels::attention({of_window(found.q), of_window(found.k), of_window(found.v)}, spec, {}, context);
    parts.push_back(recorder.take().front().lse.to(at::kDouble));
  }
  return as_wide_as_needed(at::stack(parts));
}

// The kernel's flag hides key j from query i when j > i, wherever the last key is.
at::Tensor corner_mask(std::int64_t queries, std::int64_t keys) {
  const auto seen = at::ones({queries, keys}, at::kBool).tril();
  return at::where(seen, at::zeros({}, at::kFloat), at::full({}, minus_infinity, at::kFloat)).view({1, 1, queries, keys});
}

// The leading dimensions of a call's scores, with the last two of its mask.
std::vector<std::int64_t> scores_shape(const FusedCall& call, const at::Tensor& mask) {
  auto shape = call.q.sizes().vec();
  shape[shape.size() - 2] = mask.size(-2);
  shape.back() = mask.size(-1);
  return shape;
}

// A boolean mask that lets every query see every key; what is repeated is looked at once.
bool hides_nothing(const at::Tensor& mask) {
  if (!mask.defined() || mask.scalar_type() != at::kBool || mask.dim() > 4) return false;
  std::array<std::int64_t, 4> size{1, 1, 1, 1}, step{};
  for (std::int64_t i = 0; i < mask.dim(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    step[at] = mask.stride(i);
    size[at] = step[at] == 0 ? std::min<std::int64_t>(1, mask.size(i)) : mask.size(i);
  }
  const auto* seen = mask.const_data_ptr<bool>();
  for (std::int64_t a = 0; a < size[0]; ++a)
    for (std::int64_t b = 0; b < size[1]; ++b)
      for (std::int64_t c = 0; c < size[2]; ++c)
        for (std::int64_t d = 0; d < size[3]; ++d)
          if (!seen[a * step[0] + b * step[1] + c * step[2] + d * step[3]]) return false;
  return true;
}

at::Tensor mask_bias(const FusedCall& call, const FoundDense& found) {
  auto bias = hides_nothing(call.mask) ? at::Tensor() : call.mask;
  if (bias.defined() && bias.scalar_type() == at::kBool)
    bias = at::where(bias, at::zeros({}, at::kFloat), at::full({}, minus_infinity, at::kFloat));
  if (bias.defined()) {
    bias = bias.to(at::kFloat);
    if (call.q.dim() > 4) bias = bias.expand(scores_shape(call, bias)).flatten(1, -3);
    while (bias.dim() < 4) bias = bias.unsqueeze(0);
  }
  if (!call.causal) return bias;
  const auto corner = corner_mask(found.queries(), found.keys());
  return bias.defined() ? bias + corner : corner;
}

// Four dimensions: those between the first and the last two are heads.
at::Tensor batched(const at::Tensor& tensor) {
  auto full = tensor;
  while (full.dim() < 4) full = full.unsqueeze(0);
  return copied(full.dim() == 4 ? full : full.flatten(1, -3));
}

}  // namespace

FoundDense dense_from_scores(const Scores& origin, const at::Tensor& scores, const at::Tensor& lse) {
  const auto shape = shape_of(scores);
  const auto full = scores.to(at::kFloat).reshape({shape.windows, shape.heads, shape.queries, shape.keys});
  FoundDense found;
  found.lse = lse.to(at::kDouble).reshape({shape.windows, shape.heads, shape.queries});
  if (origin.mixed || !take_operands(origin, scores, found)) {
    stand_in(found, full);
    found.lse = as_wide_as_needed(found.lse);
    return found;
  }
  found.q = copied(found.q);
  found.k = copied(found.k);
  const auto bias = origin.bias.defined() ? four_dimensional(origin.bias, scores) : at::Tensor{};
  const bool has_bias = !origin.bias.defined() || bias.defined();
  if (!origin.exact || !has_bias) with_rest(found, full);
  else if (explains(found, bias, full)) settle_bias(found, without_row_constants(found, bias));
  else stand_in(found, full);
  if (found.has_queries) settle_large(found, full, lse.to(at::kDouble).reshape({shape.windows, shape.heads, shape.queries}));
  found.lse = as_wide_as_needed(found.lse);
  return found;
}

FoundDense dense_from_fused(const FusedCall& call) {
  FoundDense found;
  found.q = batched(call.q);
  found.k = batched(call.k);
  found.v = batched(call.v);
  found.scale = call.scale;
  settle_bias(found, mask_bias(call, found));
  found.lse = fused_lse(call, found);
  return found;
}

at::Tensor values_for(const FoundDense& dense, const at::Tensor& values) {
  const auto each = dense.windows() * dense.k.size(1) * dense.keys();
  if (values.dim() >= 2 && values.size(-2) == dense.keys() && values.numel() == each * values.size(-1))
    return copied(values.reshape({dense.windows(), dense.k.size(1), dense.keys(), values.size(-1)}));
  return at::zeros({dense.windows(), dense.k.size(1), dense.keys(), 1}, at::kFloat);
}

}  // namespace headlight::models::tap
