#include "ui/state/feed.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/api/budget.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kThumbnailEdge = 64;
constexpr std::int64_t kMostCells = 512;   // a side, asked for before the matrix knows its size
constexpr std::int64_t kAtOnce = std::int64_t{1} << 26;  // cells that are read while somebody waits for the next picture
constexpr int kRestMs = 250;  // without a new tile, before the exact one is made
constexpr std::int64_t kStrongest = 200;
constexpr double kNothing = 2;  // above every weight
constexpr std::int64_t kLayerPoints = 20000;  // of a whole layer, the heaviest: as many as a figure has
constexpr double kSplatEdge = 16, kMapEdge = 64;

std::vector<std::int64_t> special_keys(const Axis& axis) {
  std::vector<std::int64_t> keys;
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    if (is_special(axis, i)) keys.push_back(i);
  }
  return keys;
}

// Rows and columns of a grid in the proportions of the model's input.
std::pair<std::int64_t, std::int64_t> grid_of(const Axis& axis, double edge) {
  const double rows = axis.input[0] > 0 ? double(axis.input[0]) : 1, columns = axis.input[1] > 0 ? double(axis.input[1]) : 1;
  const double most = std::max(rows, columns);
  return {std::max<std::int64_t>(1, std::int64_t(edge * rows / most + 0.5)), std::max<std::int64_t>(1, std::int64_t(edge * columns / most + 0.5))};
}

// The least power of two of which `cells` cover `size` positions.
std::int64_t bin_for(std::int64_t size, std::int64_t cells) {
  std::int64_t bin = 1;
  while ((size + bin - 1) / bin > cells) bin *= 2;
  return bin;
}

// Cells of one size, as a pyramid has them, over at least what was asked for.
void align(TileRequest& request, std::int64_t queries, std::int64_t keys) {
  auto& e = request.extent;
  request.bin = std::max(bin_for(e.rows(), request.out_rows), bin_for(e.columns(), request.out_columns));
  const std::int64_t bin = request.bin;
  const auto up = [bin](std::int64_t at, std::int64_t size) { return std::min(size, (at + bin - 1) / bin * bin); };
  e = {e.row0 / bin * bin, up(e.row1, queries), e.column0 / bin * bin, up(e.column1, keys)};
  request.out_rows = (e.rows() + bin - 1) / bin;
  request.out_columns = (e.columns() + bin - 1) / bin;
}

MapChoice map_of(const TileRequest& request) { return {request.site, request.head, request.quantity, request.pooling}; }

Extent fitted(Extent extent, std::int64_t rows, std::int64_t columns) {
  extent.row0 = std::clamp<std::int64_t>(extent.row0, 0, rows);
  extent.row1 = std::clamp<std::int64_t>(extent.row1, extent.row0, rows);
  extent.column0 = std::clamp<std::int64_t>(extent.column0, 0, columns);
  extent.column1 = std::clamp<std::int64_t>(extent.column1, extent.column0, columns);
  const bool empty = extent.rows() == 0 || extent.columns() == 0;
  return empty ? Extent{0, rows, 0, columns} : extent;
}

}  // namespace

Feed::Feed(Store& store, SessionClient& client, QObject* parent)
    : QObject(parent),
      heads(client, "view.heads", this),
      statistics(client, "view.statistics", this),
      tile(client, "view.tile", this),
      exact_tile(client, "view.exact_tile", this),
      row(client, "view.row", this),
      rollout(client, "view.rollout", this),
      whole(client, "view.whole", this),
      scores(client, "view.scores", this),
      edges(client, "view.edges", this),
      cell(client, "view.cell", this),
      pointed(client, "view.pointed", this),
      points(client, "view.points", this),
      layer(client, "view.layer", this),
      objects(client, "view.objects", this),
      map(client, "view.map", this),
      beside(client, "view.beside", this),
      links(client, "view.links", this),
      splats(client, "view.splats", this),
      maps(client, "view.maps", this),
      film(client, "view.film", this),
      run_maps(store, heads, splats, this),
      store_(store),
      client_(client) {
  rest_.setSingleShot(true);
  rest_.setInterval(kRestMs);
  connect(&rest_, &QTimer::timeout, this, &Feed::settle);
  connect(&tile, &ViewLoader::changed, this, [this] {
    const auto* shown = tile.get<TileResult>();
    shown != nullptr && shown->every > 1 ? rest_.start() : rest_.stop();
  });
  connect(&store_, &Store::view_changed, this, &Feed::refresh);
  connect(&store_, &Store::hover_changed, this, &Feed::refresh_pointed);
}

