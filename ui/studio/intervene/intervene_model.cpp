#include "ui/studio/intervene/intervene_model.h"

#include <algorithm>

#include "engine/api/budget.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/splats.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

namespace {

constexpr int kSoonMs = 120;
constexpr std::int64_t kEdge = 64, kLargest = 256, kMostLogits = 16'000'000;
constexpr char kLogits[] = "logits", kWords[] = "studio.intervene.words.";

}  // namespace

InterveneModel::InterveneModel(Context context, QObject* parent)
    : QObject(parent),
      context_(context),
      client_(&context.client),
      heads_before_(context.client, "studio.intervene.heads.before", this),
      heads_after_(context.client, "studio.intervene.heads.after", this),
      tile_before_(context.client, "studio.intervene.before", this),
      tile_after_(context.client, "studio.intervene.after", this),
      points_before_(context.client, "studio.intervene.points.before", this),
      points_after_(context.client, "studio.intervene.points.after", this),
      splats_before_(context.client, "studio.intervene.splats.before", this),
      splats_after_(context.client, "studio.intervene.splats.after", this) {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &InterveneModel::run);
  for (ViewLoader* loader : {&heads_before_, &heads_after_}) connect(loader, &ViewLoader::changed, this, &InterveneModel::take_changes);
  for (ViewSet* set : {&splats_before_, &splats_after_}) connect(set, &ViewSet::changed, this, &InterveneModel::take_changes);
  for (ViewLoader* loader : {&tile_before_, &tile_after_, &points_before_, &points_after_}) connect(loader, &ViewLoader::changed, this, &InterveneModel::changed);
}

InterveneModel::~InterveneModel() { release_all(); }

QString InterveneModel::unable() const {
  const Run* run = context_.store.run();
  if (run == nullptr) return tr("Run a sentence or a picture first.");
  if (run->model.empty()) return tr("A trace file holds no model that could run again.");
  if (holds_code(run->model)) return tr("The attention of a TorchScript file cannot be changed.");
  return {};
}

void InterveneModel::edit(const std::function<void(std::vector<Step>&)>& change) {
  Studio next = context_.store.studio();
  change(next.steps);
  context_.store.set_studio(std::move(next));
}

void InterveneModel::add(const Intervention& change) {
  edit([&](std::vector<Step>& steps) { steps.push_back({change, true}); });
}

void InterveneModel::remove(std::size_t index) {
  edit([&](std::vector<Step>& steps) {
    if (index < steps.size()) steps.erase(steps.begin() + std::ptrdiff_t(index));
  });
}

void InterveneModel::set_on(std::size_t index, bool on) {
  edit([&](std::vector<Step>& steps) {
    if (index < steps.size()) steps[index].on = on;
  });
}

void InterveneModel::move(std::size_t index, int by) {
  edit([&](std::vector<Step>& steps) {
    const auto to = std::ptrdiff_t(index) + by;
    if (index < steps.size() && to >= 0 && to < std::ssize(steps)) std::swap(steps[index], steps[std::size_t(to)]);
  });
}

void InterveneModel::clear() {
  edit([](std::vector<Step>& steps) { steps.clear(); });
}

void InterveneModel::move_point(const Intervention& change) {
  edit([&](std::vector<Step>& steps) {
    if (!steps.empty() && steps.back().on) {
      Intervention& last = steps.back().change;
      Intervention same = last;
      same.dx = change.dx;
      same.dy = change.dy;
      if (same == change) {
        last.dx += change.dx;
        last.dy += change.dy;
        return;
      }
    }
    steps.push_back({change, true});
  });
}

// Traces that only this list of changes made; the window's own runs stay.
void InterveneModel::release_all() {
  if (client_.isNull()) return;
  std::vector<TraceId> held;
  if (result_) held = {result_->before->id, result_->after->id};
  if (anew_ != nullptr) held.push_back(anew_->id);
  std::ranges::sort(held);
  held.erase(std::unique(held.begin(), held.end()), held.end());
  for (const Run& run : context_.store.runs()) std::erase(held, run.trace->id);
  for (const TraceId trace : held) client_->release(trace);
}

void InterveneModel::forget_result() {
  release_all();
  result_.reset();
  anew_.reset();
  changes_.clear();
  words_.clear();
  for (const char* which : {"0", "1"}) context_.client.drop(std::string(kWords) + which);
  for (ViewLoader* loader : {&heads_before_, &heads_after_, &tile_before_, &tile_after_, &points_before_, &points_after_}) loader->clear();
  for (ViewSet* set : {&splats_before_, &splats_after_}) set->clear();
}

