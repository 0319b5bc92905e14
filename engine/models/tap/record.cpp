#include "engine/models/tap/record.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>

#include "engine/kernels/record.h"
#include "engine/models/tap/names.h"

namespace headlight::models::tap {
namespace {

// Scores below this are hidden, as a number that may be multiplied by 0.
constexpr float far_below = -1e30F;

// [windows, heads, positions, width] → [1, heads, windows · positions, width].
at::Tensor side_by_side(const at::Tensor& tensor) {
  return tensor.transpose(0, 1).reshape({1, tensor.size(1), tensor.size(0) * tensor.size(2), tensor.size(3)});
}

// Windows have a bias each. It goes into q and k: a query asks for its place in the window by a one, every key answers
// with scale⁻¹ · its bias from there. Nothing of the size of positions² is made.
void fold_bias(FoundDense& dense) {
  if (!dense.bias.defined() || dense.windows() == 1) return;
  const auto size = dense.queries();
  const auto groups = dense.heads() / dense.k.size(1);
  const auto full = dense.bias.expand({dense.windows(), dense.heads(), size, dense.keys()}).clamp_min(far_below) / dense.scale;
  const auto place = at::eye(size, at::kFloat).expand({dense.windows(), dense.heads(), size, size});
  dense.q = at::cat({dense.q.to(at::kFloat), place}, 3);
  dense.k = at::cat({dense.k.to(at::kFloat).repeat_interleave(groups, 1), full.transpose(2, 3)}, 3);
  dense.v = dense.v.repeat_interleave(groups, 1);
  dense.bias.reset();
}

// int64 [windows, positions]: each one's index in the unshifted grid.
at::Tensor partition_windows(const Partition& cut) {
  const auto grid = cut.grid();
  const auto index = at::arange(grid[0] * grid[1], at::kLong).view({grid[0], grid[1]}).roll({-cut.shift[0], -cut.shift[1]}, {0, 1});
  return index.reshape(cut.sizes).permute(cut.order).reshape({cut.windows(), cut.positions()});
}

bool fits(const Found& found) {
  return found.partition && found.partition->windows() == found.dense.windows() && found.partition->positions() == found.dense.queries();
}

// Stretches of a map in reading order.
bool is_stretched(const Found& found) {
  return found.stretches && found.stretches->count == found.dense.windows() && found.stretches->length == found.dense.queries();
}

// bool [keys] where the bias hides keys from all queries and does nothing else; else undefined.
at::Tensor hidden_keys(const FoundDense& dense) {
  const auto& bias = dense.bias;
  if (!bias.defined() || bias.numel() != dense.keys() || bias.size(-1) != dense.keys()) return {};
  const auto hidden = bias.eq(-std::numeric_limits<float>::infinity());
  if (!hidden.logical_or(bias.eq(0)).all().item<bool>()) return {};
  return hidden.logical_not().reshape({dense.keys()});
}

class Recording {
 public:
  Recording(AxisList& axes, trace::Recorder& recorder, std::vector<std::string>& doubts)
      : axes_(axes), recorder_(recorder), doubts_(doubts) {}

  void add(const Found& found, const Place& place, trace::SiteLabel label) {
    label.stream = place.stream.c_str();
    label.layer = place.layer;
    if (found.sampled) add_sampling(found, label);
    else add_dense(found, label);
  }

  // Rows, columns and kind of a layer.
  [[nodiscard]] trace::SiteLabel label(const Found& found) {
    trace::SiteLabel label;
    if (found.sampled) {
      label.kind = SiteKind::deformable;
      label.key_axis = axes_.levels_axis(found.sampling.levels);
      label.query_axis = axes_.axis_for(found, found.sampling.points.size(1));
      return label;
    }
    const auto& dense = found.dense;
    label.query_axis = axes_.axis_for(found, dense.windows() * dense.queries());
    label.key_axis = axes_.axis_for(found, dense.windows() * dense.keys());
    label.kind = label.query_axis != label.key_axis ? SiteKind::cross : dense.causal ? SiteKind::masked_self : SiteKind::self;
    if (dense.windows() > 1) label.kind = is_area(found, label) ? SiteKind::area : SiteKind::windowed;
    return label;
  }

 private:
  [[nodiscard]] bool is_area(const Found& found, const trace::SiteLabel& label) const {
    return !fits(found) && is_stretched(found) && axes_[label.query_axis].kind == AxisKind::patches;
  }

