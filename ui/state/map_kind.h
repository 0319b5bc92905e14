// What maps and rows show: a quantity of the chosen head, or the rollout of all heads up to its layer.
#pragma once

#include "ui/state/store.h"

namespace headlight::ui {

enum class MapKind { weight, score, contribution, rollout };
inline constexpr int map_kinds = 4;
inline constexpr std::int64_t longest_rollout = 1024;  // positions: all rows are held

// As the look has it, wherever the selection is.
[[nodiscard]] MapKind map_kind(const Look& look);
void set_map_kind(Look& look, MapKind kind);

// Whether the maps of the site's stream multiply: self-attention of every layer over one axis that is not too long.
[[nodiscard]] bool rolls_out(const TraceInfo& trace, const SiteInfo& site);
// Whether the rollout is what is chosen and can be shown where the selection is.
[[nodiscard]] bool shows_rollout(const Store& store);
// Up to the site's layer; `queries` empty: all.
[[nodiscard]] RolloutRequest rollout_of(const TraceInfo& trace, const SiteInfo& site, std::vector<std::int64_t> queries);

}  // namespace headlight::ui
