#include "ui/studio/compare/compare_model.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/api/budget.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/studio/common/splats.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kLargest = 256;      // rows and columns compared cell by cell
constexpr std::size_t kGroups = 6, kMostPairs = 256;  // heads whose pairs are all asked for
constexpr std::int64_t kMostRows = 1024;    // of B, to choose from
constexpr std::size_t kMostSplats = 64;                // heads whose maps over the picture are all compared here

const SiteInfo* site_at(const TraceInfo& trace, const std::string& stream, int layer) {
  Selection wanted;
  wanted.stream = stream;
  wanted.layer = layer;
  return selected_site(trace, wanted);
}

TileRequest whole(const TraceInfo& trace, const SiteInfo& site, int head, Quantity quantity) {
  const std::int64_t rows = query_axis(trace, site).size(), columns = key_axis(trace, site).size();
  return {site.id, {HeadChoice::Mode::one, head}, quantity, {0, rows, 0, columns}, rows, columns, Pooling::mean};
}

std::vector<QString> labels_of(const Axis& axis, bool written) {
  SideOptions options;
  options.written = written && !axis.writes.empty();
  return side_of(axis, options).labels;
}

// The rows of both, named; what only one has is marked.
Side common_side(const Axis& axis, const std::vector<QString>& a, const std::vector<QString>& b, const std::vector<Aligned>& alignment) {
  Side side = side_of(axis, {});
  const std::vector<std::uint8_t> special = side.special;
  side.labels.clear();
  side.positions.clear();
  side.special.clear();
  for (const Aligned& at : alignment) {
    side.labels.push_back(at.a < 0 ? QStringLiteral("+ ") + b[std::size_t(at.b)] : at.b < 0 ? QStringLiteral("− ") + a[std::size_t(at.a)] : a[std::size_t(at.a)]);
    side.positions.push_back({at.a >= 0 ? at.a : std::int64_t(a.size()) + at.b});
    side.special.push_back(at.a >= 0 && std::size_t(at.a) < special.size() ? special[std::size_t(at.a)] : 0);
  }
  return side;
}

std::vector<Aligned> same(std::int64_t size) {
  std::vector<Aligned> all;
  for (std::int64_t i = 0; i < size; ++i) all.push_back({i, i});
  return all;
}

// Which positions of two runs are compared, into `out`; the words for why none are.
QString paired(const Axis& a, const Axis& b, bool written, std::int64_t most, std::vector<Aligned>& out) {
  const auto names_a = labels_of(a, written), names_b = labels_of(b, written);
  out = same(std::ssize(names_a));
  if (names_a == names_b) return {};
  if (a.kind != AxisKind::tokens || b.kind != AxisKind::tokens) return CompareModel::tr("The pictures are cut into other patches: their maps have no common cells.");
  const std::int64_t longer = std::max(std::ssize(names_a), std::ssize(names_b));
  if (longer > most) return CompareModel::tr("Texts of this length are compared head by head only where their tokens are the same.");
  out = align(names_a, names_b);
  const auto both = std::ranges::count_if(out, [](const Aligned& at) { return at.a >= 0 && at.b >= 0; });
  if (both * 2 >= longer) return {};
  return CompareModel::tr("Only %1 of %2 tokens are in both texts: too few to say how far a head changed.").arg(both).arg(longer);
}

Plane row_of(const Plane& whole, std::int64_t row) {
  Plane out;
  out.rows = 1;
  out.columns = whole.columns;
  const auto first = whole.values.begin() + row * whole.columns;
  out.values.assign(first, first + whole.columns);
  const auto [low, high] = std::ranges::minmax(out.values);
  out.low = low;
  out.high = high;
  return out;
}

}  // namespace

QString CompareModel::Place::row_name() const { return site == nullptr || row < 0 ? QString() : row_of_side(row, row_side()); }