void InterveneModel::refresh() {
  const TraceInfo* trace = context_.store.trace();
  const TraceId now = trace == nullptr ? 0 : trace->id;
  if (now != of_) {
    of_ = now;
    forget_result();
    importance_.reset();
    importance_error_.reset();
    asked_.reset();
    for (const char* slot : {kSlot, kImportance, kAnew}) context_.client.drop(slot);
  }
  if (!unable().isEmpty()) return Q_EMIT changed();
  if (asked_ != made(steps())) soon_.start();
  ask_maps();
  Q_EMIT changed();
}

void InterveneModel::run_again() {
  asked_.reset();
  error_.reset();
  refresh();
}

bool InterveneModel::stop_all() {
  const bool some = running() || weighing() || context_.client.busy(kAnew);
  for (const char* slot : {kSlot, kImportance, kAnew}) context_.client.cancel(slot);
  return some;
}

bool InterveneModel::sampled() const { return context_.store.site() != nullptr && is_deformable(*context_.store.site()); }

bool InterveneModel::writes_anew() const {
  const Run* run = context_.store.run();
  return run != nullptr && !run->model.empty() && !run->input.target && run->input.target_ids.empty() && !run->trace->text.empty() && writing_axis(*run->trace) != nullptr;
}

// The decoder reads what the model wrote before, so that both runs have the same rows.
RunRequest InterveneModel::request_of(const Run& run) const {
  RunRequest request{run.model, run.input, context_.runs.options_of(run)};
  if (writes_anew()) request.input.target_ids = writing_axis(*run.trace)->ids;
  return request;
}

void InterveneModel::write_anew(const Run& run, const std::vector<Intervention>& wanted) {
  RunRequest request{run.model, run.input, context_.runs.options_of(run)};
  request.options.interventions = wanted;
  context_.client.submit({.slot = kAnew,
                          .request = std::move(request),
                          .receiver = this,
                          .done = [this, wanted](Result<Reply> reply) {
                            auto* trace = reply.ok() ? std::get_if<TracePtr>(&reply.value()) : nullptr;
                            if (trace == nullptr) {
                              error_ = reply.ok() ? failed("another answer came back", "interventions") : reply.error();
                              return Q_EMIT changed();
                            }
                            const TracePtr old = std::exchange(anew_, *trace);
                            anew_of_ = wanted;
                            const bool shown = std::ranges::any_of(context_.store.runs(), [&](const Run& one) { return old != nullptr && one.trace->id == old->id; });
                            if (old != nullptr && old->id != anew_->id && !shown) context_.client.release(old->id);
                            Q_EMIT changed();
                          }});
}

std::pair<QString, QString> InterveneModel::texts() const {
  if (!result_ || context_.store.trace() == nullptr) return {};
  if (!writes_anew()) return {from_utf8(result_->before->text), from_utf8(result_->after->text)};
  return {from_utf8(context_.store.trace()->text), writing() ? QString() : from_utf8(anew_->text)};
}

bool InterveneModel::writing() const { return writes_anew() && (anew_ == nullptr || anew_of_ != answered_); }

void InterveneModel::run() {
  const Run* run = context_.store.run();
  if (run == nullptr || !unable().isEmpty()) return;
  const std::vector<Intervention> wanted = made(steps());
  asked_ = wanted;
  stopped_ = false;
  error_.reset();
  context_.client.submit({.slot = kSlot,
                          .request = AblationRequest{request_of(*run), wanted, {}},
                          .receiver = this,
                          .done = [this, wanted](Result<Reply> reply) { arrived(std::move(reply), wanted); },
                          .stopped =
                              [this] {
                                stopped_ = true;
                                Q_EMIT changed();
                              }});
  if (writes_anew()) write_anew(*run, wanted);
  Q_EMIT changed();
}

void InterveneModel::arrived(Result<Reply> reply, const std::vector<Intervention>& of) {
  auto* ablation = reply.ok() ? std::get_if<Ablation>(&reply.value()) : nullptr;
  if (ablation == nullptr) {
    error_ = reply.ok() ? failed("another answer came back", "interventions") : reply.error();
    return Q_EMIT changed();
  }
  if (result_ && result_->after->id != ablation->after->id && result_->after->id != ablation->before->id && result_->after->id != of_) context_.client.release(result_->after->id);
  result_ = std::move(*ablation);
  answered_ = of;
  error_.reset();
  ask_maps();
  ask_words();
  Q_EMIT changed();
}

