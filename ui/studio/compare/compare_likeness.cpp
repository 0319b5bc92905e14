// How like every head is to A, or how far it lies from itself in B's run.
#include <algorithm>
#include <functional>

#include "engine/api/budget.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/studio/common/splats.h"
#include "ui/studio/compare/compare_axes.h"
#include "ui/studio/compare/compare_model.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kGroups = 6, kMostPairs = 256;  // heads whose pairs are all asked for
constexpr std::size_t kMostSplats = 64;               // heads whose maps over the picture are all compared here

}  // namespace

void CompareModel::ask_likeness(const Place& first) {
  const TraceInfo& trace = *first.run->trace;
  std::size_t heads = 0;
  for (const SiteInfo* each : sites_of(trace, first.site->stream)) heads += std::size_t(each->heads);
  if (sampled()) {
    for (ViewLoader* loader : {&like_, &pairs_}) loader->clear();
    splats_.request(trace.id, splat_requests(trace, first.site->stream, rows_of(first), fine_splat));  // the cells of the maps above
    return take_sampled_likeness(first);
  }
  splats_.clear();
  like_.request(trace.id, SimilarityRequest{first.site->stream, first.site->id, first.head, most_exact_cells});
  if (heads <= kMostPairs) pairs_.request(trace.id, SimilarityRequest{first.site->stream, -1, 0, most_exact_cells});
  else pairs_.clear();
}

void CompareModel::ask_between(const Place& first) {
  HeadChanges::Runs runs;
  if (!find_between(first, b(), runs)) return changes_.clear();
  if (!context_.store.studio().between) return;
  changes_.request(std::move(runs));
  take_between();
}

bool CompareModel::find_between(const Place& first, const Place& second, HeadChanges::Runs& runs) {
  between_problem_.clear();
  const auto cannot = [this](QString why) {
    between_problem_ = std::move(why);
    return false;
  };
  if (second.run == first.run) return cannot(tr("B is a head of the same run; choose another run as B."));
  if (second.site == nullptr) return cannot(tr("The other run has no attention of this kind."));
  if (is_deformable(*second.site) != is_deformable(*first.site)) return cannot(tr("Sampling points and weights of keys have no common map."));
  const TraceInfo &of_a = *first.run->trace, &of_b = *second.run->trace;
  const auto shape = [](const Place& place) { return std::pair(layers_of(*place.run->trace, place.site->stream), place.site->heads); };
  const auto [layers_a, heads_a] = shape(first);
  const auto [layers_b, heads_b] = shape(second);
  if (layers_a != layers_b || heads_a != heads_b) return cannot(tr("The models differ in shape: %1 × %2 and %3 × %4 layers and heads.").arg(layers_a).arg(heads_a).arg(layers_b).arg(heads_b));
  runs = {first.run->trace, second.run->trace, first.site->stream};
  if (sampled()) {
    if (image_size(of_a, {}) != image_size(of_b, {})) return cannot(tr("The two pictures differ in size: their maps have no common cells."));
    runs.rows_before = rows_of(first);
    runs.rows_after = rows_of(second);
    runs.edge = fine_splat;  // the cells of the maps above
    return true;
  }
  const std::int64_t most = std::min(largest_compared, whole_up_to(of_a, first.site->stream));
  for (const bool rows : {true, false}) {
    const auto axis = [rows](const Place& place) -> const Axis& { return rows ? query_axis(*place.run->trace, *place.site) : key_axis(*place.run->trace, *place.site); };
    QString why = paired(axis(first), axis(second), rows && first.site->kind == SiteKind::cross, most, rows ? runs.queries : runs.keys);
    if (!why.isEmpty()) return cannot(std::move(why));
  }
  if (is_identity(runs.queries) && is_identity(runs.keys)) runs.queries = runs.keys = {};  // whole maps, pooled where they are large
  return true;
}