Side CompareModel::Place::row_side() const {
  const Axis& axis = query_axis(*run->trace, *site);
  return side_of(axis, {.written = site->kind == SiteKind::cross && !axis.writes.empty()});
}

QString CompareModel::Place::row_of_side(std::int64_t at, const Side& side) const {
  if (const auto object = object_of_row(*run->trace, *site, at); object >= 0) return object_text(*run->trace, object);
  return side.kind == AxisKind::tokens ? QStringLiteral("%1 · %2").arg(isolated(side.label(at))).arg(at) : side.label(at);
}

QString CompareModel::Place::name() const { return site == nullptr ? QString() : QStringLiteral("%1.%2").arg(site->layer).arg(head); }

CompareModel::CompareModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      shapes_(context.store, this),
      tile_a_(context.client, "studio.compare.a", this),
      tile_b_(context.client, "studio.compare.b", this),
      like_(context.client, "studio.compare.like", this),
      pairs_(context.client, "studio.compare.pairs", this),
      splats_(context.client, "studio.compare.splats", this),
      changes_(context.client, "studio.compare.between", this),
      beside_(context, this) {
  connect(&beside_, &BesideRun::arrived, this, &CompareModel::set_b_run);
  connect(&changes_, &HeadChanges::changed, this, &CompareModel::take_likeness);
  connect(&shapes_, &SiteShapes::changed, this, &CompareModel::forget);
  connect(&splats_, &ViewSet::changed, this, &CompareModel::take_likeness);
  for (ViewLoader* loader : {&tile_a_, &tile_b_}) connect(loader, &ViewLoader::changed, this, &CompareModel::take_maps);
  for (ViewLoader* loader : {&like_, &pairs_}) connect(loader, &ViewLoader::changed, this, &CompareModel::take_likeness);
}

CompareModel::Place CompareModel::a() const {
  const Store& store = context_.store;
  return {store.run(), store.site(), store.selection().head.head, by_rows() ? store.selection().query : -1};
}

CompareModel::Place CompareModel::b() const {
  const Store& store = context_.store;
  const Place first = a();
  if (first.site == nullptr) return {};
  const Counterpart& wanted = store.studio().b;
  Place out{store.run(), nullptr, wanted.head, -1};
  for (const Run& run : store.runs()) {
    if (run.number == wanted.run) out.run = &run;
  }
  const bool other = out.run != first.run;
  int layer = wanted.layer >= 0 ? wanted.layer : first.site->layer;
  if (wanted.layer < 0) out.head = other ? first.head : order_.empty() ? (first.head + 1) % std::max(1, first.site->heads) : heads_[order_.front()].head.head;
  if (wanted.layer < 0 && !other && !order_.empty()) layer = heads_[order_.front()].head.layer;
  layer = std::clamp(layer, 0, std::max(0, layers_of(*out.run->trace, first.site->stream) - 1));
  out.site = site_at(*out.run->trace, first.site->stream, layer);
  if (out.site == nullptr) return out;
  out.head = std::clamp(out.head, 0, out.site->heads - 1);
  if (by_rows()) out.row = std::min(wanted.query, query_axis(*out.run->trace, *out.site).size() - 1);
  return out;
}

void CompareModel::set_b(int layer, int head) {
  Studio next = context_.store.studio();
  next.b.layer = layer;
  next.b.head = head;
  context_.store.set_studio(std::move(next));
}

void CompareModel::set_b_beside_a(int layer, int head) {
  Studio next = context_.store.studio();
  next.b = {-1, layer, head, next.b.query};
  context_.store.set_studio(std::move(next));
}

void CompareModel::set_b_run(std::int64_t run) {
  Studio next = context_.store.studio();
  const bool own = context_.store.run() != nullptr && run == context_.store.run()->number;
  next.b = {own ? -1 : run, -1, 0, next.b.query};
  context_.store.set_studio(std::move(next));
}

