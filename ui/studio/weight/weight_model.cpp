#include "ui/studio/weight/weight_model.h"

#include <algorithm>
#include <numeric>

#include "ui/panels/placed_text.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kMostKeys = 64;

}  // namespace

WeightModel::WeightModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      shapes_(context.store, this),
      line_(context.client, "studio.weight.line", this),
      rollout_(context.client, "studio.weight.rollout", this),
      below_(context.client, "studio.weight.below", this),
      cells_(context.client, "studio.weight.cell", this),
      points_(context.client, "studio.weight.point", this) {
  connect(&line_, &ViewLoader::changed, this, [this] {
    if (line_.value() != nullptr) refresh();
    Q_EMIT changed();
  });
  for (ViewLoader* loader : {&rollout_, &below_}) connect(loader, &ViewLoader::changed, this, &WeightModel::changed);
  connect(&shapes_, &SiteShapes::changed, this, &WeightModel::clear);
  connect(&cells_, &ViewSet::changed, this, &WeightModel::take_cells);
  connect(&points_, &ViewSet::changed, this, &WeightModel::take_samples);
}

void WeightModel::clear() {
  for (ViewLoader* loader : {&line_, &rollout_, &below_}) loader->clear();
  cells_.clear();
  points_.clear();
}

void WeightModel::refresh() {
  const TraceInfo* trace = context_.store.trace();
  const SiteInfo* site = context_.store.site();
  if (trace == nullptr || site == nullptr) return clear();
  ask_rollout(*trace, *site);
  if (is_deformable(*site)) {
    cells_.clear();
    line_.clear();
    return ask_samples(*trace);
  }
  points_.clear();
  if (context_.store.selection().query < 0) {
    line_.clear();
    return cells_.clear();
  }
  ask_cells(*trace, *site);
}

// Every key of a short row; of a long one the heaviest, once its weights have come.
void WeightModel::ask_cells(const TraceInfo& trace, const SiteInfo& site) {
  const Selection& now = context_.store.selection();
  const auto count = std::size_t(key_axis(trace, site).size());
  std::vector<std::int64_t> keys(std::min(count, kMostKeys));
  std::iota(keys.begin(), keys.end(), 0);
  if (count > kMostKeys) {
    const LineRequest wanted{site.id, {HeadChoice::Mode::one, now.head.head}, Quantity::weight, now.query, false};
    line_.request(trace.id, wanted);
    const auto* line = line_.has(trace.id) && line_.shown()->view == ViewRequest(wanted) ? line_.get<LineResult>() : nullptr;
    if (line == nullptr) return;
    keys = heaviest(line->values, kMostKeys);
    if (now.key >= 0 && !std::ranges::binary_search(keys, now.key)) keys.insert(std::ranges::lower_bound(keys, now.key), now.key);
    left_out_ = std::int64_t(count - keys.size());
    left_weight_ = std::accumulate(line->values.begin(), line->values.end(), 0.0);
    for (const std::int64_t key : keys) left_weight_ -= line->values[std::size_t(key)];
  } else {
    line_.clear();
    left_out_ = 0;
    left_weight_ = 0;
  }
  std::vector<ViewRequest> views;
  for (const std::int64_t key : keys) views.emplace_back(WeightRequest{site.id, now.head.head, now.query, key});
  cells_.request(trace.id, std::move(views));
}

void WeightModel::ask_rollout(const TraceInfo& trace, const SiteInfo& site) {
  const std::int64_t query = context_.store.selection().query;
  if (!shows_rollout(context_.store) || query < 0) {
    for (ViewLoader* loader : {&rollout_, &below_}) loader->clear();
    return;
  }
  RolloutRequest wanted = rollout_of(trace, site, {query});
  rollout_.request(trace.id, wanted);
  --wanted.last_layer;
  if (wanted.last_layer < 0) below_.clear();
  else below_.request(trace.id, std::move(wanted));
}

std::optional<Rolled> WeightModel::rolled(std::int64_t key) const {
  const Store& store = context_.store;
  const std::int64_t query = store.selection().query;
  if (!shows_rollout(store) || query < 0 || key < 0) return std::nullopt;
  RolloutRequest wanted = rollout_of(*store.trace(), *store.site(), {query});
  const auto at = [&](const ViewLoader& loader) -> std::optional<double> {
    const auto* result = loader.has(store.trace()->id) && loader.shown()->view == ViewRequest(wanted) ? loader.get<RolloutResult>() : nullptr;
    return result == nullptr || key >= result->plane.columns ? std::nullopt : std::optional<double>(result->plane.at(0, key));
  };
  const auto here = at(rollout_);
  --wanted.last_layer;
  const auto below = wanted.last_layer < 0 ? std::optional(key == query ? 1.0 : 0.0) : at(below_);
  return here && below ? std::optional(Rolled{*here, *below}) : std::nullopt;
}