void InterveneModel::ask_maps() {
  const SiteInfo* site = context_.store.site();
  if (!result_ || site == nullptr) return;
  if (sampled()) {
    for (ViewLoader* loader : {&heads_before_, &heads_after_}) loader->clear();
    return ask_sampled(*site);
  }
  for (ViewLoader* loader : {&points_before_, &points_after_}) loader->clear();
  for (ViewSet* set : {&splats_before_, &splats_after_}) set->clear();
  ask_dense(*site);
}

// Whether the changed run has the site with the same rows and columns.
bool InterveneModel::same_shape(const SiteInfo& site) const {
  if (std::size_t(site.id) >= result_->after->sites.size()) return false;
  const SiteInfo& after = result_->after->sites[std::size_t(site.id)];
  return query_axis(*result_->after, after).size() == query_axis(*result_->before, site).size() && key_axis(*result_->after, after).size() == key_axis(*result_->before, site).size();
}

void InterveneModel::ask_sampled(const SiteInfo& site) {
  const auto rows = sampled_rows(context_.feed);
  for (const bool before : {true, false}) {
    const TraceId trace = before ? result_->before->id : result_->after->id;
    (before ? splats_before_ : splats_after_).request(trace, splat_requests(*result_->before, site.stream, rows, coarse_splat));
    (before ? tile_before_ : tile_after_).request(trace, splat_request(*result_->before, site, {HeadChoice::Mode::one, context_.store.selection().head.head}, rows, fine_splat));
    PointsRequest points;
    points.site = site.id;
    points.queries = rows;
    ViewLoader& loader = before ? points_before_ : points_after_;
    rows.empty() ? loader.clear() : loader.request(trace, points);
  }
  take_changes();
}

void InterveneModel::ask_dense(const SiteInfo& site) {
  const HeadsRequest all{site.stream, Quantity::weight, kEdge, Pooling::mean, most_exact_cells};
  heads_before_.request(result_->before->id, all);
  heads_after_.request(result_->after->id, all);
  const std::int64_t rows = query_axis(*result_->before, site).size(), columns = key_axis(*result_->before, site).size();
  if (!same_shape(site) || rows > kLargest || columns > kLargest) {
    tile_before_.clear();
    return tile_after_.clear();
  }
  const TileRequest tile{site.id, {HeadChoice::Mode::one, context_.store.selection().head.head}, context_.store.look().quantity, {0, rows, 0, columns}, rows, columns, Pooling::mean};
  tile_before_.request(result_->before->id, tile);
  tile_after_.request(result_->after->id, tile);
}

const QueryPoints* InterveneModel::points_of(const ViewLoader& loader, bool before) const {
  const SiteInfo* site = context_.store.site();
  if (!result_ || site == nullptr || !loader.has(before ? result_->before->id : result_->after->id)) return nullptr;
  const auto* request = std::get_if<PointsRequest>(&loader.shown()->view);
  const auto* result = loader.get<PointsResult>();
  const bool own = result != nullptr && request->site == site->id && request->queries == sampled_rows(context_.feed) && result->queries.size() == 1;
  return own ? &result->queries.front() : nullptr;
}

const std::optional<Error>& InterveneModel::map_error() const {
  for (const ViewLoader* loader : {&tile_before_, &tile_after_, &points_before_, &points_after_, &heads_before_}) {
    if (loader->error()) return loader->error();
  }
  for (const ViewSet* set : {&splats_before_, &splats_after_}) {
    if (set->error()) return set->error();
  }
  return heads_after_.error();
}

void InterveneModel::ask_words() {
  logits_ = {};
  words_.clear();
  for (std::size_t which = 0; which < 2; ++which) {
    const TraceInfo& trace = which == 0 ? *result_->before : *result_->after;
    const auto shape = trace.outputs.find(kLogits);
    if (writing_axis(trace) == nullptr || shape == trace.outputs.end()) return;
    std::int64_t count = 1;
    for (const std::int64_t edge : shape->second) count *= edge;
    if (count > kMostLogits) return;
    context_.client.submit({.slot = kWords + std::to_string(which),
                            .request = OutputRequest{trace.id, kLogits},
                            .receiver = this,
                            .done = [this, which](Result<Reply> reply) { take_words(which, std::move(reply)); }});
  }
}

void InterveneModel::take_words(std::size_t which, Result<Reply> reply) {
  auto* array = reply.ok() ? std::get_if<Array>(&reply.value()) : nullptr;
  if (array == nullptr) {
    if (!reply.ok()) error_ = reply.error();
    return Q_EMIT changed();
  }
  logits_[which] = std::move(*array);
  if (!result_ || !logits_[0] || !logits_[1]) return;
  words_ = written_words(*result_->before, *logits_[0], *result_->after, *logits_[1]);
  logits_ = {};
  Q_EMIT changed();
}

