#include "ui/studio/intervene/intervene_model.h"

#include <algorithm>

#include "engine/api/budget.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
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
      heads_before_(context.client, "studio.intervene.heads.before", this),
      heads_after_(context.client, "studio.intervene.heads.after", this),
      tile_before_(context.client, "studio.intervene.before", this),
      tile_after_(context.client, "studio.intervene.after", this) {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &InterveneModel::run);
  for (ViewLoader* loader : {&heads_before_, &heads_after_}) connect(loader, &ViewLoader::changed, this, &InterveneModel::take_changes);
  for (ViewLoader* loader : {&tile_before_, &tile_after_}) connect(loader, &ViewLoader::changed, this, &InterveneModel::changed);
}

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

void InterveneModel::forget_result() {
  const TraceId now = context_.store.trace() == nullptr ? 0 : context_.store.trace()->id;
  if (result_ && result_->after->id != result_->before->id && result_->after->id != now) context_.client.release(result_->after->id);
  result_.reset();
  changes_.clear();
  words_.clear();
  for (const char* which : {"0", "1"}) context_.client.drop(std::string(kWords) + which);
  for (ViewLoader* loader : {&heads_before_, &heads_after_, &tile_before_, &tile_after_}) loader->clear();
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
    context_.client.drop(kSlot);
    context_.client.drop(kImportance);
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
  const bool some = running() || weighing();
  for (const char* slot : {kSlot, kImportance}) context_.client.cancel(slot);
  return some;
}

void InterveneModel::run() {
  const Run* run = context_.store.run();
  if (run == nullptr || !unable().isEmpty()) return;
  const std::vector<Intervention> wanted = made(steps());
  asked_ = wanted;
  stopped_ = false;
  error_.reset();
  context_.client.submit({.slot = kSlot,
                          .request = AblationRequest{{run->model, run->input, context_.runs.options_of(*run)}, wanted, {}},
                          .receiver = this,
                          .done = [this, wanted](Result<Reply> reply) { arrived(std::move(reply), wanted); },
                          .stopped =
                              [this] {
                                stopped_ = true;
                                Q_EMIT changed();
                              }});
  Q_EMIT changed();
}

void InterveneModel::arrived(Result<Reply> reply, const std::vector<Intervention>& of) {
  auto* ablation = reply.ok() ? std::get_if<Ablation>(&reply.value()) : nullptr;
  if (ablation == nullptr) {
    error_ = reply.ok() ? failed("another answer came back", "interventions") : reply.error();
    return Q_EMIT changed();
  }
  if (result_ && result_->after->id != ablation->after->id && result_->after->id != ablation->before->id) context_.client.release(result_->after->id);
  result_ = std::move(*ablation);
  answered_ = of;
  error_.reset();
  ask_maps();
  ask_words();
  Q_EMIT changed();
}

void InterveneModel::ask_maps() {
  const SiteInfo* site = context_.store.site();
  if (!result_ || site == nullptr || is_deformable(*site)) return;
  const HeadsRequest all{site->stream, Quantity::weight, kEdge, Pooling::mean, most_exact_cells};
  heads_before_.request(result_->before->id, all);
  heads_after_.request(result_->after->id, all);
  const std::int64_t rows = query_axis(*result_->before, *site).size(), columns = key_axis(*result_->before, *site).size();
  const bool same = site->id < int(result_->after->sites.size()) && query_axis(*result_->after, result_->after->sites[std::size_t(site->id)]).size() == rows &&
                    key_axis(*result_->after, result_->after->sites[std::size_t(site->id)]).size() == columns;
  if (!same || rows > kLargest || columns > kLargest) {
    tile_before_.clear();
    return tile_after_.clear();
  }
  const TileRequest tile{site->id, {HeadChoice::Mode::one, context_.store.selection().head.head}, context_.store.look().quantity, {0, rows, 0, columns}, rows, columns, Pooling::mean};
  tile_before_.request(result_->before->id, tile);
  tile_after_.request(result_->after->id, tile);
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
  const auto* before = heads_before_.get<HeadsResult>();
  const auto* after = heads_after_.get<HeadsResult>();
  changes_.clear();
  if (result_ && before != nullptr && after != nullptr && heads_before_.has(result_->before->id) && heads_after_.has(result_->after->id)) changes_ = changes_of(*before, *after);
  Q_EMIT changed();
}

std::optional<TripleMaps::Content> InterveneModel::maps() const {
  const SiteInfo* site = context_.store.site();
  if (!result_ || site == nullptr || !tile_before_.has(result_->before->id) || !tile_after_.has(result_->after->id)) return std::nullopt;
  const auto *before = tile_before_.get<TileResult>(), *after = tile_after_.get<TileResult>();
  if (before == nullptr || after == nullptr || tile_before_.shown()->view != tile_after_.shown()->view) return std::nullopt;
  const auto& request = std::get<TileRequest>(tile_before_.shown()->view);
  if (request.site != site->id || before->plane.rows != after->plane.rows) return std::nullopt;
  TripleMaps::Content content;
  content.planes = {before->plane, after->plane, difference(after->plane, before->plane)};
  content.titles = {tr("Before"), tr("After"), tr("After − before") + QStringLiteral("   ") + tr("blue: grew, amber: shrank")};
  content.more_in_b = true;
  SideOptions options;
  options.written = site->kind == SiteKind::cross;
  content.queries = side_of(query_axis(*result_->before, *site), options);
  content.keys = side_of(key_axis(*result_->before, *site), {});
  content.positions_of_queries = content.queries.size();
  content.positions_of_keys = content.keys.size();
  content.quantity = request.quantity;
  content.sites = {site->id, site->id};
  content.heads = {request.head.head, request.head.head};
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
                          .request = ImportanceRequest{{run->model, run->input, context_.runs.options_of(*run)}, site->stream},
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