ViewRequest shown_row(const Store& store) {
  const SiteInfo& site = *store.site();
  const Selection& now = store.selection();
  if (shows_rollout(store)) return rollout_of(*store.trace(), site, {now.query});
  return LineRequest{site.id, now.head, store.look().quantity, now.query, false};
}

bool holds_whole(const TraceInfo& trace, const SiteInfo& site) {
  return !is_deformable(site) && query_axis(trace, site).size() <= kWholeEdge && key_axis(trace, site).size() <= kWholeEdge;
}

bool Feed::has_whole() const {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  return trace != nullptr && site != nullptr && holds_whole(*trace, *site);
}

void Feed::refresh_whole(const TraceInfo& trace, const SiteInfo& site) {
  const bool joins_scores = store_.look().merge_words && map_kind(store_.look()) == MapKind::score;
  if (!has_whole() || !joins_scores) scores.clear();
  if (!has_whole()) return whole.clear();
  const std::int64_t rows = query_axis(trace, site).size(), columns = key_axis(trace, site).size();
  TileRequest request{site.id, store_.selection().head, Quantity::weight, {0, rows, 0, columns}, rows, columns,
                      Pooling::mean};
  whole.request(trace.id, request);
  if (!joins_scores) return;
  request.quantity = Quantity::score;
  scores.request(trace.id, request);
}

void Feed::refresh() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  const bool sampled = site != nullptr && is_deformable(*site);
  if (site == nullptr || sampled) {
    if (site == nullptr) statistics.clear();
    for (ViewLoader* loader : {&heads, &tile, &exact_tile, &row, &rollout, &whole, &scores, &edges, &cell, &pointed}) loader->clear();
  }
  if (site == nullptr || !sampled) splats.clear();
  if (site == nullptr) {
    for (ViewLoader* loader : {&points, &layer, &objects, &map, &beside, &links}) loader->clear();
    maps.clear();
    return film.clear();
  }
  if (sampled) {
    statistics.request(trace->id, StatisticsRequest{site->stream});
    splats.request(trace->id, splats_of(*trace, *site, kSplatEdge));
  } else {
    refresh_dense(*trace, *site);
  }
  refresh_sampled(*trace);
  refresh_photo(*trace);
}

void Feed::refresh_dense(const TraceInfo& trace, const SiteInfo& site) {
  const Selection& now = store_.selection();
  const Quantity quantity = store_.look().quantity;
  heads.request(trace.id, HeadsRequest{now.stream, quantity, kThumbnailEdge, Pooling::max, most_exact_cells});
  refresh_tile();
  if (now.query >= 0) row.request(trace.id, shown_row(store_));
  if (shows_rollout(store_)) rollout.request(trace.id, rollout_of(trace, site, {}));
  else rollout.clear();
  refresh_whole(trace, site);
  EdgesRequest strongest;
  strongest.site = site.id;
  strongest.heads = {now.head};
  strongest.top_k = 1;
  strongest.without_keys = special_keys(key_axis(trace, site));
  strongest.at_most = kStrongest;
  if (now.query >= 0 && now.key >= 0) cell.request(trace.id, CellRequest{site.id, now.head, now.query, now.key});
  statistics.request(trace.id, StatisticsRequest{now.stream, most_exact_cells});
  edges.request(trace.id, strongest);  // last: of a long text the longest
  refresh_pointed();
  if (now.query < 0) row.clear();
  if (now.query < 0 || now.key < 0) cell.clear();
}

const SiteInfo* Feed::sampled_site() const {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  return trace == nullptr || site == nullptr ? nullptr : points_site(*trace, store_.selection());
}

std::int64_t Feed::sampled_query() const {
  const SiteInfo* site = sampled_site();
  if (site == nullptr) return -1;
  return reads_objects(*store_.trace(), *site) ? store_.selection().detection : store_.selection().query;
}

// Of the heads, levels and weights that are ticked; of no query yet.
PointsRequest Feed::filtered_points(const SiteInfo& site) const {
  const Look& look = store_.look();
  PointsRequest request;
  request.site = site.id;
  request.threshold = look.least_weight;
  for (int head = 0; head < site.heads; ++head) {
    if (head >= 64 || (look.hidden_heads >> head & 1U) == 0) request.heads.push_back(head);
  }
  for (int level = 0; level < int(site.levels.size()); ++level) {
    if ((look.hidden_levels >> level & 1U) == 0) request.levels.push_back(level);
  }
  if (request.heads.empty() || request.levels.empty()) request.threshold = kNothing;  // empty lists would mean all
  return request;
}