  void add_sampling(const Found& found, const trace::SiteLabel& label) {
    trace::SamplingRecord record;
    record.points = found.sampling.points;
    record.weights = found.sampling.weights;
    record.value = found.sampling.value;
    record.reference = found.sampling.reference;
    recorder_.add(label, std::move(record), found.sampling.levels);
  }

  void add_dense(const Found& found, const trace::SiteLabel& label) {
    auto dense = found.dense;
    trace::AttentionSpec spec{dense.scale, dense.causal, {}, {}};
    if (dense.windows() > 1) return add_windows(found, label, std::move(dense));
    spec.key_visible = hidden_keys(dense);
    if (dense.bias.defined() && !spec.key_visible.defined()) spec.bias = dense.bias[0];
    kernels::record(recorder_, label, {dense.q, dense.k, dense.v, dense.lse}, spec);
  }

  void add_windows(const Found& found, const trace::SiteLabel& label, FoundDense dense) {
    trace::AttentionSpec spec{dense.scale, false, {}, {}};
    fold_bias(dense);
    const auto positions = dense.windows() * dense.queries();
    spec.windows = at::arange(positions, at::kLong).view({dense.windows(), dense.queries()});
    auto q = side_by_side(dense.q), k = side_by_side(dense.k), v = side_by_side(dense.v);
    auto lse = dense.lse.transpose(0, 1).reshape({1, dense.heads(), positions});
    if (fits(found)) {
      spec.windows = partition_windows(*found.partition);
      const auto place = std::get<1>(spec.windows.reshape({-1}).sort());  // where each grid position lies in the windows
      for (auto* tensor : {&q, &k, &v, &lse}) *tensor = tensor->index_select(2, place);
    } else if (!is_stretched(found)) {
      doubt("windows of " + std::to_string(dense.queries()) + " positions: where they lie is not known");
    }
    kernels::record(recorder_, label, {q, k, v, lse}, spec);
  }

  void doubt(const std::string& line) {
    if (std::find(doubts_.begin(), doubts_.end(), line) == doubts_.end()) doubts_.push_back(line);
  }

  AxisList& axes_;
  trace::Recorder& recorder_;
  std::vector<std::string>& doubts_;
};

// Queries and keys of different number in windows: one map, closed outside of the windows.
void join_unequal_windows(Found& found) {
  auto& dense = found.dense;
  if (found.sampled || dense.windows() == 1 || dense.queries() == dense.keys()) return;
  const auto windows = dense.windows(), queries = dense.queries(), keys = dense.keys();
  auto closed = at::full({1, dense.heads(), windows, queries, windows, keys}, -std::numeric_limits<float>::infinity(), at::kFloat);
  const auto bias = dense.bias.defined() ? dense.bias : at::zeros({1, 1, 1, 1}, at::kFloat);
  const auto open = bias.expand({windows, dense.heads(), queries, keys});
  for (std::int64_t window = 0; window < windows; ++window) closed.select(2, window).select(3, window).copy_(open[window].unsqueeze(0));
  dense.bias = closed.reshape({1, dense.heads(), windows * queries, windows * keys});
  dense.lse = dense.lse.transpose(0, 1).reshape({1, dense.heads(), windows * queries});
  dense.q = side_by_side(dense.q);
  dense.k = side_by_side(dense.k);
  dense.v = side_by_side(dense.v);
}

}  // namespace

void record(const std::vector<Found>& found, AxisList& axes, trace::Recorder& recorder, std::vector<std::string>& doubts) {
  auto layers = found;
  Recording recording(axes, recorder, doubts);
  for (const auto& layer : layers)  // pyramids first: layers over all levels are known by their size
    if (layer.sampled) (void)axes.levels_axis(layer.sampling.levels);
  std::vector<trace::SiteLabel> labels;
  std::vector<int> kinds;
  for (auto& layer : layers) {
    join_unequal_windows(layer);
    labels.push_back(recording.label(layer));
    const auto& label = labels.back();
    kinds.push_back((label.query_axis * 1024 + label.key_axis) * 8 + static_cast<int>(label.kind));
  }
  const auto places = places_of(layers, kinds);
  if (const auto line = axes.unknown(); !line.empty()) doubts.push_back(line);
  for (std::size_t i = 0; i < layers.size(); ++i) recording.add(layers[i], places[i], labels[i]);
}

}  // namespace headlight::models::tap
