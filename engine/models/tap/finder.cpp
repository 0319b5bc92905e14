#include "engine/models/tap/finder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/models/tap/calls.h"
#include "engine/models/tap/dense.h"
#include "engine/models/tap/names.h"
#include "engine/models/tap/sampling.h"
#include "engine/models/tap/script.h"
#include "engine/models/tap/used.h"

namespace headlight::models::tap {
namespace {

using Kind = OperatorKind;

bool cuts_map(const Call& call) {
  return (call.kind == Kind::permute || call.kind == Kind::transpose) && call.tensor(0).defined() && call.tensor(0).dim() == 6;
}

// Bytes of the full maps, or of the points and their weights.
std::int64_t dumped_bytes(const Found& found) {
  if (found.sampled) return trace::times(found.sampling.points.numel() + found.sampling.weights.numel(), sizeof(float));
  const auto& dense = found.dense;
  return trace::map_bytes(trace::times(dense.windows() * dense.heads() * dense.queries(), dense.keys()));
}

// Whether the same module attended to the very same keys just before.
bool goes_on(const Found& before, const Found& found) {
  if (before.sampled || found.sampled || before.module != found.module) return false;
  const auto &earlier = before.dense.k, &keys = found.dense.k;
  return before.dense.has_queries && found.dense.has_queries && earlier.sizes() == keys.sizes() && at::equal(earlier, keys);
}

}  // namespace

// Arithmetic matters only while something is being followed.
bool Finder::wants(OperatorKind kind) const {
  const bool arithmetic = kind == Kind::other || kind == Kind::scale || kind == Kind::shift || kind == Kind::exponential ||
                          kind == Kind::logarithm || kind == Kind::sum;
  return !arithmetic || !tags_.empty();
}

// Calls that are looked at whatever their arguments are.
bool Finder::always(const Call& call) {
  switch (call.kind) {
    case Kind::product:
    case Kind::softmax:
    case Kind::fused:
    case Kind::sample:
    case Kind::join:
    case Kind::choose:
    case Kind::pick:
    case Kind::map:
    case Kind::roll: return true;
    case Kind::layout: {
      const auto in = call.tensor(0);
      return in.defined() && in.dim() == 3 && in.size(0) == 1;
    }
    default: return cuts_map(call) || References::matters(call);
  }
}

std::unique_ptr<CallNotes> Finder::before(const Call& call) {
  if (tags_.empty() && !always(call)) {  // nothing is followed: most calls of most models end here
    if (call.kind == Kind::closed) ++ended_chains_;
    return nullptr;
  }
  auto notes = std::make_unique<TaggedCall>();
  notes->first = tags_.find(call.tensor(0));
  notes->mixes = notes->first && mixes_heads(call);
  if (call.kind == Kind::closed && !notes->mixes) {
    ++ended_chains_;
    return nullptr;
  }
  notes->second = tags_.find(call.tensor(1));
  notes->third = tags_.find(call.tensor(2));
  notes->chains = ended_chains_;
  if (!notes->any() && !always(call)) return nullptr;
  if (budget_ != nullptr) foresee(call, *notes);
  if (call.kind == Kind::fused) fused_lse_.reset();
  if (const auto out = call.tensor(3); call.kind == Kind::softmax && notes->first && out.defined() && out.is_same(call.tensor(0)))
    notes->overwritten = out.clone();
  if (call.kind == Kind::exponential && as<Scores>(notes->first) != nullptr && call.name.ends_with('_'))
    notes->overwritten = call.tensor(0).clone();
  return notes;
}

std::set<std::string> Finder::doubts() const {
  auto all = doubts_;
  for (const auto& [module, taken] : softmaxes_)
    if (!*taken) all.insert("a softmax over products of two activations that weighs no values is left out" + after_colon(module));
  return all;
}

void Finder::after(const Call& call, CallNotes& notes) {
  const auto& own = static_cast<const TaggedCall&>(notes);
  if (References::matters(call)) {
    references_.note(call);
    if (!own.any()) return;
  }
  if (own.mixes) return follow_mix(call, own);
  switch (call.kind) {
    case Kind::layout:
    case Kind::transpose:
    case Kind::permute:
      note_partition(call);
      note_stretches(call);
      return follow_layout(call, own);
    case Kind::scale: return follow_scale(call, own);
    case Kind::shift: return follow_shift(call, own);
    case Kind::product: return follow_product(call, own);
    case Kind::softmax: return follow_softmax(call, own);
    case Kind::logarithm: return follow_logarithm(call, own);
    case Kind::exponential: return follow_exponential(call, own);
    case Kind::sum: return follow_sum(call, own);
    case Kind::join: return follow_join(call);
    case Kind::sample: return note_sample(call);
    case Kind::map: return note_map(call);
    case Kind::roll: return note_roll(call);
    case Kind::fused: return take_fused(call);
    case Kind::choose:
      choice_ = {call.tensor(0), call.result(0), call.result(1)};
      if (choice_.values.defined() && choice_.values.dim() > 0) chosen_.push_back(choice_.values.size(-1));
      return;
    case Kind::pick:
      if (const auto from = call.tensor(0); from.dim() >= 2 && from.size(-1) == 4) picked_from_ = from;
      return;
    case Kind::closed: return;
    case Kind::other: return follow(call, own);
  }
}

// Sequences [1, positions, width] that are joined to one; a part that was joined itself stands for its own parts.
void Finder::note_joined(const std::vector<at::Tensor>& parts, std::int64_t dimension) {
  constexpr std::size_t most = 64;
  if (parts.size() < 2 || (dimension != 1 && dimension != -2) || joined_.size() >= most) return;
  Joined joined;
  for (const auto& part : parts) {
    if (!part.defined() || part.dim() != 3 || part.size(0) != 1 || !part.is_floating_point()) return;
    const auto before = std::find_if(joined_.rbegin(), joined_.rend(), [&](const Joined& other) {
      return std::accumulate(other.begin(), other.end(), std::int64_t{0}) == part.size(1);
    });
    if (before == joined_.rend()) joined.push_back(part.size(1));
    else joined.insert(joined.end(), before->begin(), before->end());
  }
  if (std::find(joined_.begin(), joined_.end(), joined) == joined_.end()) joined_.push_back(std::move(joined));
}

void Finder::note_sample(const Call& call) {
  const auto map = call.tensor(0), grid = call.tensor(1);
  if (!map.defined() || !grid.defined() || map.dim() != 4 || grid.dim() != 4) return;
  const bool corners = call.inputs.size() > 4 && call.inputs[4].isBool() && call.inputs[4].toBool();
  tags_.set(call.result(), Samples{{std::make_shared<GridCall>(GridCall{map, grid, corners})}});
}

void Finder::note_map(const Call& call) {
  ++ended_chains_;
  const auto out = call.result();
  if (!out.defined() || out.dim() != 4 || out.size(0) != 1) return;
  const Grid grid{out.size(2), out.size(3)};
  std::erase(maps_, grid);
  maps_.push_back(grid);
}

void Finder::note_roll(const Call& call) {
  if (call.inputs.size() < 2 || !call.inputs[1].isIntList()) return;
  const auto by = call.inputs[1].toIntVector();
  if (by.size() == 2 && by[0] <= 0 && by[1] <= 0) shift_ = {-by[0], -by[1]};
}

// Windows are cut from [1, rows, height, columns, width, channels], or with the channels second, by bringing one
// dimension of the rows and one of the columns to the front; masks of one channel are cut as well and are no map.
void Finder::note_partition(const Call& call) {
  if (!cuts_map(call)) return;
  const auto sizes = call.tensor(0).sizes();
  const auto order = order_of(call);
  if (order.size() != 6 || order[0] != 0 || sizes[0] != 1 || (order[5] != 5 && order[5] != 1)) return;
  if (sizes[static_cast<std::size_t>(order[5])] == 1) return;
  const std::int64_t first = order[5] == 5 ? 1 : 2;  // dimension of the rows
  Partition cut;
  cut.shift = shift_;
  for (std::size_t i = 0; i < 4; ++i) {
    cut.sizes[i] = sizes[static_cast<std::size_t>(first) + i];
    cut.order[i] = order[i + 1] - first;
  }
  if ((cut.order[0] < 2) == (cut.order[1] < 2)) return;
  partition_ = cut;
  shift_ = {0, 0};
  std::erase(maps_, cut.grid());
  maps_.push_back(cut.grid());
}

// [1, positions, width] → [stretches, length, width]
void Finder::note_stretches(const Call& call) {
  const auto in = call.tensor(0), out = call.result();
  if (call.kind != Kind::layout || !in.defined() || !out.defined() || in.dim() != 3 || out.dim() != 3) return;
  if (in.size(0) == 1 && out.size(0) > 1 && in.size(2) == out.size(2)) stretches_ = Stretches{out.size(0), out.size(1)};
}

// A fused call or a softmax of scores is about to compute a layer.
void Finder::foresee(const Call& call, const TaggedCall& notes) const {
  const auto first = call.tensor(0), keys = call.tensor(1);
  if (call.kind == Kind::softmax && as<Scores>(notes.first) != nullptr) budget_->foresee(trace::map_bytes(first.numel()));
  if (call.kind != Kind::fused || !first.defined() || !keys.defined() || first.dim() < 3 || keys.dim() < 3) return;
  budget_->foresee(trace::map_bytes(trace::times(first.numel() / std::max<std::int64_t>(1, first.size(-1)), keys.size(-2))));
}

void Finder::keep(Found found) {
  if (budget_ != nullptr) budget_->add(dumped_bytes(found));
  if (!found_.empty() && goes_on(found_.back(), found))
    doubts_.insert("attention to the same keys several times in one module (in chunks of queries, say) is shown as a layer each time" + after_colon(found.module));
  found.maps = maps_;
  found.chosen = chosen_;
  found.partition = partition_;
  found.stretches = stretches_;
  found.joined = joined_;
  partition_.reset();
  stretches_.reset();
  found_.push_back(std::move(found));
}

void Finder::take_fused(const Call& call) {
  ++ended_chains_;
  FusedCall fused{call.tensor(0), call.tensor(1), call.tensor(2), call.tensor(3), false, 1};
  const auto dimensions = fused.q.defined() ? fused.q.dim() : 0;
  if (!fused.k.defined() || !fused.v.defined() || dimensions < 2 || fused.k.dim() != dimensions || fused.v.dim() != dimensions) {
    doubts_.insert("a fused attention of unusual dimensions is left out");
    return;
  }
  if (dimensions > 4) doubts_.insert("attention of " + std::to_string(dimensions) + " dimensions: all between the first and the last two are taken for heads");
  fused.causal = call.inputs.size() > 5 && call.inputs[5].isBool() && call.inputs[5].toBool();
  fused.scale = 1 / std::sqrt(static_cast<double>(fused.q.size(-1)));
  if (const auto scale = number(call, 6)) fused.scale = *scale;
  fused.lse = fused_lse_;
  Found found;
  found.module = running_module();
  found.dense = dense_from_fused(fused);
  keep(std::move(found));
  fused_lse_.reset();
}

// The layer as its weights reach the values.
FoundDense Finder::as_used(const Weights& weights, const at::Tensor& used) {
  const auto& softmax = *weights.softmax;
  const auto use = !weights.changed || weights.mixed ? Used::same : compared(*softmax.dense, used);
  if (use == Used::same) return *softmax.dense;
  auto changed = use == Used::others ? dense_from_weights(used) : std::nullopt;
  const auto* shown = changed              ? "weights are changed after their softmax and shown as they reach the values, their scores as logarithms"
                      : use == Used::scaled ? "weights are scaled after their softmax and shown as they were before"
                                            : "weights are changed after their softmax and shown as they were before";
  doubts_.insert(shown + after_colon(softmax.module));
  return changed ? std::move(*changed) : *softmax.dense;
}

// `used`: the weights as they reach the values, a query a row.
void Finder::take_dense(const Weights& weights, const at::Tensor& used, const at::Tensor& values) {
  auto softmaxes = weights.others;
  softmaxes.insert(softmaxes.begin(), weights.softmax);
  const bool added = softmaxes.size() > 1;
  for (const auto& softmax : softmaxes) {
    if (*softmax->taken) continue;
    if (!softmax->dense) {
      doubts_.insert("a softmax that weighs values, but whose scores are no product of two activations, is left out" + after_colon(softmax->module));
      continue;
    }
    if (added) doubts_.insert("softmaxes are added up on their way to the values and each is shown as it was before" + after_colon(softmax->module));
    take_softmax(*softmax, added ? *softmax->dense : as_used(weights, used), values);
  }
}

void Finder::take_softmax(Softmax& softmax, FoundDense dense, const at::Tensor& values) {
  if (values.dim() < 2 || values.size(-2) != dense.keys()) return;  // doubts() says so
  *softmax.taken = true;
  Found found;
  found.module = softmax.module;
  found.dense = std::move(dense);
  found.dense.v = values_for(found.dense, values);
  keep(std::move(found));
}

void Finder::take_sampling(const Samples& samples, const at::Tensor& weights, const Softmax& softmax) {
  auto sampling = sampling_from(samples, weights);
  if (!sampling) {
    doubts_.insert("sampling points whose weights have another layout are left out");
    return;
  }
  Found found;
  found.module = softmax.module;
  found.sampled = true;
  found.sampling = std::move(*sampling);
  found.sampling.reference = references_.take(found.sampling);
  if (!found.sampling.reference.defined()) doubts_.insert("the file does not show what its sampling points lie around" + after_colon(found.module));
  keep(std::move(found));
}

}  // namespace headlight::models::tap