void CompareModel::set_b_query(std::int64_t query) {
  const Place first = a();
  Studio next = context_.store.studio();
  next.b.query = query;
  if (query >= 0 && next.b.layer < 0 && first.site != nullptr) {  // of the same head, unless another is chosen
    next.b.layer = first.site->layer;
    next.b.head = first.head;
  }
  context_.store.set_studio(std::move(next));
}

std::vector<QString> CompareModel::rows_of_b() const {
  const Place second = b();
  if (second.site == nullptr || query_axis(*second.run->trace, *second.site).size() > kMostRows) return {};
  std::vector<QString> names;
  const std::int64_t rows = query_axis(*second.run->trace, *second.site).size();
  const Side side = second.row_side();
  for (std::int64_t row = 0; row < rows; ++row) names.push_back(second.row_of_side(row, side));
  return names;
}

void CompareModel::choose(const HeadPlace& head) {
  if (!between()) return set_b_beside_a(head.layer, head.head);
  Studio next = context_.store.studio();
  next.b.layer = -1;
  Selection selection = context_.store.selection();
  selection.layer = head.layer;
  selection.head = {HeadChoice::Mode::one, head.head};
  context_.store.set_both(std::move(selection), std::move(next));
}

void CompareModel::swap() {
  const Place first = a(), second = b();
  if (first.site == nullptr || second.site == nullptr) return;
  Studio next = context_.store.studio();
  next.b = {first.run == second.run ? -1 : first.run->number, first.site->layer, first.head, first.row};
  if (first.run != second.run) next.question = {};
  Selection selection = context_.store.selection();
  selection.stream = second.site->stream;
  selection.layer = second.site->layer;
  selection.head = {HeadChoice::Mode::one, second.head};
  if (second.row >= 0) selection.query = second.row;
  context_.store.show_together(second.run->number, std::move(selection), std::move(next));
}

void CompareModel::retry() {
  for (ViewLoader* loader : {&tile_a_, &tile_b_, &like_, &pairs_}) loader->clear();
  splats_.clear();
  changes_.clear();
  refresh();
}

bool CompareModel::rolled() const {
  const Place first = a(), second = b();
  return context_.store.look().rollout && first.site != nullptr && second.site != nullptr && rolls_out(*first.run->trace, *first.site) && rolls_out(*second.run->trace, *second.site);
}

QString CompareModel::map_name(const Place& place) const {
  if (!rolled() || place.site == nullptr) return place.name();
  return place.site->layer == 0 ? tr("rollout of layer 0") : tr("rollout of layers 0–%1").arg(place.site->layer);
}

bool CompareModel::sampled() const { return context_.store.site() != nullptr && is_deformable(*context_.store.site()); }

void CompareModel::forget() {
  maps_.reset();
  heads_.clear();
  order_.clear();
  Q_EMIT changed();
}

void CompareModel::refresh() {
  const Place first = a();
  if (first.site == nullptr) return forget();
  ask_between(first);
  if (!between()) ask_likeness(first);
  if (std::exchange(listed_between_, between()) != between()) {  // the list was of the other kind
    heads_.clear();
    order_.clear();
    return take_likeness();
  }
  ask();
}

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
  const std::int64_t most = std::min(kLargest, whole_up_to(of_a, first.site->stream));
  for (const bool rows : {true, false}) {
    const auto axis = [rows](const Place& place) -> const Axis& { return rows ? query_axis(*place.run->trace, *place.site) : key_axis(*place.run->trace, *place.site); };
    QString why = paired(axis(first), axis(second), rows && first.site->kind == SiteKind::cross, most, rows ? runs.queries : runs.keys);
    if (!why.isEmpty()) return cannot(std::move(why));
  }
  if (is_identity(runs.queries) && is_identity(runs.keys)) runs.queries = runs.keys = {};  // whole maps, pooled where they are large
  return true;
}