void Feed::refresh_sampled(const TraceInfo& trace) {
  const SiteInfo* site = sampled_site();
  const std::int64_t query = sampled_query();
  if (site != nullptr && query >= 0) {
    PointsRequest request = filtered_points(*site);
    request.queries = {query};
    points.request(trace.id, request);
  } else {
    points.clear();
  }
  refresh_layer(trace);
  refresh_film(trace);
  const auto shown = shown_objects(trace, store_.look());
  if (site == nullptr || !reads_objects(trace, *site) || shown.empty()) return objects.clear();
  PointsRequest shares;
  shares.site = site->id;
  for (const Detection& object : shown) shares.queries.push_back(object.query);
  shares.threshold = kNothing;  // the shares alone
  objects.request(trace.id, shares);
}

// While the points of the whole layer lie on the photo; where the other queries are listed, their places.
void Feed::refresh_layer(const TraceInfo& trace) {
  const SiteInfo* site = sampled_site();
  const Look& look = store_.look();
  const bool places = look.all_queries && site != nullptr && reads_objects(trace, *site);
  const bool on_photo = shown_photo(trace, store_.selection(), look.photo) == Photo::points;
  if (site == nullptr || !on_photo || (!look.whole_layer && !places)) return layer.clear();
  PointsRequest request = filtered_points(*site);
  if (!look.whole_layer) request.threshold = kNothing;
  request.queries.resize(std::size_t(query_axis(trace, *site).size()));
  std::iota(request.queries.begin(), request.queries.end(), 0);
  request.at_most = kLayerPoints;
  layer.request(trace.id, request);
}

void Feed::refresh_film(const TraceInfo& trace) {
  std::vector<ViewRequest> layers;
  for (const SiteInfo* each : sites_of(trace, object_stream(trace, store_.selection().stream))) {
    PointsRequest of;  // all points: each layer's share is counted in the box that it ended with
    of.site = each->id;
    of.queries = {store_.selection().detection};
    if (store_.selection().detection >= 0) layers.emplace_back(of);
  }
  film.request(trace.id, std::move(layers));
}

// The map and the links that lie on the photo; asked for only while they do.
void Feed::refresh_photo(const TraceInfo& trace) {
  const Selection& now = store_.selection();
  const Photo photo = shown_photo(trace, now, store_.look().photo);
  const SiteInfo* site = points_site(trace, now);
  const auto sampled = [&](ViewLoader& loader, bool shown, double edge) {
    if (!shown || site == nullptr || sampled_query() < 0) return loader.clear();
    SplatRequest request{site->id, now.head, {sampled_query()}, 0, 0};
    std::tie(request.rows, request.columns) = grid_of(key_axis(trace, *site), edge);
    loader.request(trace.id, request);
  };
  sampled(map, photo == Photo::map, kMapEdge);
  const Look& look = store_.look();
  const bool shared = photo == Photo::map && look.same_scale && !look.fixed_range;
  if (!shared || site == nullptr || sampled_query() < 0) maps.clear();
  else maps.request(trace.id, splats_of(trace, *site, kMapEdge));
  sampled(beside, store_.look().receptive, kMapEdge);  // as the map on the photo
  site = links_site(trace, now);
  if (photo != Photo::links || site == nullptr) return links.clear();
  const std::int64_t count = object_axis(trace)->size(), first = trace.row_of_query(*site, 0);
  const Extent objects{first, first + count, first, first + count};
  HeadChoice head = now.head;
  head.head = std::min(head.head, site->heads - 1);
  links.request(trace.id, TileRequest{site->id, head, Quantity::weight, objects, count, count, Pooling::mean});
}

// A grid of the picture's proportions for every head.
std::vector<ViewRequest> Feed::splats_of(const TraceInfo& trace, const SiteInfo& site, double edge) const {
  const std::int64_t query = sampled_query();
  std::vector<ViewRequest> maps;
  for (const SiteInfo* each : sites_of(trace, site.stream)) {
    for (int head = 0; head < each->heads && query >= 0; ++head) {
      SplatRequest request{each->id, {HeadChoice::Mode::one, head}, {query}, 0, 0};
      std::tie(request.rows, request.columns) = grid_of(key_axis(trace, site), edge);
      maps.emplace_back(request);
    }
  }
  return maps;
}