void WeightModel::ask_samples(const TraceInfo& trace) {
  const SiteInfo* site = context_.feed.sampled_site();
  const std::int64_t query = context_.feed.sampled_query();
  if (site == nullptr || query < 0) return points_.clear();
  const int head = std::min(context_.store.selection().head.head, site->heads - 1);
  std::vector<ViewRequest> views;
  for (int level = 0; level < int(site->levels.size()); ++level) {
    for (int point = 0; point < site->points; ++point) views.emplace_back(SampleRequest{site->id, head, query, level, point});
  }
  points_.request(trace.id, std::move(views));
}

void WeightModel::take_cells() {
  const Store& store = context_.store;
  keys_.clear();
  const bool fits = store.trace() != nullptr && store.site() != nullptr && cells_.has(store.trace()->id);
  for (std::size_t i = 0; fits && i < cells_.results().size(); ++i) {
    const auto& request = std::get<WeightRequest>(cells_.shown()[i]);
    const auto* numbers = std::get_if<WeightResult>(cells_.results()[i].get());
    if (numbers == nullptr || request.site != store.site()->id) break;
    keys_.push_back({part_of(request.key, *numbers), placed_text(store, request.key, false), numbers});
    query_label_ = placed_text(store, request.query, true);
  }
  Q_EMIT changed();
}

void WeightModel::take_samples() {
  samples_.clear();
  const bool fits = context_.store.trace() != nullptr && points_.has(context_.store.trace()->id);
  for (std::size_t i = 0; fits && i < points_.results().size(); ++i) {
    if (const auto* numbers = std::get_if<SampleResult>(points_.results()[i].get()))
      samples_.push_back({std::get<SampleRequest>(points_.shown()[i]), numbers});
  }
  std::vector<const SampleResult*> all;
  for (const Sample& one : samples_) all.push_back(one.numbers);
  SampledOutput together = output_of(all);
  for (std::size_t i = 0; i < samples_.size(); ++i) samples_[i].share = together.shares[i];
  sampled_output_ = std::move(together.output);
  const auto heaviest = std::ranges::max_element(samples_, {}, [](const Sample& one) { return one.numbers->weight; });
  if ((!sample_chosen_ || sample_ >= samples_.size()) && heaviest != samples_.end()) sample_ = std::size_t(heaviest - samples_.begin());
  Q_EMIT changed();
}

const WeightModel::Sample* WeightModel::chosen_sample() const { return sample_ < samples_.size() ? &samples_[sample_] : nullptr; }

void WeightModel::choose_sample(std::size_t index) {
  if (index >= samples_.size() || index == sample_) return;
  sample_ = index;
  sample_chosen_ = true;
  Q_EMIT changed();
}

const WeightModel::Key* WeightModel::chosen() const {
  const auto at = std::ranges::find(keys_, context_.store.selection().key, [](const Key& key) { return key.part.key; });
  return at == keys_.end() ? nullptr : &*at;
}

std::int64_t WeightModel::heaviest_key() const {
  if (!cells_.current()) return -1;  // they are of another query
  const auto most = std::ranges::max_element(keys_, {}, [](const Key& key) { return key.part.weight; });
  return most == keys_.end() ? -1 : most->part.key;
}

std::optional<WeightModel::Word> WeightModel::word() const {
  const Store& store = context_.store;
  const Key* now = chosen();
  if (now == nullptr || store.site() == nullptr) return std::nullopt;
  SideOptions options;
  options.merge_words = true;
  const Side side = side_of(key_axis(*store.trace(), *store.site()), options);
  const std::int64_t entry = side.find(now->part.key);
  if (entry < 0 || side.positions[std::size_t(entry)].size() < 2) return std::nullopt;
  Word word{isolated(side.label(entry)), {}, 0};
  for (const std::int64_t key : side.positions[std::size_t(entry)]) {
    const auto at = std::ranges::find(keys_, key, [](const Key& each) { return each.part.key; });
    if (at == keys_.end()) return std::nullopt;
    word.sum += (word.sum.isEmpty() ? QString() : QStringLiteral(" + ")) + isolated(at->label) + QLatin1Char(' ') + format_value(at->part.weight);
    word.weight += at->part.weight;
  }
  return word;
}

void WeightModel::point(int dimension) {
  if (dimension == dimension_) return;
  dimension_ = dimension;
  Q_EMIT pointed();
}

const std::optional<Error>& WeightModel::error() const {
  if (points_.error()) return points_.error();
  for (const ViewLoader* loader : {&rollout_, &below_}) {
    if (loader->error()) return loader->error();
  }
  return cells_.error() ? cells_.error() : line_.error();
}

}  // namespace headlight::ui
