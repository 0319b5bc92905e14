#include "ui/studio/compare/compare_model.h"

#include <algorithm>

#include "engine/api/budget.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kLargest = 256;      // rows and columns compared cell by cell
constexpr std::size_t kGroups = 6, kMostPairs = 256;  // heads whose pairs are all asked for

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

}  // namespace

QString CompareModel::Place::name() const { return site == nullptr ? QString() : QStringLiteral("%1.%2").arg(site->layer).arg(head); }

CompareModel::CompareModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      tile_a_(context.client, "studio.compare.a", this),
      tile_b_(context.client, "studio.compare.b", this),
      like_(context.client, "studio.compare.like", this),
      pairs_(context.client, "studio.compare.pairs", this) {
  for (ViewLoader* loader : {&tile_a_, &tile_b_}) connect(loader, &ViewLoader::changed, this, &CompareModel::take_maps);
  for (ViewLoader* loader : {&like_, &pairs_}) connect(loader, &ViewLoader::changed, this, &CompareModel::take_likeness);
}

CompareModel::Place CompareModel::a() const {
  const Store& store = context_.store;
  return {store.run(), store.site(), store.selection().head.head};
}

CompareModel::Place CompareModel::b() const {
  const Store& store = context_.store;
  const Place first = a();
  if (first.site == nullptr) return {};
  const Counterpart& wanted = store.studio().b;
  Place out{store.run(), nullptr, wanted.head};
  for (const Run& run : store.runs()) {
    if (run.number == wanted.run) out.run = &run;
  }
  const bool other = out.run != first.run;
  int layer = wanted.layer >= 0 ? wanted.layer : first.site->layer;
  if (wanted.layer < 0) out.head = other ? first.head : order_.empty() ? (first.head + 1) % std::max(1, first.site->heads) : heads_[order_.front()].head.head;
  if (wanted.layer < 0 && !other && !order_.empty()) layer = heads_[order_.front()].head.layer;
  layer = std::clamp(layer, 0, std::max(0, layers_of(*out.run->trace, first.site->stream) - 1));
  out.site = site_at(*out.run->trace, first.site->stream, layer);
  if (out.site != nullptr) out.head = std::clamp(out.head, 0, out.site->heads - 1);
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
  next.b = {-1, layer, head};
  context_.store.set_studio(std::move(next));
}

void CompareModel::set_b_run(std::int64_t run) {
  Studio next = context_.store.studio();
  const bool own = context_.store.run() != nullptr && run == context_.store.run()->number;
  next.b = {own ? -1 : run, -1, 0};
  context_.store.set_studio(std::move(next));
}

void CompareModel::swap() {
  const Place first = a(), second = b();
  if (first.site == nullptr || second.site == nullptr) return;
  const std::int64_t back = first.run == second.run ? -1 : first.run->number, there = second.run->number;
  const std::string stream = second.site->stream;
  const int layer = second.site->layer, head = second.head, old_layer = first.site->layer, old_head = first.head;
  if (first.run != second.run) context_.store.show_run(there);
  Studio next = context_.store.studio();
  next.b = {back, old_layer, old_head};
  context_.store.set_studio(std::move(next));
  Selection selection = context_.store.selection();
  selection.stream = stream;
  selection.layer = layer;
  selection.head = {HeadChoice::Mode::one, head};
  context_.store.select(selection);
}

void CompareModel::retry() {
  for (ViewLoader* loader : {&tile_a_, &tile_b_, &like_, &pairs_}) loader->clear();
  refresh();
}

void CompareModel::refresh() {
  const Place first = a();
  if (first.site == nullptr) {
    maps_.reset();
    heads_.clear();
    order_.clear();
    return Q_EMIT changed();
  }
  if (is_deformable(*first.site)) {
    problem_ = tr("This layer samples points of the picture and has no map of weights to subtract.");
    maps_.reset();
    heads_.clear();
    order_.clear();
    return Q_EMIT changed();
  }
  like_.request(first.run->trace->id, SimilarityRequest{first.site->stream, first.site->id, first.head, most_exact_cells});
  std::size_t heads = 0;
  for (const SiteInfo* each : sites_of(*first.run->trace, first.site->stream)) heads += std::size_t(each->heads);
  if (heads <= kMostPairs) pairs_.request(first.run->trace->id, SimilarityRequest{first.site->stream, -1, 0, most_exact_cells});
  else pairs_.clear();
  ask();
}

