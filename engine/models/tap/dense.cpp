#include "engine/models/tap/dense.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <array>
#include <limits>

#include "engine/kernels/attention.h"

namespace headlight::models::tap {
namespace {

constexpr double masked_below = -1e30;
constexpr float minus_infinity = -std::numeric_limits<float>::infinity();
constexpr double tolerance = 1e-4;  // of a score, relative to the largest: float32 sums in another order

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

// What hides a key by a very low number hides it altogether; but a query that would see nothing keeps its numbers.
at::Tensor with_infinities(const at::Tensor& bias) {
  const auto hidden = bias.le(masked_below);
  const auto blind = hidden.all(-1, true);
  return at::where(hidden.logical_and(blind.logical_not()), at::full({}, minus_infinity, at::kFloat), bias);
}

bool is_causal(const at::Tensor& bias, std::int64_t queries, std::int64_t keys) {
  if (bias.size(-1) != keys || bias.size(-2) != queries || queries < 2) return false;
  const auto allowed = at::ones({queries, keys}, at::kBool).tril(keys - queries);
  const auto expected = at::where(allowed, at::zeros({}, at::kFloat), at::full({}, minus_infinity, at::kFloat));
  return bias.eq(expected).all().item<bool>();
}

// The bias as a mask where it is one.
void settle_bias(FoundDense& found, at::Tensor bias) {
  if (!bias.defined()) return;
  bias = with_infinities(bias);  // a copy: the model may write into its own
  if (bias.eq(0).all().item<bool>()) return;
  if (found.windows() == 1 && is_causal(bias, found.queries(), found.keys())) found.causal = true;
  else found.bias = bias.contiguous();
}

// A number that a whole row of scores is shifted by changes no weight: it goes into the log-sum-exp.
at::Tensor without_row_constants(FoundDense& found, const at::Tensor& bias) {
  if (!bias.defined() || bias.size(-1) != 1 || found.keys() == 1) return bias;
  found.lse = found.lse - bias.squeeze(-1).to(at::kDouble);
  return {};
}

// Up to eight rows, spread over the whole.
at::Tensor some_rows(const at::Tensor& tensor, std::int64_t rows) {
  const auto count = std::min<std::int64_t>(8, rows);
  const auto index = at::linspace(0, static_cast<double>(rows - 1), count, at::kDouble).round().to(at::kLong);
  return tensor.reshape({rows, tensor.size(-1)}).index_select(0, index);
}

// Whether two sets of scores are the same up to rounding where they are not masked. Masks are where both are very low.
bool agree(const at::Tensor& computed, const at::Tensor& scores) {
  const auto hidden = scores.le(masked_below);
  if (!at::equal(hidden, computed.le(masked_below))) return false;
  const auto seen = scores.masked_fill(hidden, 0);
  const auto largest = seen.abs().max().item<double>();
  return computed.masked_fill(hidden, 0).sub(seen).abs().max().item<double>() <= tolerance * std::max(1.0, largest);
}

// Scores by q, k and bias for some rows, against the scores that were there.
bool explains(const FoundDense& found, const at::Tensor& bias, const at::Tensor& scores) {
  const auto rows = found.windows() * found.heads() * found.queries();
  const std::array<std::int64_t, 4> full{found.windows(), found.heads(), found.queries(), found.keys()};
  const auto picked = at::linspace(0, static_cast<double>(rows - 1), std::min<std::int64_t>(8, rows), at::kDouble).round().to(at::kLong);
  const auto q = some_rows(found.q, rows).to(at::kFloat);
  const auto k = found.k.reshape({-1, found.keys(), found.k.size(3)}).index_select(0, picked.div(found.queries(), "floor"));
  auto computed = at::bmm(k.to(at::kFloat), q.unsqueeze(2)).squeeze(2) * found.scale;
  if (bias.defined()) {
    std::vector<at::Tensor> parts;
    const auto wide = bias.expand(full);
    for (std::int64_t i = 0; i < picked.size(0); ++i) {
      const auto row = picked[i].item<std::int64_t>();
      const auto head = row / found.queries();
      parts.push_back(wide[head / found.heads()][head % found.heads()][row % found.queries()]);
    }
    computed = computed + at::stack(parts);
  }
  return agree(computed, some_rows(scores, rows));
}

// Exact whatever led to the scores: they stand in the bias, beside q and k of zeros.
void stand_in(FoundDense& found, const at::Tensor& scores) {
  const auto shape = scores.sizes();
  found.q = at::zeros({shape[0], shape[1], shape[2], 1}, at::kFloat);
  found.k = at::zeros({shape[0], shape[1], shape[3], 1}, at::kFloat);
  found.scale = 1;
  found.has_queries = false;
  found.causal = false;
  found.bias = with_infinities(scores).contiguous();
}

// The log-sum-exp in float32. Where scores are so large that rounding them would show in the weights, they are kept as
// they were (unless they are very many), every row shifted by its largest one.
void settle_lse(FoundDense& found, const at::Tensor& scores) {
  constexpr double largest = 192;  // half a unit in the last place is 8e-6
  constexpr std::int64_t most_scores = std::int64_t{1} << 25;
  if (found.lse.abs().max().item<double>() > largest) {
    if (scores.numel() <= most_scores) stand_in(found, scores);
    const auto top = scores.amax(-1);
    const auto shift = at::where(top.isfinite(), top, at::zeros({}, at::kFloat));
    found.bias = found.bias.defined() ? found.bias - shift.unsqueeze(-1) : shift.neg().unsqueeze(-1);
    found.lse = found.lse - shift.to(at::kDouble);
  }
  found.lse = found.lse.to(at::kFloat).contiguous();
}

// q and k, with all that they do not explain in the bias.
void with_rest(FoundDense& found, const at::Tensor& scores) {
  const auto product = at::matmul(found.q.to(at::kFloat), found.k.to(at::kFloat).transpose(2, 3)) * found.scale;
  const auto hidden = scores.le(masked_below);
  auto rest = at::where(hidden, scores, scores - product);
  const auto largest = scores.masked_fill(hidden, 0).abs().max().item<double>();
  const auto open = rest.masked_fill(hidden, 0);
  if (open.abs().max().item<double>() <= tolerance * std::max(1.0, largest)) rest = rest.masked_fill(hidden.logical_not(), 0);
  settle_bias(found, rest);
}

at::Tensor kept(const at::Tensor& tensor) { return tensor.detach().clone(at::MemoryFormat::Contiguous); }

// q and k out of the product's operands; false where they cannot be had.
bool take_operands(const Scores& origin, const at::Tensor& scores, FoundDense& found) {
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
  if (call.lse.defined() && call.lse.numel() == found.windows() * found.heads() * found.queries())
    return call.lse.detach().to(at::kFloat).reshape({found.windows(), found.heads(), found.queries()}).clone();
  std::vector<at::Tensor> parts;
  for (std::int64_t window = 0; window < found.windows(); ++window) {
    trace::AttentionSpec spec{found.scale, found.causal, {}, {}};
    if (found.bias.defined()) spec.bias = found.bias.size(0) == 1 ? found.bias[0] : found.bias[window];
    trace::Recorder recorder;
    kernels::Context context;
    context.recorder = &recorder;
    (void)kernels::attention(found.q.narrow(0, window, 1), found.k.narrow(0, window, 1), found.v.narrow(0, window, 1),
                             spec, {}, context);
    parts.push_back(recorder.take().front().lse);
  }
  return at::stack(parts);
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

at::Tensor mask_bias(const FusedCall& call, const FoundDense& found) {
  auto bias = call.mask;
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
  return kept(full.dim() == 4 ? full : full.flatten(1, -3));
}

}  // namespace

FoundDense dense_from_scores(const Scores& origin, const at::Tensor& scores, const at::Tensor& lse) {
  const auto shape = shape_of(scores);
  const auto full = scores.to(at::kFloat).reshape({shape.windows, shape.heads, shape.queries, shape.keys});
  FoundDense found;
  found.lse = lse.to(at::kDouble).reshape({shape.windows, shape.heads, shape.queries});
  if (!take_operands(origin, scores, found)) {
    stand_in(found, full);
    settle_lse(found, full);
    return found;
  }
  found.q = kept(found.q);
  found.k = kept(found.k);
  const auto bias = origin.bias.defined() ? four_dimensional(origin.bias, scores) : at::Tensor{};
  const bool has_bias = !origin.bias.defined() || bias.defined();
  if (origin.exact && has_bias && explains(found, bias, full)) settle_bias(found, without_row_constants(found, bias));
  else if (origin.exact && has_bias) stand_in(found, full);
  else with_rest(found, full);
  settle_lse(found, full);
  return found;
}

at::Tensor log_sum(const at::Tensor& scores, const at::Tensor& weights) {
  const auto lse = scores.amax(-1).to(at::kDouble) - weights.amax(-1).to(at::kDouble).log();
  return at::where(lse.isfinite(), lse, at::zeros({}, at::kDouble));
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
    return kept(values.reshape({dense.windows(), dense.k.size(1), dense.keys(), values.size(-1)}));
  return at::zeros({dense.windows(), dense.k.size(1), dense.keys(), 1}, at::kFloat);
}

}  // namespace headlight::models::tap