void Feed::show_tile(Extent extent, std::int64_t out_rows, std::int64_t out_columns) {
  wanted_ = extent;
  out_rows_ = out_rows;
  out_columns_ = out_columns;
  refresh_tile();
}

TileRequest Feed::wanted_tile(const TraceInfo& trace, const SiteInfo& site) const {
  const std::int64_t queries = query_axis(trace, site).size(), keys = key_axis(trace, site).size();
  const Extent extent = fitted(wanted_, queries, keys);
  TileRequest request;
  request.site = site.id;
  request.head = store_.selection().head;
  request.quantity = store_.look().quantity;
  request.extent = extent;
  request.out_rows = std::min(extent.rows(), out_rows_ > 0 ? out_rows_ : kMostCells);
  request.out_columns = std::min(extent.columns(), out_columns_ > 0 ? out_columns_ : kMostCells);
  request.pooling = Pooling::max;
  if (coarse_bin(queries, keys) > 1) align(request, queries, keys);
  return request;
}

void Feed::refresh_tile() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  if (trace == nullptr || site == nullptr || is_deformable(*site)) return;
  TileRequest request = wanted_tile(*trace, *site);
  const std::int64_t coarse = coarse_bin(query_axis(*trace, *site).size(), key_axis(*trace, *site).size());
  if (coarse > 1) {
    ask_pyramid(trace->id, map_of(request));
    if (!answered_by_pyramid(request, coarse)) request.cell_budget = kAtOnce;
  }
  tile.request(trace->id, request);
}

bool Feed::answered_by_pyramid(const TileRequest& request, std::int64_t coarse) const {
  return pyramid_.bin > 0 && request.bin >= coarse && pyramid_.map == map_of(request);
}

// In the background; a newer map takes the place of an older one.
void Feed::ask_pyramid(TraceId trace, const MapChoice& map) {
  if (pyramid_.trace == trace && pyramid_.map == map) return;
  pyramid_ = {trace, map};
  client_.submit({.slot = "pyramid",
                  .request = PyramidRequest{trace, map},
                  .receiver = this,
                  .done = [this, trace, map](Result<Reply> reply) {
                    if (pyramid_.trace != trace || pyramid_.map != map) return;
                    const auto* made = reply.ok() ? std::get_if<PyramidInfo>(&reply.value()) : nullptr;
                    pyramid_.failed = made == nullptr;
                    pyramid_.bin = made == nullptr ? 0 : made->bin;
                    made == nullptr ? settle() : refresh_tile();
                  },
                  .stopped = [this] { pyramid_ = {}; }});
}

// The exact tile in place of a sampled one that somebody still looks at, where no pyramid will bring it.
void Feed::settle() {
  const auto* shown = tile.get<TileResult>();
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  if (shown == nullptr || shown->every <= 1 || trace == nullptr || site == nullptr || is_deformable(*site)) return;
  const std::int64_t coarse = coarse_bin(query_axis(*trace, *site).size(), key_axis(*trace, *site).size());
  const TileRequest exact = wanted_tile(*trace, *site);
  if (exact.bin < coarse || pyramid_.failed) exact_tile.request(trace->id, exact);
}

const TileResult* Feed::best_tile() const {
  const auto* sampled = tile.get<TileResult>();
  const auto* exact = exact_tile.get<TileResult>();
  if (sampled == nullptr || sampled->every <= 1 || exact == nullptr) return sampled;
  auto same = std::get<TileRequest>(tile.shown()->view);
  same.cell_budget = 0;
  const auto& of = *exact_tile.shown();
  return of.trace == tile.shown()->trace && of.view == ViewRequest(same) ? exact : sampled;
}

void Feed::refresh_pointed() {
  const TraceInfo* trace = store_.trace();
  const SiteInfo* site = store_.site();
  const Hover& hover = store_.hovered();
  if (trace == nullptr || site == nullptr || is_deformable(*site) || hover.query < 0 || hover.key < 0) return pointed.clear();
  pointed.request(trace->id, CellRequest{site->id, store_.selection().head, hover.query, hover.key});
}

void Feed::retry() {
  for (ViewLoader* loader : {&heads, &statistics, &tile, &exact_tile, &row, &rollout, &whole, &scores, &edges, &cell, &pointed, &points, &layer, &objects, &map, &beside, &links}) {
    if (loader->error()) loader->clear();
  }
  for (ViewSet* set : {&splats, &maps, &film}) {
    if (set->error()) set->clear();
  }
  refresh();
}

}  // namespace headlight::ui
