#include "ui/studio/intervene/changed_maps.h"

#include <algorithm>
#include <numeric>

#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/splats.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kLargest = 256;  // rows and columns of maps that are subtracted

// The rows of both runs that are set beside each other: the chosen one, else those that `before` found. Each run's own
// detections would be means over two lists.
std::vector<std::int64_t> common_rows(const Feed& feed, const TraceInfo& before, const SiteInfo& site) {
  std::vector<std::int64_t> rows = sampled_rows(feed);
  if (!rows.empty() || !reads_objects(before, site)) return rows;
  for (const Detection& one : before.detections) rows.push_back(one.query);
  std::ranges::sort(rows);
  rows.erase(std::ranges::unique(rows).begin(), rows.end());
  if (!rows.empty()) return rows;
  rows.resize(std::size_t(query_axis(before, site).size()));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

}  // namespace

ChangedMaps::ChangedMaps(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      tile_before_(context.client, "studio.intervene.before", this),
      tile_after_(context.client, "studio.intervene.after", this),
      points_before_(context.client, "studio.intervene.points.before", this),
      points_after_(context.client, "studio.intervene.points.after", this),
      changes_(context.client, "studio.intervene", this) {
  connect(&changes_, &HeadChanges::changed, this, &ChangedMaps::take_changes);
  for (ViewLoader* loader : {&tile_before_, &tile_after_, &points_before_, &points_after_}) connect(loader, &ViewLoader::changed, this, &ChangedMaps::changed);
}

bool ChangedMaps::sampled() const { return context_.store.site() != nullptr && is_deformable(*context_.store.site()); }

void ChangedMaps::clear() {
  of_.reset();
  changes_.clear();
  for (ViewLoader* loader : {&tile_before_, &tile_after_, &points_before_, &points_after_}) loader->clear();
}

void ChangedMaps::request(const Ablation& result, const std::vector<Intervention>& made) {
  const SiteInfo* site = context_.store.site();
  if (site == nullptr) return;
  of_ = result;
  made_ = made;
  ask(*site);
}

void ChangedMaps::ask(const SiteInfo& site) {
  ask_changes(site);
  if (sampled()) return ask_sampled(site);
  for (ViewLoader* loader : {&points_before_, &points_after_}) loader->clear();
  ask_dense();
}

void ChangedMaps::ask_changes(const SiteInfo& site) {
  const auto rows = sampled() ? common_rows(context_.feed, *of_->before, site) : std::vector<std::int64_t>();
  changes_.request({of_->before, of_->after, site.stream, rows, rows, coarse_splat});
}

void ChangedMaps::set_most(bool on) {
  if (std::exchange(most_, on) != on) ask_again();
}

void ChangedMaps::ask_again() {
  if (const SiteInfo* site = context_.store.site(); site != nullptr && of_) ask(*site);
}

HeadPlace ChangedMaps::place() const {
  const SiteInfo& site = *context_.store.site();
  const HeadPlace chosen{site.id, site.layer, context_.store.selection().head.head};
  const auto most = std::ranges::max_element(changes(), {}, &MapChange::bits);
  if (!most_ || !of_ || most == changes().end() || most->bits <= 0) return chosen;
  const auto& sites = of_->before->sites;
  const bool here = std::size_t(most->site) < sites.size() && sites[std::size_t(most->site)].stream == site.stream;
  return here ? HeadPlace{most->site, most->layer, most->head} : chosen;
}

// Whether the changed run has the site with the same rows and columns.
bool ChangedMaps::same_shape(const SiteInfo& site) const {
  if (std::size_t(site.id) >= of_->after->sites.size()) return false;
  const SiteInfo& after = of_->after->sites[std::size_t(site.id)];
  return query_axis(*of_->after, after).size() == query_axis(*of_->before, site).size() && key_axis(*of_->after, after).size() == key_axis(*of_->before, site).size();
}

void ChangedMaps::ask_sampled(const SiteInfo& site) {
  const auto rows = common_rows(context_.feed, *of_->before, site);
  const bool chosen = !sampled_rows(context_.feed).empty();
  for (const bool before : {true, false}) {
    const TraceId trace = before ? of_->before->id : of_->after->id;
    (before ? tile_before_ : tile_after_).request(trace, splat_request(*of_->before, of_->before->sites[std::size_t(place().site)], {HeadChoice::Mode::one, place().head}, rows, fine_splat));
    PointsRequest points;
    points.site = site.id;
    points.queries = rows;
    ViewLoader& loader = before ? points_before_ : points_after_;
    chosen ? loader.request(trace, points) : loader.clear();
  }
  Q_EMIT changed();
}

void ChangedMaps::ask_dense() {
  const HeadPlace at = place();
  const SiteInfo& shown = of_->before->sites[std::size_t(at.site)];
  const std::int64_t rows = query_axis(*of_->before, shown).size(), columns = key_axis(*of_->before, shown).size();
  if (!same_shape(shown) || rows > kLargest || columns > kLargest) {
    tile_before_.clear();
    return tile_after_.clear();
  }
  const TileRequest tile{at.site, {HeadChoice::Mode::one, at.head}, context_.store.look().quantity, {0, rows, 0, columns}, rows, columns, Pooling::mean};
  tile_before_.request(of_->before->id, tile);
  tile_after_.request(of_->after->id, tile);
}

const QueryPoints* ChangedMaps::points_of(const ViewLoader& loader, bool before) const {
  const SiteInfo* site = context_.store.site();
  if (!of_ || site == nullptr || !loader.has(before ? of_->before->id : of_->after->id)) return nullptr;
  const auto* request = std::get_if<PointsRequest>(&loader.shown()->view);
  const auto* result = loader.get<PointsResult>();
  const bool own = result != nullptr && request->site == site->id && request->queries == sampled_rows(context_.feed) && result->queries.size() == 1;
  return own ? &result->queries.front() : nullptr;
}

const std::optional<Error>& ChangedMaps::error() const {
  for (const ViewLoader* loader : {&tile_before_, &tile_after_, &points_before_, &points_after_}) {
    if (loader->error()) return loader->error();
  }
  return changes_.error();
}

bool ChangedMaps::awaited() const {
  return std::ranges::any_of(std::initializer_list<const ViewLoader*>{&tile_before_, &tile_after_, &points_before_, &points_after_}, &ViewLoader::awaited);
}

void ChangedMaps::take_changes() {
  if (most_) ask_again();  // of another head, perhaps
  Q_EMIT changed();
}

// What the marks on the changed map mean: "   hatched: hidden, dot: the only key".
QString ChangedMaps::told_marks(const TripleMaps::Content& content) {
  QStringList told;
  if (!content.hidden.empty()) told += tr("hatched: hidden");
  if (!content.changes.even.empty()) told += tr("dashed: even row");
  if (!content.changes.forced.empty()) told += tr("dot: the only key");
  return told.isEmpty() ? QString() : QStringLiteral("   ") + told.join(QStringLiteral(", "));
}

std::optional<TripleMaps::Content> ChangedMaps::maps(const QImage& picture) const {
  const SiteInfo* site = context_.store.site();
  if (!of_ || site == nullptr || !tile_before_.has(of_->before->id) || !tile_after_.has(of_->after->id)) return std::nullopt;
  if (tile_before_.shown()->view != tile_after_.shown()->view) return std::nullopt;
  const SiteInfo& shown = of_->before->sites[std::size_t(place().site)];
  auto content = sampled() ? sampled_maps(shown, picture) : dense_maps(shown);
  if (!content) return content;
  content->titles = {tr("Before"), tr("After") + told_marks(*content), tr("After − before") + QStringLiteral("   ") + tr("blue: grew, warm: shrank")};
  content->more_in_b = true;
  content->sites = {shown.id, shown.id};
  return content;
}

std::optional<TripleMaps::Content> ChangedMaps::sampled_maps(const SiteInfo& site, const QImage& picture) const {
  const auto *before = tile_before_.get<SplatResult>(), *after = tile_after_.get<SplatResult>();
  const auto* request = std::get_if<SplatRequest>(&tile_before_.shown()->view);
  if (before == nullptr || after == nullptr || request == nullptr || request->site != site.id || request->queries != common_rows(context_.feed, *of_->before, site)) return std::nullopt;
  TripleMaps::Content content;
  content.planes = {before->plane, after->plane, difference(after->plane, before->plane)};
  content.pictures.assign(3, on_picture(context_.store, site, before->plane, sampled_rows(context_.feed)));
  for (OverlayContent& each : content.pictures) each.image = picture;
  content.heads = {request->head.head, request->head.head};
  return content;
}

std::optional<TripleMaps::Content> ChangedMaps::dense_maps(const SiteInfo& site) const {
  const auto *before = tile_before_.get<TileResult>(), *after = tile_after_.get<TileResult>();
  const auto* request = std::get_if<TileRequest>(&tile_before_.shown()->view);
  if (before == nullptr || after == nullptr || request == nullptr || request->site != site.id || before->plane.rows != after->plane.rows) return std::nullopt;
  TripleMaps::Content content;
  content.planes = {before->plane, after->plane, difference(after->plane, before->plane)};
  SideOptions options;
  options.written = site.kind == SiteKind::cross;
  content.queries = side_of(query_axis(*of_->before, site), options);
  content.keys = side_of(key_axis(*of_->before, site), {});
  content.positions_of_queries = content.queries.size();
  content.positions_of_keys = content.keys.size();
  content.quantity = request->quantity;
  content.heads = {request->head.head, request->head.head};
  auto changed = changed_cells(made_, site, request->head.head, content.queries.size(), content.keys.size());
  content.changes = std::move(changed.marks);
  content.hidden = std::move(changed.hidden);
  return content;
}

}  // namespace headlight::ui