// The chosen object; in another run the one at the same place of the picture, without one the mean over all of both.
std::vector<std::int64_t> CompareModel::rows_of(const Place& place) const {
  const std::vector<std::int64_t> own = sampled_rows(context_.feed);
  const Place first = a(), second = b();
  if (place.row >= 0 && place.row == second.row) return {place.row};  // also where it is A's
  if (own.empty() || second.site == nullptr || second.run == first.run) return own;
  if (!reads_objects(*first.run->trace, *first.site)) {
    const bool alike = query_axis(*first.run->trace, *first.site).size() == query_axis(*second.run->trace, *second.site).size();
    return alike ? own : std::vector<std::int64_t>();
  }
  const std::int64_t there = same_object(*first.run->trace, own.front(), *second.run->trace);
  if (there < 0) return {};
  return place.run == first.run ? own : std::vector{there};
}

ViewRequest CompareModel::map_request(const Place& place) const {
  const TraceInfo& trace = *place.run->trace;
  if (is_deformable(*place.site)) return splat_request(trace, *place.site, {HeadChoice::Mode::one, place.head}, rows_of(place), fine_splat);
  if (rolled()) return rollout_of(trace, *place.site, {});
  if (place.row >= 0) {
    const std::int64_t columns = key_axis(trace, *place.site).size();
    return TileRequest{place.site->id, {HeadChoice::Mode::one, place.head}, context_.store.look().quantity, {place.row, place.row + 1, 0, columns}, 1, columns, Pooling::mean};
  }
  return whole(trace, *place.site, place.head, context_.store.look().quantity);
}

void CompareModel::ask() {
  const Place first = a(), second = b();
  problem_.clear();
  if (second.site == nullptr) problem_ = tr("The other run has no attention of this kind.");
  if (second.site != nullptr && is_deformable(*second.site) != is_deformable(*first.site)) problem_ = tr("Sampling points and weights of keys have no common map.");
  const auto long_one = [](const Place& place) {
    return (place.row < 0 && query_axis(*place.run->trace, *place.site).size() > kLargest) || key_axis(*place.run->trace, *place.site).size() > kLargest;
  };
  if (problem_.isEmpty() && by_rows() && first.row < 0) problem_ = tr("Choose a query: its row is compared with that of B.");
  if (problem_.isEmpty() && !sampled() && (long_one(first) || long_one(second))) problem_ = tr("Maps are compared cell by cell up to %1 positions a side; the lists below are of the whole text.").arg(kLargest);
  if (!problem_.isEmpty()) {
    maps_.reset();
    return Q_EMIT changed();
  }
  tile_a_.request(first.run->trace->id, map_request(first));
  tile_b_.request(second.run->trace->id, map_request(second));
  take_maps();
}

void CompareModel::take_maps() {
  const Place first = a(), second = b();
  if (first.site == nullptr || second.site == nullptr || !problem_.isEmpty()) return Q_EMIT changed();
  const auto got = [&](const ViewLoader& loader, const Place& place) -> const Plane* {
    if (!loader.has(place.run->trace->id) || loader.shown()->view != map_request(place)) return nullptr;
    if (const auto* splat = loader.get<SplatResult>()) return &splat->plane;
    if (const auto* rollout = loader.get<RolloutResult>()) return &rollout->plane;
    const auto* tile = loader.get<TileResult>();
    return tile == nullptr ? nullptr : &tile->plane;
  };
  const Plane *of_a = got(tile_a_, first), *of_b = got(tile_b_, second);
  if (of_a == nullptr || of_b == nullptr) return Q_EMIT changed();  // the earlier maps stay
  Maps next;
  next.a = *of_a;
  next.b = *of_b;
  if (sampled()) take_sampled(next, first, second);
  else take_dense(next, first, second);
  if (problem_.isEmpty()) maps_ = std::move(next);
  else maps_.reset();
  Q_EMIT changed();
}

