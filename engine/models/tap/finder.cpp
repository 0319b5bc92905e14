#include "engine/models/tap/finder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/models/tap/dense.h"
#include "engine/models/tap/rows.h"
#include "engine/models/tap/sampling.h"
#include "engine/models/tap/script.h"

namespace headlight::models::tap {
namespace {

using Kind = OperatorKind;

template <typename T>
const T* as(const std::optional<Tag>& tag) {
  return tag ? std::get_if<T>(&*tag) : nullptr;
}

// The dimensions of more than one entry; all of them where fewer than two are.
std::vector<std::int64_t> wide_dimensions(const at::Tensor& tensor) {
  std::vector<std::int64_t> wide;
  for (std::int64_t i = 0; i < tensor.dim(); ++i)
    if (tensor.size(i) != 1) wide.push_back(i);
  if (wide.size() >= 2) return wide;
  wide.resize(static_cast<std::size_t>(tensor.dim()));
  std::iota(wide.begin(), wide.end(), 0);
  return wide;
}

// Whether the last two dimensions are the same in both, dimensions of one entry aside.
bool same_matrix(const at::Tensor& a, const at::Tensor& b) {
  if (a.dim() < 2 || b.dim() < 2) return false;
  if (a.size(-1) == b.size(-1) && a.size(-2) == b.size(-2)) return true;
  const auto of_a = wide_dimensions(a), of_b = wide_dimensions(b);
  return a.size(of_a.back()) == b.size(of_b.back()) && a.size(of_a[of_a.size() - 2]) == b.size(of_b[of_b.size() - 2]);
}

// What transposing or permuting does to the last two dimensions, dimensions of one entry aside.
enum class LastTwo { kept, exchanged, mixed };

// `order`: the input's dimension that each of the output's is.
LastTwo last_two(const at::Tensor& in, const at::Tensor& out, const std::vector<std::int64_t>& order) {
  const auto before = wide_dimensions(in), after = wide_dimensions(out);
  const auto last = order[static_cast<std::size_t>(after.back())], other = order[static_cast<std::size_t>(after[after.size() - 2])];
  if (other == before[before.size() - 2] && last == before.back()) return LastTwo::kept;
  return other == before.back() && last == before[before.size() - 2] ? LastTwo::exchanged : LastTwo::mixed;
}

// The input's dimension that each of the output's is, of a permutation or transposition; empty where it is none.
std::vector<std::int64_t> order_of(const Call& call) {
  const auto dimensions = call.tensor(0).dim();
  std::vector<std::int64_t> order(static_cast<std::size_t>(dimensions));
  std::iota(order.begin(), order.end(), 0);
  const auto wrap = [&](std::int64_t at) { return static_cast<std::size_t>(at < 0 ? at + dimensions : at); };
  if (call.kind == Kind::permute) {
    if (call.inputs.size() < 2 || !call.inputs[1].isIntList()) return {};
    const auto given = call.inputs[1].toIntVector();
    if (given.size() != order.size()) return {};
    for (std::size_t i = 0; i < given.size(); ++i) order[i] = static_cast<std::int64_t>(wrap(given[i]));
  } else {
    std::swap(order[wrap(call.integer(1, -2))], order[wrap(call.integer(2, -1))]);
  }
  return order;
}

LastTwo last_two(const Call& call) {
  const auto in = call.tensor(0), out = call.result();
  if (in.dim() < 2 || out.dim() != in.dim()) return LastTwo::mixed;
  const auto order = order_of(call);
  return order.empty() ? LastTwo::mixed : last_two(in, out, order);
}

bool cuts_map(const Call& call) {
  return (call.kind == Kind::permute || call.kind == Kind::transpose) && call.tensor(0).defined() && call.tensor(0).dim() == 6;
}

// ": encoder.layer"; nothing where the file does not say.
std::string after_colon(const std::vector<std::string>& module) {
  std::string text;
  for (const auto& name : module) text += (text.empty() ? ": " : ".") + name;
  return text;
}

// Whether weights whose dimensions were permuted are, matrix by matrix, `like` as it lies.
bool same_values(const at::Tensor& mixed, const at::Tensor& like) {
  if (mixed.dim() < 2 || like.dim() < 2 || mixed.size(-1) != like.size(-1) || mixed.size(-2) != like.size(-2)) return false;
  return mixed.numel() == like.numel() && at::equal(mixed.reshape_as(like), like);
}

// Whether an operand's rows are the weights' queries, its columns their keys.
bool lies_in_rows(const Weights& weights, const at::Tensor& operand) {
  if (!weights.unmixed.defined()) return !weights.flipped;
  return same_values(operand, weights.flipped ? weights.unmixed.transpose(-1, -2) : weights.unmixed);
}

bool lies_in_columns(const Weights& weights, const at::Tensor& operand) {
  if (!weights.unmixed.defined()) return weights.flipped;
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

// The number that an argument is, also as a tensor of one element.
std::optional<double> number(const Call& call, std::size_t input) {
  if (input >= call.inputs.size()) return std::nullopt;
  const auto& value = call.inputs[input];
  if (value.isScalar()) return value.toScalar().toDouble();
  const auto tensor = call.tensor(input);
  if (tensor.defined() && tensor.numel() == 1) return tensor.item<double>();
  return std::nullopt;
}

// Bytes of the full maps, or of the points and their weights.
std::int64_t dumped_bytes(const Found& found) {
  if (found.sampled) return trace::times(found.sampling.points.numel() + found.sampling.weights.numel(), sizeof(float));
  const auto& dense = found.dense;
  return trace::map_bytes(trace::times(dense.windows() * dense.heads() * dense.queries(), dense.keys()));
}

// The bias behind a change of the scores' leading dimensions.
at::Tensor follow_bias(const at::Tensor& bias, const at::Tensor& from, const at::Tensor& to) {
  auto leading = bias.dim() > 2 ? bias.sizes().slice(0, static_cast<std::size_t>(bias.dim() - 2)) : at::IntArrayRef{};
  if (std::all_of(leading.begin(), leading.end(), [](auto size) { return size == 1; }))
    return bias.dim() > 2 ? bias.reshape({bias.size(-2), bias.size(-1)}) : bias;
  if (from.sizes() == to.sizes()) return bias;
  return bias.expand(from.sizes()).reshape(to.sizes());
}

}  // namespace

struct Finder::Notes final : CallNotes {
  std::optional<Tag> first, second, third;
  at::Tensor overwritten;  // what the output is about to replace
  std::int64_t chains = 0;