void CompareModel::set_likeness(const std::vector<HeadPlace>& places, const std::vector<float>& divergence, const std::vector<float>& pairs) {
  const Place first = a();
  std::vector<int> groups;
  if (pairs.size() == places.size() * places.size()) groups = clusters(pairs, places.size(), kGroups);
  heads_.clear();
  order_.clear();
  for (std::size_t i = 0; i < places.size(); ++i) {
    heads_.push_back({places[i], divergence[i], groups.empty() ? -1 : groups[i]});
    if (places[i].site != first.site->id || places[i].head != first.head) order_.push_back(i);
  }
  std::ranges::stable_sort(order_, {}, [this](std::size_t i) { return heads_[i].divergence; });
}

// Of any two of the maps; the same as long as these maps are shown.
const std::vector<float>& CompareModel::sampled_pairs(const std::vector<HeadMap>& maps) {
  if (pairs_of_ == splats_.results()) return sampled_pairs_;
  pairs_of_ = splats_.results();
  sampled_pairs_.assign(maps.size() <= kMostSplats ? maps.size() * maps.size() : 0, 0);
  for (std::size_t i = 0; !sampled_pairs_.empty() && i < maps.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto bits = float(whole_difference(maps[i].plane, maps[j].plane).divergence);
      sampled_pairs_[i * maps.size() + j] = sampled_pairs_[j * maps.size() + i] = bits;
    }
  }
  return sampled_pairs_;
}

// Of the maps over the picture, each as one distribution.
void CompareModel::take_sampled_likeness(const Place& first) {
  heads_.clear();
  order_.clear();
  every_ = 1;
  if (!splats_.has(first.run->trace->id) || !splats_.current()) return;
  auto maps = splat_maps(*first.run->trace, splats_.shown(), splats_.results());
  for (HeadMap& map : maps) map.plane = as_row(std::move(map.plane));
  const auto own = std::ranges::find_if(maps, [&](const HeadMap& map) { return map.site == first.site->id && map.head == first.head; });
  if (own == maps.end()) return;
  std::vector<HeadPlace> places;
  std::vector<float> divergence;
  for (const HeadMap& map : maps) {
    places.push_back({map.site, map.layer, map.head});
    divergence.push_back(float(whole_difference(own->plane, map.plane).divergence));
  }
  set_likeness(places, divergence, sampled_pairs(maps));
}

// Furthest first.
void CompareModel::take_between() {
  heads_.clear();
  order_.clear();
  every_ = changes_.every();
  if (!changes_.current()) return;
  for (const MapChange& change : changes_.found()) {
    order_.push_back(heads_.size());
    heads_.push_back({{change.site, change.layer, change.head}, change.bits, -1});
  }
  std::ranges::stable_sort(order_, std::greater{}, [this](std::size_t i) { return heads_[i].divergence; });
}

void CompareModel::take_likeness() {
  const Place first = a();
  if (first.site == nullptr) return;
  if (between()) {
    take_between();
    return ask();
  }
  if (sampled()) {
    take_sampled_likeness(first);
    return ask();
  }
  if (like_.error()) {
    heads_.clear();
    order_.clear();
    return ask();
  }
  if (!like_.has(first.run->trace->id)) return ask();
  const auto* result = like_.get<SimilarityResult>();
  const auto* request = std::get_if<SimilarityRequest>(&like_.shown()->view);
  if (result == nullptr || request->site != first.site->id || request->head != first.head) return ask();
  const auto* pairs = pairs_.has(first.run->trace->id) ? pairs_.get<SimilarityResult>() : nullptr;
  every_ = result->every;
  set_likeness(result->heads, result->divergence, pairs == nullptr ? std::vector<float>() : pairs->divergence);
  ask();  // B may be the likest
}

const std::optional<Error>& CompareModel::likeness_error() const {
  if (between()) return changes_.error();
  if (splats_.error()) return splats_.error();
  return like_.error() ? like_.error() : pairs_.error();
}

}  // namespace headlight::ui