void CompareModel::take_dense(Maps& next, const Place& first, const Place& second) const {
  const TraceInfo &of_a = *first.run->trace, &of_b = *second.run->trace;
  const Axis &rows_a = query_axis(of_a, *first.site), &rows_b = query_axis(of_b, *second.site), &keys_a = key_axis(of_a, *first.site), &keys_b = key_axis(of_b, *second.site);
  const bool written = first.site->kind == SiteKind::cross;
  const auto aligned = [](const std::vector<QString>& x, const std::vector<QString>& y) { return x == y ? same(std::ssize(x)) : align(x, y); };
  const auto ra = labels_of(rows_a, written), rb = labels_of(rows_b, written), ka = labels_of(keys_a, false), kb = labels_of(keys_b, false);
  const bool one = first.row >= 0 && second.row >= 0;
  const auto rows = one ? same(1) : aligned(ra, rb), columns = aligned(ka, kb);
  if (one && rolled()) {
    next.a = row_of(next.a, first.row);
    next.b = row_of(next.b, second.row);
  }
  next.a = spread(next.a, rows, columns, true);
  next.b = spread(next.b, rows, columns, false);
  next.difference = difference(next.a, next.b);
  next.queries = one ? side_of(rows_a, {}) : common_side(rows_a, ra, rb, rows);
  if (one) {
    const auto word = [](const Place& place) { return place.row_name().section(QStringLiteral(" · "), 0, 0); };  // the titles have the positions
    const QString both = word(first) == word(second) ? word(first) : word(first) + QStringLiteral(" | ") + word(second);
    next.queries.labels = {both};
    next.queries.positions = {{first.row}};
    next.queries.special = {0};
  }
  next.keys = common_side(keys_a, ka, kb, columns);
  next.a_queries = rows_a.size();
  next.a_keys = keys_a.size();
  next.aligned = !is_identity(rows) || !is_identity(columns);
  next.whole = whole_difference(next.a, next.b);
  const bool on_one_grid = keys_a.kind == AxisKind::patches && keys_b.kind == AxisKind::patches && keys_a.grid == keys_b.grid && !next.aligned;
  if (one && on_one_grid && image_size(of_a, {}) == image_size(of_b, {})) lay_on_picture(next, keys_a);
}

void CompareModel::lay_on_picture(Maps& next, const Axis& keys) {
  for (Plane* plane : {&next.a, &next.b, &next.difference}) {
    next.pictures.push_back(row_on_picture(keys, plane->values));
    *plane = next.pictures.back().map;
    next.pictures.back().leading.clear();  // class tokens lie on no patch
    next.pictures.back().trailing.clear();
  }
}

void CompareModel::take_sampled(Maps& next, const Place& first, const Place& second) {
  const bool one_size = image_size(*first.run->trace, {}) == image_size(*second.run->trace, {});
  if (next.a.rows != next.b.rows || next.a.columns != next.b.columns || !one_size) {
    problem_ = tr("The two pictures differ in size: their maps have no common cells.");
    return;
  }
  next.difference = difference(next.a, next.b);
  next.whole = whole_difference(as_row(next.a), as_row(next.b));
  next.pictures.assign(3, on_picture(context_.store, *first.site, next.a, rows_of(first)));
  next.whose = next.pictures.front().query_label;
  if (first.run != second.run) {
    const auto there = rows_of(second);
    next.pictures[1].box.reset();
    if (!there.empty() && reads_objects(*second.run->trace, *second.site)) next.pictures[1].box = object_words(*second.run->trace, there.front()).box;
  }
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

const std::optional<Error>& CompareModel::error() const { return tile_a_.error() ? tile_a_.error() : tile_b_.error(); }

const std::optional<Error>& CompareModel::likeness_error() const {
  if (between()) return changes_.error();
  if (splats_.error()) return splats_.error();
  return like_.error() ? like_.error() : pairs_.error();
}

}  // namespace headlight::ui
