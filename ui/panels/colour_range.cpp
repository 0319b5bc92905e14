#include "ui/panels/colour_range.h"

#include <algorithm>
#include <optional>

#include "ui/figures/figure_notes.h"
#include "ui/panels/scene.h"
#include "ui/panels/shown_scale.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

// Which of `count` pooled rows or columns hold a special token.
std::vector<bool> pooled(const std::vector<bool>& special, std::int64_t count) {
  std::vector<bool> out(std::size_t(count), false);
  const auto size = std::int64_t(special.size());
  for (std::int64_t i = 0; i < size && count <= size; ++i) {
    if (special[std::size_t(i)]) out[std::size_t(i * count / size)] = true;
  }
  return out;
}

std::vector<bool> special_keys(const Axis& axis) {
  std::vector<bool> special;
  for (std::int64_t i = 0; i < axis.size(); ++i) special.push_back(is_special(axis, i));
  return special;
}

// Special queries and keys of the chosen site that do not count; empty where all do.
struct LeftOut {
  std::vector<bool> queries, keys;
};

LeftOut left_out(const Store& store) {
  if (!store.look().leave_specials) return {};
  return {special_queries(store), special_keys(key_axis(*store.trace(), *store.site()))};
}

void add(RowEnds& ends, const Plane& plane, const LeftOut& left) {
  ends.add(plane, pooled(left.queries, plane.rows), pooled(left.keys, plane.columns));
}

const HeadsResult* heads_shown(Feed& feed) {
  const Store& store = feed.store();
  if (!feed.heads.has(store.trace()->id)) return nullptr;
  const auto* request = std::get_if<HeadsRequest>(&feed.heads.shown()->view);
  const bool current = request->stream == store.selection().stream && request->quantity == store.look().quantity;
  return current ? feed.heads.get<HeadsResult>() : nullptr;
}

// Of the chosen head: its thumbnail holds the largest of every cell, else what the matrix shows of it.
RowEnds of_head(Feed& feed) {
  const Store& store = feed.store();
  RowEnds ends;
  const LeftOut left = left_out(store);
  const HeadsResult* heads = heads_shown(feed);
  const HeadChoice& head = store.selection().head;
  for (std::size_t i = 0; heads != nullptr && i < heads->maps.size(); ++i) {
    const HeadMap& map = heads->maps[i];
    const bool chosen = map.site == store.site()->id && head.mode == HeadChoice::Mode::one && map.head == head.head;
    if (chosen) add(ends, map.plane, left);
  }
  const auto* tile = feed.tile.has(store.trace()->id) ? feed.tile.get<TileResult>() : nullptr;
  const bool whole = tile != nullptr && tile->extent.rows() == query_axis(*store.trace(), *store.site()).size() &&
                     tile->extent.columns() == key_axis(*store.trace(), *store.site()).size();
  if (!ends.known() && tile != nullptr) add(ends, tile->plane, whole ? left : LeftOut{});
  return ends;
}

// One map for all heads.
RowEnds of_rollout(Feed& feed) {
  RowEnds ends;
  if (const Plane* map = whole_rollout(feed)) add(ends, *map, left_out(feed.store()));
  return ends;
}

// `spread`: of what the range is for, open where nothing is known.
Scale ranged(Feed& feed, const std::optional<Spread>& spread, std::int64_t cells) {
  const Look& look = feed.store().look();
  Scale scale;
  scale.map = from_utf8(look.map);
  scale.transform = transform_of(shown_scale(look));
  scale.quantity = quantity_key(look.quantity);
  scale.shared = look.same_scale && !look.fixed_range;
  if (look.fixed_range) {
    scale.low = look.low;
    scale.high = look.high;
    return spread ? ended(scale, *spread) : scale;
  }
  return spread ? automatic(scale, *spread, cells) : scale;
}

std::optional<Spread> spread_of(const RowEnds& ends) {
  return ends.known() ? std::optional(ends.spread()) : std::nullopt;
}

// Of all heads of the stream; what was found of their maps is kept until others come.
std::optional<Spread> stream_spread(Feed& feed) {
  const HeadsResult* heads = heads_shown(feed);
  if (heads == nullptr) return std::nullopt;
  const Store& store = feed.store();
  Feed::StreamRange& kept = feed.stream_range;
  const bool leaves = store.look().leave_specials;
  if (kept.of == feed.heads.value() && kept.site == store.site()->id && kept.leaves_specials == leaves) return kept.spread;
  RowEnds ends;
  const LeftOut left = left_out(store);
  for (const HeadMap& map : heads->maps) add(ends, map.plane, left);
  kept = {feed.heads.value(), store.site()->id, leaves, spread_of(ends)};
  return kept.spread;
}

// Of the chosen row's patches on the picture.
std::optional<Shown> of_overlay(Feed& feed) {
  const Store& store = feed.store();
  const std::vector<float>* row = store.site() != nullptr && shows_picture(store) ? selected_row(feed) : nullptr;
  if (row == nullptr) return std::nullopt;
  const Axis& keys = key_axis(*store.trace(), *store.site());
  const std::int64_t patches = keys.grid[0] * keys.grid[1];
  if (std::ssize(*row) != keys.size() || patches == 0) return std::nullopt;
  Plane plane{keys.grid[0], keys.grid[1], {row->begin() + keys.leading, row->begin() + keys.leading + patches}, 0, 0};
  find_range(plane);
  return Shown{plane.low, plane.high, keys.size()};
}