void CompareModel::ask() {
  const Place first = a(), second = b();
  problem_.clear();
  if (second.site == nullptr) problem_ = tr("The other run has no attention of this kind.");
  const auto long_one = [](const Place& place) {
    return query_axis(*place.run->trace, *place.site).size() > kLargest || key_axis(*place.run->trace, *place.site).size() > kLargest;
  };
  if (problem_.isEmpty() && (long_one(first) || long_one(second))) problem_ = tr("Maps are compared cell by cell up to %1 positions a side; the lists below are of the whole text.").arg(kLargest);
  if (!problem_.isEmpty()) {
    maps_.reset();
    return Q_EMIT changed();
  }
  const Quantity quantity = context_.store.look().quantity;
  tile_a_.request(first.run->trace->id, whole(*first.run->trace, *first.site, first.head, quantity));
  tile_b_.request(second.run->trace->id, whole(*second.run->trace, *second.site, second.head, quantity));
  take_maps();
}

void CompareModel::take_maps() {
  const Place first = a(), second = b();
  if (first.site == nullptr || second.site == nullptr || is_deformable(*first.site) || !problem_.isEmpty()) return Q_EMIT changed();
  const TraceInfo &of_a = *first.run->trace, &of_b = *second.run->trace;
  const Quantity quantity = context_.store.look().quantity;
  const auto got = [&](const ViewLoader& loader, const TraceInfo& trace, const Place& place) -> const TileResult* {
    const bool current = loader.has(trace.id) && loader.shown()->view == ViewRequest(whole(trace, *place.site, place.head, quantity));
    return current ? loader.get<TileResult>() : nullptr;
  };
  const TileResult *tile_a = got(tile_a_, of_a, first), *tile_b = got(tile_b_, of_b, second);
  if (tile_a == nullptr || tile_b == nullptr) return Q_EMIT changed();  // the earlier maps stay
  const Axis &rows_a = query_axis(of_a, *first.site), &rows_b = query_axis(of_b, *second.site), &keys_a = key_axis(of_a, *first.site), &keys_b = key_axis(of_b, *second.site);
  const bool written = first.site->kind == SiteKind::cross;
  const auto names = [](const Axis& axis, bool as_written) { return labels_of(axis, as_written); };
  const auto aligned = [](const std::vector<QString>& x, const std::vector<QString>& y) { return x == y ? same(std::ssize(x)) : align(x, y); };
  const auto ra = names(rows_a, written), rb = names(rows_b, written), ka = names(keys_a, false), kb = names(keys_b, false);
  const auto rows = aligned(ra, rb), columns = aligned(ka, kb);
  Maps next;
  next.a = spread(tile_a->plane, rows, columns, true);
  next.b = spread(tile_b->plane, rows, columns, false);
  next.difference = difference(next.a, next.b);
  next.queries = common_side(rows_a, ra, rb, rows);
  next.keys = common_side(keys_a, ka, kb, columns);
  next.a_queries = rows_a.size();
  next.a_keys = keys_a.size();
  next.aligned = !is_identity(rows) || !is_identity(columns);
  next.whole = whole_difference(next.a, next.b);
  maps_ = std::move(next);
  Q_EMIT changed();
}

void CompareModel::take_likeness() {
  const Place first = a();
  if (first.site == nullptr || !like_.has(first.run->trace->id)) return;
  const auto* result = like_.get<SimilarityResult>();
  const auto* request = std::get_if<SimilarityRequest>(&like_.shown()->view);
  if (result == nullptr || request->site != first.site->id || request->head != first.head) return;
  const auto* pairs = pairs_.has(first.run->trace->id) ? pairs_.get<SimilarityResult>() : nullptr;
  std::vector<int> groups;
  if (pairs != nullptr && pairs->heads.size() == result->heads.size()) groups = clusters(pairs->divergence, pairs->heads.size(), kGroups);
  heads_.clear();
  order_.clear();
  every_ = result->every;
  for (std::size_t i = 0; i < result->heads.size(); ++i) {
    heads_.push_back({result->heads[i], result->divergence[i], groups.empty() ? -1 : groups[i]});
    if (result->heads[i].site != first.site->id || result->heads[i].head != first.head) order_.push_back(i);
  }
  std::ranges::stable_sort(order_, {}, [this](std::size_t i) { return heads_[i].divergence; });
  ask();  // B may be the likest
}

const std::optional<Error>& CompareModel::error() const {
  for (const ViewLoader* loader : {&tile_a_, &tile_b_}) {
    if (loader->error()) return loader->error();
  }
  return like_.error();
}

}  // namespace headlight::ui
