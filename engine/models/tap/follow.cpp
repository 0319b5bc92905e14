// How tags pass from operands to results.
#include "engine/models/tap/finder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/models/tap/calls.h"
#include "engine/models/tap/dense.h"
#include "engine/models/tap/names.h"
#include "engine/models/tap/orders.h"
#include "engine/models/tap/rows.h"

namespace headlight::models::tap {
namespace {

using Kind = OperatorKind;

// Whether weights whose dimensions were permuted are, matrix by matrix, `like` as it lies.
bool same_values(const at::Tensor& mixed, const at::Tensor& like) {
  if (mixed.dim() < 2 || like.dim() < 2 || mixed.size(-1) != like.size(-1) || mixed.size(-2) != like.size(-2)) return false;
  return mixed.numel() == like.numel() && at::equal(mixed.reshape_as(like), like);
}

bool has_rows(const at::Tensor& operand, std::int64_t rows, std::int64_t columns) {
  return operand.dim() >= 2 && operand.size(-2) == rows && operand.size(-1) == columns;
}

// Whether an operand's rows are the weights' queries, its columns their keys. Where heads were mixed after permuting,
// values no longer tell, but sizes do; of equal sizes it is taken for granted.
bool lies_in_rows(const Weights& weights, const at::Tensor& operand) {
  if (!weights.unmixed.defined()) return !weights.flipped;
  const auto& dense = weights.softmax->dense;
  if (weights.mixed) return dense && has_rows(operand, dense->queries(), dense->keys());
  return same_values(operand, weights.flipped ? weights.unmixed.transpose(-1, -2) : weights.unmixed);
}

bool lies_in_columns(const Weights& weights, const at::Tensor& operand) {
  if (!weights.unmixed.defined()) return weights.flipped;
  const auto& dense = weights.softmax->dense;
  if (weights.mixed) return dense && has_rows(operand, dense->keys(), dense->queries());
  return same_values(operand.transpose(-1, -2), weights.flipped ? weights.unmixed.transpose(-1, -2) : weights.unmixed);
}

// What _masked_softmax's mask covers: [queries, keys], [batch, keys] or everything.
constexpr std::int64_t generic_mask = 2;
void hide(at::Tensor& in, Scores& scores, const at::Tensor& mask, std::int64_t kind) {
  if (!mask.defined()) return;
  auto hidden = mask.to(at::kBool);
  if (kind == 1 && hidden.dim() == 2 && in.dim() == 4) hidden = hidden.view({hidden.size(0), 1, 1, hidden.size(1)});
  in = in.masked_fill(hidden, -std::numeric_limits<double>::infinity());
  const auto bias = at::zeros(hidden.sizes(), at::kFloat).masked_fill(hidden, -std::numeric_limits<float>::infinity());
  scores.bias = scores.bias.defined() ? scores.bias + bias : bias;
}

// Scores with a query a column become scores with a query a row.
void turn(at::Tensor& in, Scores& scores) {
  in = in.transpose(-1, -2);
  scores.flipped = !scores.flipped;
  if (scores.bias.defined() && scores.bias.dim() >= 2) scores.bias = scores.bias.transpose(-1, -2);
}

// Whether `part` is all but the last column of `whole`, as it lies in it.
bool leaves_column(const at::Tensor& whole, const at::Tensor& part) {
  return whole.dim() == part.dim() && whole.dim() >= 2 && whole.size(-2) == part.size(-2) && whole.size(-1) == part.size(-1) + 1 &&
         part.is_alias_of(whole) && part.storage_offset() == whole.storage_offset();
}

bool adds_column(const at::Tensor& part, const at::Tensor& joined) {
  return part.dim() == joined.dim() && part.dim() >= 3 && part.size(-2) == joined.size(-2) && part.size(-1) + 1 == joined.size(-1);
}

// The bias behind a change of the scores' leading dimensions.
at::Tensor follow_bias(const at::Tensor& bias, const at::Tensor& from, const at::Tensor& to) {
  auto leading = bias.dim() > 2 ? bias.sizes().slice(0, static_cast<std::size_t>(bias.dim() - 2)) : at::IntArrayRef{};
  if (std::all_of(leading.begin(), leading.end(), [](auto size) { return size == 1; }))
    return bias.dim() > 2 ? bias.reshape({bias.size(-2), bias.size(-1)}) : bias;
  if (from.sizes() == to.sizes()) return bias;
  return bias.expand(from.sizes()).reshape(to.sizes());
}

// What a softmax read and gave, with its rows in the last two dimensions however they lay.
struct Laid {
  at::Tensor in, out;
  std::int64_t dimension = 0;  // of the softmax
  bool otherwise = false;      // than they were
};

// Undefined tensors where the scores' layout is not known.
Laid laid(const Scores& scores, Laid seen) {
  if (scores.order == lost_order) return {};
  if (!scores.order.empty()) {
    const auto number = wide_number(seen.in, seen.dimension);
    if (number < 0) return {};
    seen = {put_back(seen.in, scores.order), put_back(seen.out, scores.order), scores.order[static_cast<std::size_t>(number)], true};
  }
  if (!of_one_query(scores)) return seen;
  const auto row = as_row(seen.in, seen.dimension);
  if (!row.defined()) return {};
  return {row, as_row(seen.out, seen.dimension), row.dim() - 1, true};
}

// Scores of one query may lack its dimension.
FoundDense dense_of(Scores scores, const at::Tensor& in, const at::Tensor& lse) {
  if (!of_one_query(scores)) return dense_from_scores(scores, in, lse);
  scores.flipped = scores.product->b.size(-1) == 1;
  scores.exact = scores.exact && !scores.bias.defined();
  const auto keys = scores.flipped ? scores.product->a.size(-2) : scores.product->b.size(-1);
  const bool lacks_query = in.size(-2) != 1 && in.size(-1) == keys;
  return lacks_query ? dense_from_scores(scores, in.unsqueeze(-2), lse.unsqueeze(-1)) : dense_from_scores(scores, in, lse);
}

}  // namespace

// An operator that the tap does not know: what comes out of it element by element is still followed, but no longer as
// an exact sum of a product and a bias; so are weights that a sink's column is cut off from.
void Finder::follow(const Call& call, const TaggedCall& notes) {
  const auto out = call.result();
  const bool in_place = out.defined() && out.is_same(call.tensor(0));
  if (ended_chains_ != notes.chains || !out.defined() || !out.is_floating_point() || (tags_.find(out) && !in_place)) return;
  for (const auto& [tag, input] : {std::pair{&notes.first, 0}, {&notes.second, 1}, {&notes.third, 2}}) {
    const auto from = call.tensor(static_cast<std::size_t>(input));
    if (!*tag || !from.defined() || from.sizes() != out.sizes()) continue;
    auto followed = **tag;
    if (auto* scores = std::get_if<Scores>(&followed)) scores->exact = scores->settled = false;
    if (auto* weights = std::get_if<Weights>(&followed)) weights->changed = true;
    if (auto* powers = std::get_if<Exponentials>(&followed)) powers->changed = true;
    if (std::holds_alternative<Weighed>(followed)) continue;
    return tags_.set(out, std::move(followed));
  }
  if (const auto* weights = as<Weights>(notes.first); weights != nullptr && weights->sink && leaves_column(call.tensor(0), out)) {
    auto kept = *weights;
    kept.sink = false;
    tags_.set(out, std::move(kept));
  }
}

void Finder::follow_layout(const Call& call, const TaggedCall& notes) {
  const auto in = call.tensor(0), out = call.result();
  if (!notes.first || !out.defined()) return;
  auto tag = *notes.first;
  const bool written_out = std::holds_alternative<Exponentials>(tag) || std::holds_alternative<Weighed>(tag);
  if (written_out && (call.kind != Kind::layout || in.sizes() != out.sizes())) return;
  auto moved = call.kind == Kind::layout ? LastTwo::kept : last_two(call);
  if (const auto* scores = std::get_if<Scores>(&tag); scores != nullptr && moved == LastTwo::exchanged && of_one_query(*scores))
    moved = LastTwo::mixed;  // heads and keys changed places, not queries and keys
  const bool whole = moved == LastTwo::exchanged || (moved == LastTwo::kept && (call.kind != Kind::layout || same_matrix(in, out)));
  if (auto* scores = std::get_if<Scores>(&tag)) {
    if (moved == LastTwo::exchanged) scores->flipped = !scores->flipped;
    if (!whole) scores->exact = false;
    scores->order = order_after(*scores, call, moved == LastTwo::mixed);
    if (scores->bias.defined() && whole) {
      if (moved == LastTwo::exchanged && scores->bias.dim() >= 2) scores->bias = scores->bias.transpose(-2, -1);
      else if (call.kind == Kind::layout) scores->bias = follow_bias(scores->bias, in, out);
    }
  }
  if (auto* weights = std::get_if<Weights>(&tag); weights != nullptr && weights->softmax->dense) {
    if (!whole && !weights->unmixed.defined()) weights->unmixed = in.squeeze();
    if (moved == LastTwo::exchanged && !weights->unmixed.defined()) weights->flipped = !weights->flipped;
  }
  tags_.set(out, std::move(tag));
}

// Talking heads (Shazeer et al. 2020): scores of all heads are mixed before the softmax, weights after it.
void Finder::follow_mix(const Call& call, const TaggedCall& notes) {
  const auto out = call.result();
  if (!out.defined() || out.sizes() != call.tensor(0).sizes()) return;
  auto tag = *notes.first;
  if (auto* scores = std::get_if<Scores>(&tag)) {
    scores->mixed = true;
    scores->exact = scores->settled = false;
  } else if (auto* weights = std::get_if<Weights>(&tag); weights != nullptr && weights->softmax->dense) {
    weights->mixed = true;
    doubts_.insert("weights are mixed between heads on their way to the values and shown as they were before" + after_colon(weights->softmax->module));
  } else {
    return;
  }
  tags_.set(out, std::move(tag));
}

void Finder::follow_scale(const Call& call, const TaggedCall& notes) {
  const auto out = call.result();
  const bool division = call.name.find("div") != std::string_view::npos;
  const auto* samples = as<Samples>(notes.first) != nullptr ? as<Samples>(notes.first) : as<Samples>(notes.second);
  const bool samples_first = as<Samples>(notes.first) != nullptr;
  if (const auto* weights = as<Weights>(samples_first ? notes.second : notes.first); samples != nullptr && weights != nullptr)
    return take_sampling(*samples, call.tensor(samples_first ? 1 : 0), *weights->softmax);
  if (as<Exponentials>(notes.first) != nullptr || as<Weighed>(notes.first) != nullptr) return settle_exponentials(call, notes);
  const bool first = notes.first.has_value();
  if (!first && division) return;
  auto tag = first ? *notes.first : *notes.second;
  if (auto* weights = std::get_if<Weights>(&tag)) weights->changed = true;
  if (auto* scores = std::get_if<Scores>(&tag)) {
    scores->settled = false;
    const auto factor = number(call, first ? 1 : 0);
    if (factor && *factor != 0) {
      const auto by = division ? 1 / *factor : *factor;
      scores->scale *= by;
      if (scores->bias.defined()) scores->bias = scores->bias * by;
    } else {
      scores->exact = false;
    }
  }
  if (out.defined() && out.sizes() == call.tensor(first ? 0 : 1).sizes()) tags_.set(out, std::move(tag));
}

// Weights that something is added to, or that are added up.
void Finder::follow_addition(const Call& call, const TaggedCall& notes) {
  const auto* left = as<Weights>(notes.first);
  const auto* right = as<Weights>(notes.second);
  const auto out = call.result();
  if ((left == nullptr && right == nullptr) || !out.defined() || out.sizes() != call.tensor(left != nullptr ? 0 : 1).sizes()) return;
  auto weights = left != nullptr ? *left : *right;
  weights.changed = true;
  if (left != nullptr && right != nullptr && left->softmax != right->softmax) {
    weights.others.push_back(right->softmax);
    weights.others.insert(weights.others.end(), right->others.begin(), right->others.end());
  }
  tags_.set(out, std::move(weights));
}

void Finder::follow_shift(const Call& call, const TaggedCall& notes) {
  const auto out = call.result();
  const bool minus = call.name.find("sub") != std::string_view::npos;
  const auto alpha = number(call, 2).value_or(1.0) * (minus ? -1 : 1);
  const auto* left = as<Scores>(notes.first);
  const auto* right = as<Scores>(notes.second);
  if (left == nullptr && right == nullptr) return follow_addition(call, notes);
  auto scores = left != nullptr ? *left : *right;
  scores.settled = false;
  const auto own = call.tensor(left != nullptr ? 0 : 1);
  const auto added = call.tensor(left != nullptr ? 1 : 0);
  if (!out.defined() || out.sizes() != own.sizes()) scores.exact = false;
  if (left != nullptr && right != nullptr) scores.exact = false;
  if (left == nullptr && alpha != 1) {
    scores.scale *= alpha;
    if (scores.bias.defined()) scores.bias = scores.bias * alpha;
  }
  if (scores.exact) {
    auto bias = added.defined() ? added.to(at::kFloat) : at::full({}, number(call, left != nullptr ? 1 : 0).value_or(0.0), at::kFloat);
    if (left != nullptr && alpha != 1) bias = bias * alpha;
    scores.bias = scores.bias.defined() ? scores.bias + bias : bias;
  }
  tags_.set(out, std::move(scores));
}

bool Finder::is_linear(const at::Tensor& a, const at::Tensor& b) const {
  if ((a.dim() <= 2) != (b.dim() <= 2)) return true;
  if (a.dim() > 2) return false;
  const auto own = [&](const at::Tensor& tensor) {
    return tensor.has_storage() && parameters_.contains(tensor.storage().unsafeGetStorageImpl());
  };
  return own(a) || own(b);
}

void Finder::follow_product(const Call& call, const TaggedCall& notes) {
  const bool with_sum = call.name.find("baddbmm") != std::string_view::npos;
  const auto a = call.tensor(with_sum ? 1 : 0), b = call.tensor(with_sum ? 2 : 1), out = call.result();
  const auto& a_tag = with_sum ? notes.second : notes.first;
  const auto& b_tag = with_sum ? notes.third : notes.second;
  ++ended_chains_;
  tags_.drop_expired();
  if (!a.defined() || !b.defined() || !out.defined()) return;
  tags_.erase(out);
  // A product adds up over the keys: where weights were changed, that alone tells their rows from their columns.
  if (const auto* weights = as<Weights>(a_tag); weights != nullptr && (weights->changed || lies_in_rows(*weights, a)))
    return take_dense(*weights, a, b);
  if (const auto* weights = as<Weights>(b_tag); weights != nullptr && (weights->changed || lies_in_columns(*weights, b)))
    return take_dense(*weights, b.transpose(-2, -1), a.transpose(-2, -1));
  if (const auto* above = as<Exponentials>(a_tag); above != nullptr && !above->summed) return follow_exponentials(*above, a, b, out);
  if (a.dim() < 2 || b.dim() < 2 || !out.is_floating_point() || is_linear(a, b)) return;
  Scores scores{std::make_shared<Product>(Product{a, b, Tags::version(a), Tags::version(b)})};
  if (with_sum) {
    scores.scale = number(call, 4).value_or(1.0);
    const auto beta = number(call, 3).value_or(1.0);
    if (beta != 0) scores.bias = call.tensor(0).to(at::kFloat) * beta;
  }
  tags_.set(out, std::move(scores));
}

std::shared_ptr<Softmax> Finder::softmax_of(const Scores* scores, const at::Tensor& in, const at::Tensor& lse) {
  auto softmax = std::make_shared<Softmax>();
  softmax->module = running_module();
  if (scores == nullptr || in.dim() < 2 || in.size(-1) == 0) return softmax;
  softmax->dense = dense_of(*scores, in, lse);
  softmaxes_.emplace_back(softmax->module, softmax->taken);
  if (in.dim() > 4) doubts_.insert("attention of " + std::to_string(in.dim()) + " dimensions: all between the first and the last two are taken for heads");
  return softmax;
}

void Finder::follow_softmax(const Call& call, const TaggedCall& notes) {
  const auto in = notes.overwritten.defined() ? notes.overwritten : call.tensor(0), out = call.result();
  const bool masked = call.name.find("_masked_softmax") != std::string_view::npos;
  if (!in.defined() || !out.defined() || in.dim() == 0) return;
  auto dimension = call.integer(masked ? 2 : 1, -1);
  if (dimension < 0) dimension += in.dim();
  const auto* found = as<Scores>(notes.first);
  auto seen = found != nullptr ? laid(*found, {in, out, dimension}) : Laid{};
  const bool over_rows = seen.in.defined() && seen.in.dim() >= 2 && seen.dimension == seen.in.dim() - 2;
  if (!seen.in.defined() || (!over_rows && seen.dimension != seen.in.dim() - 1)) {
    ++strays_;
    return tags_.set(out, Weights{softmax_of(nullptr, in, {})});
  }
  auto scores = *found;
  if (masked) hide(seen.in, scores, call.tensor(1), call.integer(3, generic_mask));
  if (over_rows) turn(seen.in, scores);
  const auto lse = log_sum(seen.in, over_rows ? seen.out.transpose(-1, -2) : seen.out);
  auto softmax = softmax_of(&scores, scores.sink ? seen.in.narrow(-1, 0, seen.in.size(-1) - 1) : seen.in, lse);
  tags_.set(out, Weights{std::move(softmax), over_rows, seen.otherwise ? seen.out : at::Tensor{}, false, scores.sink});
}

// Scores with one column behind them: an attention sink (Xiao et al. 2023), whose weight no value gets.
void Finder::follow_sink(const std::vector<at::Tensor>& parts, const at::Tensor& joined) {
  for (const auto& part : parts) {
    const auto tag = tags_.find(part);
    const auto* scores = as<Scores>(tag);
    if (scores == nullptr || !adds_column(part, joined)) continue;
    if (!part.is_same(parts.front()) || scores->sink) {
      doubts_.insert("products of two activations that get further columns before their own are not followed" + after_colon(running_module()));
      continue;
    }
    auto followed = *scores;
    followed.exact = followed.settled = false;
    followed.sink = true;
    tags_.set(joined, std::move(followed));
  }
}

void Finder::follow_join(const Call& call) {
  if (call.inputs.empty() || !call.inputs[0].isTensorList()) return;
  const auto parts = call.inputs[0].toTensorVector();
  if (call.name.find("cat") != std::string_view::npos) note_joined(parts, call.integer(1, 0));
  if (tags_.empty()) return;
  follow_sink(parts, call.result());
  Samples joined;
  for (const auto& part : parts) {
    const auto tag = tags_.find(part);
    const auto* samples = as<Samples>(tag);
    if (samples == nullptr) return;
    joined.calls.insert(joined.calls.end(), samples->calls.begin(), samples->calls.end());
  }
  tags_.set(call.result(), std::move(joined));
}

}  // namespace headlight::models::tap
