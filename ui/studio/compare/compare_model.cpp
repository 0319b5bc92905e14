#include "ui/studio/compare/compare_model.h"

#include <algorithm>
#include <utility>

#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostRows = 1024;  // of B, to choose from

const SiteInfo* site_at(const TraceInfo& trace, const std::string& stream, int layer) {
  Selection wanted;
  wanted.stream = stream;
  wanted.layer = layer;
  return selected_site(trace, wanted);
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
      changes_(context.client, "studio.compare.between", this) {
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

void CompareModel::set_b_run(std::int64_t run) { make_b(context_.store, run); }

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

}  // namespace headlight::ui
