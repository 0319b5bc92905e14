#include "ui/state/map_kind.h"

#include <algorithm>
#include <numeric>

#include "ui/state/detections.h"

namespace headlight::ui {

MapKind map_kind(const Look& look) { return look.rollout ? MapKind::rollout : static_cast<MapKind>(look.quantity); }

// Beside the rollout all else is of weights.
void set_map_kind(Look& look, MapKind kind) {
  look.rollout = kind == MapKind::rollout;
  look.quantity = look.rollout ? Quantity::weight : static_cast<Quantity>(kind);
}

bool rolls_out(const TraceInfo& trace, const SiteInfo& site) {
  const auto layers = sites_of(trace, site.stream);
  const bool one_axis = std::ranges::all_of(layers, [&](const SiteInfo* each) {
    return each->kind != SiteKind::cross && !is_deformable(*each) && each->query_axis == each->key_axis && key_axis(trace, *each).size() == key_axis(trace, site).size();
  });
  return one_axis && key_axis(trace, site).size() <= longest_rollout;
}

bool shows_rollout(const Store& store) {
  return store.look().rollout && store.site() != nullptr && rolls_out(*store.trace(), *store.site());
}

RolloutRequest rollout_of(const TraceInfo& trace, const SiteInfo& site, std::vector<std::int64_t> queries) {
  if (queries.empty()) {
    queries.resize(std::size_t(query_axis(trace, site).size()));
    std::iota(queries.begin(), queries.end(), 0);
  }
  return {site.stream, site.layer, std::move(queries)};
}

}  // namespace headlight::ui
