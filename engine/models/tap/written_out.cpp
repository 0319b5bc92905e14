// Softmaxes that are written out: exponentials, their sum over the keys, and what is divided by it.
#include <ATen/Functions.h>

#include <utility>

#include "engine/models/tap/finder.h"

namespace headlight::models::tap {

// A logarithmic softmax only shifts rows of scores.
void Finder::follow_logarithm(const Call& call, const TaggedCall& notes) {
  const auto* scores = as<Scores>(notes.first);
  const auto dimension = call.integer(1, -1);
  if (scores == nullptr || (dimension != -1 && dimension != call.tensor(0).dim() - 1)) return;
  auto shifted = *scores;
  shifted.exact = false;
  shifted.settled = true;
  tags_.set(call.result(), std::move(shifted));
}

void Finder::follow_exponential(const Call& call, const TaggedCall& notes) {
  const auto* scores = as<Scores>(notes.first);
  const auto in = notes.overwritten.defined() ? notes.overwritten : call.tensor(0);
  if (scores == nullptr) return;
  if (!scores->settled) return tags_.set(call.result(), Exponentials{*scores, in, Tags::version(in)});
  tags_.set(call.result(), Weights{softmax_of(scores, in, at::zeros(in.sizes().slice(0, static_cast<std::size_t>(in.dim() - 1)), at::kDouble))});
}

void Finder::follow_sum(const Call& call, const TaggedCall& notes) {
  const auto* exponentials = as<Exponentials>(notes.first);
  const auto in = call.tensor(0), out = call.result();
  if (exponentials == nullptr || !out.defined() || out.dim() != in.dim() || out.size(-1) != 1) return;
  auto summed = *exponentials;
  summed.summed = true;
  tags_.set(out, std::move(summed));
}

// exp(scores), or values weighed by them, divided by their sum over the keys is a softmax.
void Finder::settle_exponentials(const Call& call, const TaggedCall& notes) {
  const auto* above = as<Exponentials>(notes.first);
  const auto* weighed = as<Weighed>(notes.first);
  const auto* below = as<Exponentials>(notes.second);
  const auto* exponentials = weighed != nullptr ? &weighed->exponentials : above;
  const bool divided = below != nullptr && below->summed && !exponentials->summed && exponentials->shifted.is_same(below->shifted) &&
                       call.name.find("div") != std::string_view::npos;
  if (divided && weighed == nullptr) return tags_.set(call.result(), settled(*exponentials));
  if (divided) return take_dense(settled(*exponentials), weighed->used / call.tensor(1), weighed->values);
  if (weighed != nullptr || above->summed || call.result().sizes() != call.tensor(0).sizes()) return;
  auto changed = *above;
  changed.changed = true;
  tags_.set(call.result(), std::move(changed));
}

// exp(scores) that weigh values: a softmax where every row sums to 1, or once the sum over the keys has divided the result.
void Finder::follow_exponentials(const Exponentials& exponentials, const at::Tensor& used, const at::Tensor& values, const at::Tensor& out) {
  if (used.numel() == 0) return;
  constexpr double rounding = 1e-4;
  const auto sums = used.to(at::kDouble).sum(-1);
  if (!((sums - 1).abs().max().item<double>() <= rounding)) return tags_.set(out, Weighed{exponentials, used, values});
  take_dense(settled(exponentials), used, values);
}

// Exponentials as the weights that they turned out to be.
Weights Finder::settled(const Exponentials& exponentials) {
  auto& softmax = *exponentials.softmax;
  if (!softmax) softmax = softmax_of(&exponentials.scores, exponentials.shifted, at::logsumexp(exponentials.shifted.to(at::kDouble), {-1}));
  Weights weights{softmax};
  weights.changed = exponentials.changed || Tags::version(exponentials.shifted) != exponentials.shifted_version;
  return weights;
}

}  // namespace headlight::models::tap