  [[nodiscard]] bool any() const { return first || second || third; }
};

// Arithmetic matters only while something is being followed.
bool Finder::wants(OperatorKind kind) const {
  const bool arithmetic = kind == Kind::other || kind == Kind::scale || kind == Kind::shift || kind == Kind::exponential ||
                          kind == Kind::logarithm || kind == Kind::sum;
  return !arithmetic || !tags_.empty();
}

std::unique_ptr<CallNotes> Finder::before(const Call& call) {
  if (call.kind == Kind::closed) {
    ++ended_chains_;
    return nullptr;
  }
  auto notes = std::make_unique<Notes>();
  notes->first = tags_.find(call.tensor(0));
  notes->second = tags_.find(call.tensor(1));
  notes->third = tags_.find(call.tensor(2));
  notes->chains = ended_chains_;
  const bool always = call.kind == Kind::product || call.kind == Kind::softmax || call.kind == Kind::fused ||
                      call.kind == Kind::sample || call.kind == Kind::join || call.kind == Kind::choose ||
                      call.kind == Kind::pick || call.kind == Kind::map || call.kind == Kind::roll || cuts_map(call) ||
                      (call.kind == Kind::layout && call.tensor(0).defined() && call.tensor(0).dim() == 3 && call.tensor(0).size(0) == 1);
  if (!always && !notes->any()) return nullptr;
  if (budget_ != nullptr) foresee(call, *notes);
  if (call.kind == Kind::fused) fused_lse_.reset();
  if (const auto out = call.tensor(3); call.kind == Kind::softmax && notes->first && out.defined() && out.is_same(call.tensor(0)))
    notes->overwritten = out.clone();
  return notes;
}

std::set<std::string> Finder::doubts() const {
  auto all = doubts_;
  for (const auto& [module, taken] : softmaxes_)
    if (!*taken) all.insert("a softmax over products of two activations that weighs no values is left out" + after_colon(module));
  return all;
}

void Finder::after(const Call& call, CallNotes& notes) {
  const auto& own = static_cast<const Notes&>(notes);
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

// An operator that the tap does not know: what comes out of it element by element is still followed, but no longer as
// an exact sum of a product and a bias.
void Finder::follow(const Call& call, const Notes& notes) {
  const auto out = call.result();
  if (ended_chains_ != notes.chains || !out.defined() || !out.is_floating_point() || tags_.find(out)) return;
  for (const auto& [tag, input] : {std::pair{&notes.first, 0}, {&notes.second, 1}, {&notes.third, 2}}) {
    const auto from = call.tensor(static_cast<std::size_t>(input));
    if (!*tag || !from.defined() || from.sizes() != out.sizes()) continue;
    auto followed = **tag;
    if (auto* scores = std::get_if<Scores>(&followed)) scores->exact = scores->settled = false;
    if (std::holds_alternative<Exponentials>(followed)) continue;
    return tags_.set(out, std::move(followed));
  }
}

void Finder::follow_layout(const Call& call, const Notes& notes) {
  const auto in = call.tensor(0), out = call.result();
  if (!notes.first || !out.defined()) return;
  auto tag = *notes.first;
  const auto moved = call.kind == Kind::layout ? LastTwo::kept : last_two(call);
  const bool whole = moved == LastTwo::exchanged || (moved == LastTwo::kept && (call.kind != Kind::layout || same_matrix(in, out)));
  if (auto* scores = std::get_if<Scores>(&tag)) {
    if (moved == LastTwo::exchanged) scores->flipped = !scores->flipped;
    if (!whole) scores->exact = false;
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

void Finder::follow_scale(const Call& call, const Notes& notes) {
  const auto out = call.result();
  const bool division = call.name.find("div") != std::string_view::npos;
  const auto* samples = as<Samples>(notes.first) != nullptr ? as<Samples>(notes.first) : as<Samples>(notes.second);
  const bool samples_first = as<Samples>(notes.first) != nullptr;
  if (const auto* weights = as<Weights>(samples_first ? notes.second : notes.first); samples != nullptr && weights != nullptr)
    return take_sampling(*samples, call.tensor(samples_first ? 1 : 0), *weights->softmax);
  if (as<Exponentials>(notes.first) != nullptr) return settle_exponentials(call, notes);
  const bool first = notes.first.has_value();
  if (!first && division) return;
  auto tag = first ? *notes.first : *notes.second;
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

void Finder::follow_shift(const Call& call, const Notes& notes) {
  const auto out = call.result();
  const bool minus = call.name.find("sub") != std::string_view::npos;
  const auto alpha = number(call, 2).value_or(1.0) * (minus ? -1 : 1);
  const auto* left = as<Scores>(notes.first);
  const auto* right = as<Scores>(notes.second);
  if (left == nullptr && right == nullptr) return;
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

void Finder::follow_product(const Call& call, const Notes& notes) {
  const bool with_sum = call.name.find("baddbmm") != std::string_view::npos;
  const auto a = call.tensor(with_sum ? 1 : 0), b = call.tensor(with_sum ? 2 : 1), out = call.result();
  const auto& a_tag = with_sum ? notes.second : notes.first;
  const auto& b_tag = with_sum ? notes.third : notes.second;
  ++ended_chains_;
  tags_.drop_expired();
  if (!a.defined() || !b.defined() || !out.defined()) return;
  tags_.erase(out);
  if (const auto* weights = as<Weights>(a_tag); weights != nullptr && lies_in_rows(*weights, a)) return take_dense(*weights->softmax, b);
  if (const auto* weights = as<Weights>(b_tag); weights != nullptr && lies_in_columns(*weights, b))
    return take_dense(*weights->softmax, a.transpose(-2, -1));
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
  softmax->dense = dense_from_scores(*scores, in, lse);
  softmaxes_.emplace_back(softmax->module, softmax->taken);
  if (in.dim() > 4) doubts_.insert("attention of " + std::to_string(in.dim()) + " dimensions: all between the first and the last two are taken for heads");
  return softmax;
}

void Finder::follow_softmax(const Call& call, const Notes& notes) {
  auto in = notes.overwritten.defined() ? notes.overwritten : call.tensor(0), out = call.result();
  const bool masked = call.name.find("_masked_softmax") != std::string_view::npos;
  if (!in.defined() || !out.defined() || in.dim() == 0) return;
  auto dimension = call.integer(masked ? 2 : 1, -1);
  if (dimension < 0) dimension += in.dim();
  const bool over_rows = in.dim() >= 2 && dimension == in.dim() - 2;
  const auto* found = as<Scores>(notes.first);
  if (found == nullptr || (!over_rows && dimension != in.dim() - 1)) return tags_.set(out, Weights{softmax_of(nullptr, in, {})});
  auto scores = *found;
  if (masked) hide(in, scores, call.tensor(1), call.integer(3, generic_mask));
  if (over_rows) turn(in, scores);
  auto softmax = softmax_of(&scores, in, log_sum(in, over_rows ? out.transpose(-1, -2) : out));
  tags_.set(out, Weights{std::move(softmax), over_rows});
}

// A logarithmic softmax only shifts rows of scores.
void Finder::follow_logarithm(const Call& call, const Notes& notes) {
  const auto* scores = as<Scores>(notes.first);
  const auto dimension = call.integer(1, -1);
  if (scores == nullptr || (dimension != -1 && dimension != call.tensor(0).dim() - 1)) return;
  auto shifted = *scores;
  shifted.exact = false;
  shifted.settled = true;
  tags_.set(call.result(), std::move(shifted));
}

void Finder::follow_exponential(const Call& call, const Notes& notes) {
  const auto* scores = as<Scores>(notes.first);
  const auto in = call.tensor(0);
  if (scores == nullptr) return;
  if (!scores->settled) return tags_.set(call.result(), Exponentials{*scores, in, false});
  tags_.set(call.result(), Weights{softmax_of(scores, in, at::zeros(in.sizes().slice(0, static_cast<std::size_t>(in.dim() - 1)), at::kDouble))});
}

void Finder::follow_sum(const Call& call, const Notes& notes) {
  const auto* exponentials = as<Exponentials>(notes.first);
  const auto in = call.tensor(0), out = call.result();
  if (exponentials == nullptr || !out.defined() || out.dim() != in.dim() || out.size(-1) != 1) return;
  auto summed = *exponentials;
  summed.summed = true;
  tags_.set(out, std::move(summed));
}

// exp(scores) divided by its sum over the keys is a softmax.
void Finder::settle_exponentials(const Call& call, const Notes& notes) {
  const auto* above = as<Exponentials>(notes.first);
  const auto* below = as<Exponentials>(notes.second);
  if (above == nullptr || below == nullptr || above->summed || !below->summed || !above->shifted.is_same(below->shifted))
    return;
  const auto lse = call.tensor(1).to(at::kDouble).log().squeeze(-1);
  tags_.set(call.result(), Weights{softmax_of(&above->scores, above->shifted, lse)});
}

void Finder::follow_join(const Call& call) {
  if (call.inputs.empty() || !call.inputs[0].isTensorList()) return;
  const auto parts = call.inputs[0].toTensorVector();
  if (call.name.find("cat") != std::string_view::npos) note_joined(parts, call.integer(1, 0));
  if (tags_.empty()) return;
  Samples joined;
  for (const auto& part : parts) {
    const auto tag = tags_.find(part);
    const auto* samples = as<Samples>(tag);
    if (samples == nullptr) return;
    joined.calls.insert(joined.calls.end(), samples->calls.begin(), samples->calls.end());
  }
  tags_.set(call.result(), std::move(joined));
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
void Finder::foresee(const Call& call, const Notes& notes) const {
  const auto first = call.tensor(0), keys = call.tensor(1);
  if (call.kind == Kind::softmax && as<Scores>(notes.first) != nullptr) budget_->foresee(trace::map_bytes(first.numel()));
  if (call.kind != Kind::fused || !first.defined() || !keys.defined() || first.dim() < 3 || keys.dim() < 3) return;
  budget_->foresee(trace::map_bytes(trace::times(first.numel() / std::max<std::int64_t>(1, first.size(-1)), keys.size(-2))));
}

void Finder::keep(Found found) {
  if (budget_ != nullptr) budget_->add(dumped_bytes(found));
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

void Finder::take_dense(Softmax& softmax, const at::Tensor& values) {
  if (*softmax.taken) return;
  if (!softmax.dense) {
    doubts_.insert("a softmax that weighs values, but whose scores are no product of two activations, is left out" + after_colon(softmax.module));
    return;
  }
  if (values.dim() < 2 || values.size(-2) != softmax.dense->keys()) return;  // doubts() says so
  *softmax.taken = true;
  Found found;
  found.module = softmax.module;
  found.dense = *softmax.dense;
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
  keep(std::move(found));
}

}  // namespace headlight::models::tap
