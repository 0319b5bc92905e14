#include "ui/panels/joined_words.h"

#include <QCoreApplication>
#include <utility>

#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

struct JoinedWords {
  Q_DECLARE_TR_FUNCTIONS(Scene)
};

// Words are joined from a map that is held whole; lengths have no sum.
bool joins_words(const Store& store) {
  return store.look().merge_words && store.look().quantity != Quantity::contribution && holds_whole(*store.trace(), *store.site());
}

}  // namespace

SideOptions side_options(const Store& store, bool as_query) {
  SideOptions options;
  const SiteInfo& site = *store.site();
  const Axis& axis = as_query ? query_axis(*store.trace(), site) : key_axis(*store.trace(), site);
  options.written = as_query && !axis.writes.empty() && site.kind == SiteKind::cross;
  options.merge_words = joins_words(store);
  return options;
}

bool merges_words(const Store& store) {
  return store.site() != nullptr && joins_words(store) && query_axis(*store.trace(), *store.site()).kind == AxisKind::tokens;
}

QString why_no_joined_words(const Store& store) {
  const bool words = store.site() != nullptr && query_axis(*store.trace(), *store.site()).kind == AxisKind::tokens;
  return !words || holds_whole(*store.trace(), *store.site()) ? QString() : JoinedWords::tr("Subwords are joined in maps of up to %1 × %1").arg(kWholeEdge);
}

Side query_side(const Store& store) {
  if (between_objects(store) && !store.look().all_queries) return object_side(store);
  return side_of(query_axis(*store.trace(), *store.site()), side_options(store, true));
}

Side key_side(const Store& store) {
  if (between_objects(store) && !store.look().all_queries) return object_side(store);
  return side_of(key_axis(*store.trace(), *store.site()), side_options(store, false));
}

std::vector<bool> special_queries(const Store& store) {
  const Axis& axis = query_axis(*store.trace(), *store.site());
  std::vector<bool> special(std::size_t(axis.size()), false);
  const Side side = side_of(axis, side_options(store, true));
  for (std::size_t i = 0; i < side.positions.size(); ++i) {
    for (const std::int64_t position : side.positions[i]) special[std::size_t(position)] = side.special[i] != 0;
  }
  return special;
}

QString size_words(const Store& store) {
  const bool words = merges_words(store);  // else the sides of a long text are not made for this
  const auto rows = words ? query_side(store).size() : query_axis(*store.trace(), *store.site()).size();
  const auto columns = words ? key_side(store).size() : key_axis(*store.trace(), *store.site()).size();
  return QStringLiteral("%1 × %2").arg(format_count(rows), format_count(columns));
}

Side entry_of(const Side& side, std::int64_t entry) {
  Side out;
  out.labels = {side.label(entry)};
  out.positions = {side.positions.at(std::size_t(entry))};
  out.special = {side.special.at(std::size_t(entry))};
  return out;
}

const Plane* word_map(const Feed& feed) {
  const Store& store = feed.store();
  if (map_kind(store.look()) != MapKind::score) return linked_map(feed);
  if (store.site() == nullptr || !feed.scores.has(store.trace()->id)) return nullptr;
  const auto* request = std::get_if<TileRequest>(&feed.scores.shown()->view);
  const auto* scores = feed.scores.get<TileResult>();
  const bool current = request->site == store.site()->id && request->head == store.selection().head;
  return scores == nullptr || !current ? nullptr : &scores->plane;
}

Plane words_of(const Store& store, const Plane& map, const Side& queries, const Side& keys) {
  return map_kind(store.look()) == MapKind::score ? merged_scores(map, queries, keys) : merged(map, queries, keys);
}

std::optional<ChosenWords> chosen_words(const Feed& feed) {
  const Store& store = feed.store();
  if (!merges_words(store)) return std::nullopt;
  ChosenWords words{word_map(feed), query_side(store), key_side(store)};
  words.query = words.queries.find(store.selection().query);
  words.key = words.keys.find(store.selection().key);
  return words.map == nullptr || words.query < 0 ? std::nullopt : std::optional(std::move(words));
}

Plane word_row(const Store& store, const ChosenWords& words) { return words_of(store, *words.map, entry_of(words.queries, words.query), words.keys); }

std::optional<double> word_value(const Feed& feed) {
  const auto words = chosen_words(feed);
  if (!words || words->key < 0) return std::nullopt;
  const bool joined = words->queries.positions[std::size_t(words->query)].size() > 1 || words->keys.positions[std::size_t(words->key)].size() > 1;
  if (!joined) return std::nullopt;
  return double(words_of(feed.store(), *words->map, entry_of(words->queries, words->query), entry_of(words->keys, words->key)).at(0, 0));
}

QString word_text(const Store& store, std::int64_t position, bool as_query) {
  if (!merges_words(store) || position < 0) return position_text(store, position, as_query);
  const Side side = as_query ? query_side(store) : key_side(store);
  return side.label(side.find(position));
}

}  // namespace headlight::ui