void InterveneModel::take_changes() {
  changes_.clear();
  if (result_ && sampled()) {
    const bool both = splats_before_.has(result_->before->id) && splats_after_.has(result_->after->id) && splats_before_.shown() == splats_after_.shown() && splats_before_.current();
    if (both) {
      HeadsResult before, after;
      before.maps = splat_maps(*result_->before, splats_before_.shown(), splats_before_.results());
      after.maps = splat_maps(*result_->before, splats_after_.shown(), splats_after_.results());
      for (HeadsResult* all : {&before, &after}) {
        for (HeadMap& map : all->maps) map.plane = as_row(std::move(map.plane));
      }
      changes_ = changes_of(before, after);
    }
    return Q_EMIT changed();
  }
  const auto* before = heads_before_.get<HeadsResult>();
  const auto* after = heads_after_.get<HeadsResult>();
  if (result_ && before != nullptr && after != nullptr && heads_before_.has(result_->before->id) && heads_after_.has(result_->after->id)) changes_ = changes_of(*before, *after);
  Q_EMIT changed();
}

std::optional<TripleMaps::Content> InterveneModel::maps(const QImage& picture) const {
  const SiteInfo* site = context_.store.site();
  if (!result_ || site == nullptr || !tile_before_.has(result_->before->id) || !tile_after_.has(result_->after->id)) return std::nullopt;
  if (tile_before_.shown()->view != tile_after_.shown()->view) return std::nullopt;
  TripleMaps::Content content;
  content.titles = {tr("Before"), tr("After"), tr("After − before") + QStringLiteral("   ") + tr("blue: grew, amber: shrank")};
  content.more_in_b = true;
  content.sites = {site->id, site->id};
  if (sampled()) {
    const auto *before = tile_before_.get<SplatResult>(), *after = tile_after_.get<SplatResult>();
    const auto* request = std::get_if<SplatRequest>(&tile_before_.shown()->view);
    if (before == nullptr || after == nullptr || request == nullptr || request->site != site->id || request->queries != sampled_rows(context_.feed)) return std::nullopt;
    content.planes = {before->plane, after->plane, difference(after->plane, before->plane)};
    content.pictures.assign(3, on_picture(context_.store, *site, before->plane, request->queries));
    for (OverlayContent& each : content.pictures) each.image = picture;
    content.heads = {request->head.head, request->head.head};
    return content;
  }
  const auto *before = tile_before_.get<TileResult>(), *after = tile_after_.get<TileResult>();
  const auto* request = std::get_if<TileRequest>(&tile_before_.shown()->view);
  if (before == nullptr || after == nullptr || request == nullptr || request->site != site->id || before->plane.rows != after->plane.rows) return std::nullopt;
  content.planes = {before->plane, after->plane, difference(after->plane, before->plane)};
  SideOptions options;
  options.written = site->kind == SiteKind::cross;
  content.queries = side_of(query_axis(*result_->before, *site), options);
  content.keys = side_of(key_axis(*result_->before, *site), {});
  content.positions_of_queries = content.queries.size();
  content.positions_of_keys = content.keys.size();
  content.quantity = request->quantity;
  content.heads = {request->head.head, request->head.head};
  return content;
}

void InterveneModel::weigh_heads() {
  const Run* run = context_.store.run();
  const SiteInfo* site = context_.store.site();
  if (run == nullptr || site == nullptr || !unable().isEmpty()) return;
  weighed_ = -1;
  importance_.reset();
  importance_error_.reset();
  context_.client.submit({.slot = kImportance,
                          .request = ImportanceRequest{request_of(*run), site->stream},
                          .receiver = this,
                          .done = [this](Result<Reply> reply) {
                            auto* all = reply.ok() ? std::get_if<Importance>(&reply.value()) : nullptr;
                            if (all != nullptr) importance_ = std::move(*all);
                            else importance_error_ = reply.ok() ? failed("another answer came back", "importance") : reply.error();
                            Q_EMIT changed();
                          },
                          .progress = [this](Progress progress) {
                            weighed_ = progress.fraction;
                            Q_EMIT changed();
                          },
                          .stopped = [this] { Q_EMIT changed(); }});
  Q_EMIT changed();
}

void InterveneModel::stop_weighing() { context_.client.cancel(kImportance); }

}  // namespace headlight::ui