// Of the sampled map on the photo, else of the small ones in the grid of heads.
std::optional<Shown> of_sampled(const Feed& feed) {
  const TraceInfo* trace = feed.store().trace();
  if (trace == nullptr) return std::nullopt;
  const auto* map = feed.map.has(trace->id) ? feed.map.get<SplatResult>() : nullptr;
  if (map != nullptr) return Shown{0, map->plane.high, map->plane.rows * map->plane.columns};
  return feed.splats.has(trace->id) ? std::optional(largest_of(feed.splats)) : std::nullopt;
}

// Of the one map that is looked at, every value counted.
std::optional<Spread> of_chosen(Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr) return std::nullopt;
  if (const auto own = of_overlay(feed)) return Spread::between(own->low, own->high);
  if (!is_deformable(*store.site())) return spread_of(shows_rollout(store) ? of_rollout(feed) : of_head(feed));
  const auto sampled = of_sampled(feed);
  return sampled ? std::optional(Spread::between(0, sampled->high)) : std::nullopt;
}

Scale of_rollouts(Scale scale) {
  scale.quantity = QStringLiteral("rollout");
  scale.shared = false;
  return scale;
}

}  // namespace

Shown largest_of(const ViewSet& maps) {
  Shown all;
  for (const ViewPtr& result : maps.results()) {
    if (const auto* map = std::get_if<SplatResult>(result.get()))
      all = {0, std::max(all.high, double(map->plane.high)), map->plane.rows * map->plane.columns};
  }
  return all;
}

Scale heads_scale_of(Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || is_deformable(*store.site())) return ranged(feed, {}, 0);
  return ranged(feed, store.look().same_scale ? stream_spread(feed) : spread_of(of_head(feed)), key_axis(*store.trace(), *store.site()).size());
}

Scale scale_of(Feed& feed) {
  const Store& store = feed.store();
  if (!shows_rollout(store)) return heads_scale_of(feed);
  return of_rollouts(ranged(feed, spread_of(of_rollout(feed)), key_axis(*store.trace(), *store.site()).size()));
}

Scale scale_of(Feed& feed, const Shown& own) {
  const bool rollout = shows_rollout(feed.store());
  const auto all = rollout ? spread_of(of_rollout(feed)) : feed.store().look().same_scale ? stream_spread(feed) : std::nullopt;
  const Scale scale = ranged(feed, all ? all : Spread::between(own.low, own.high), own.cells);
  return rollout ? of_rollouts(scale) : scale;
}

Scale chosen_scale(Feed& feed) {
  const Store& store = feed.store();
  const bool on_photo = store.trace() != nullptr && feed.map.has(store.trace()->id);
  if (on_photo || (store.site() != nullptr && is_deformable(*store.site()))) {
    if (const auto sampled = of_sampled(feed)) return scale_of(feed, on_photo ? feed.maps : feed.splats, *sampled);
  }
  const auto own = of_overlay(feed);
  return own ? scale_of(feed, *own) : scale_of(feed);
}

RangeOf range_of(Feed& feed) {
  const Store& store = feed.store();
  const Look& look = store.look();
  if (look.fixed_range) return RangeOf::hand;
  if (store.trace() != nullptr && feed.map.has(store.trace()->id)) return RangeOf::photo;
  if (store.site() != nullptr && is_deformable(*store.site())) return RangeOf::small_maps;
  if (shows_rollout(store)) return RangeOf::rollout;
  if (look.same_scale) return RangeOf::all_heads;
  return of_overlay(feed) ? RangeOf::photo : RangeOf::one_head;
}

void fit_range(Feed& feed, Look& look) {
  const auto spread = of_chosen(feed);
  Scale fit;
  fit.quantity = quantity_key(look.quantity);
  if (spread) fit = fitted(fit, spread->low, spread->high);
  const bool there = look.fixed_range && look.low == fit.low && look.high == fit.high;
  look.fixed_range = spread && !there;
  if (!look.fixed_range) return;
  look.low = fit.low;
  look.high = fit.high;
}

Scale scale_of(Feed& feed, const ViewSet& alike, const Shown& own) {
  RowEnds ends;
  const TraceInfo* trace = feed.store().trace();
  const bool shared = feed.store().look().same_scale && trace != nullptr && alike.has(trace->id);
  for (std::size_t i = 0; shared && i < alike.results().size(); ++i) {
    if (const auto* map = std::get_if<SplatResult>(alike.results()[i].get())) ends.add(map->plane);
  }
  Spread spread = ends.known() ? ends.spread() : Spread::between(own.low, own.high);
  spread.low = std::min(spread.low, own.low);
  spread.high = std::max(spread.high, own.high);
  return ranged(feed, ends.known() ? Spread::between(spread.low, spread.high) : spread, own.cells);
}

}  // namespace headlight::ui
