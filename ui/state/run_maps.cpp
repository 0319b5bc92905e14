#include "ui/state/run_maps.h"

#include <algorithm>

namespace headlight::ui {
namespace {

struct MiddleMap {
  const Plane* plane = nullptr;
  QString head;
};

QString head_name(int layer, int head) { return QStringLiteral("%1.%2").arg(layer).arg(head); }

MiddleMap middle_of(const HeadsResult* heads) {
  if (heads == nullptr || heads->maps.empty()) return {};
  const HeadMap& map = heads->maps[heads->maps.size() / 2];
  return {&map.plane, head_name(map.layer, map.head)};
}

MiddleMap middle_of(const ViewSet& splats, const TraceInfo& trace) {
  if (!splats.has(trace.id)) return {};
  const std::size_t middle = splats.results().size() / 2;
  const auto* splat = std::get_if<SplatResult>(splats.results()[middle].get());
  const auto* asked = std::get_if<SplatRequest>(&splats.shown()[middle]);
  if (splat == nullptr || asked == nullptr) return {};
  return {&splat->plane, head_name(trace.sites[std::size_t(asked->site)].layer, asked->head.head)};
}

}  // namespace

RunMaps::RunMaps(const Store& store, const ViewLoader& heads, const ViewSet& splats, QObject* parent)
    : QObject(parent), store_(store), heads_(heads), splats_(splats) {
  connect(&heads, &ViewLoader::changed, this, &RunMaps::keep);
  connect(&splats, &ViewSet::changed, this, &RunMaps::keep);
  connect(&store, &Store::runs_changed, this, &RunMaps::forget);
}

const RunMaps::Map* RunMaps::find(TraceId trace) const {
  const auto at = maps_.find(trace);
  return at == maps_.end() ? nullptr : &at->second;
}

void RunMaps::keep() {
  const TraceInfo* trace = store_.trace();
  if (trace == nullptr || maps_.contains(trace->id)) return;
  const auto [plane, head] = heads_.has(trace->id) ? middle_of(heads_.get<HeadsResult>()) : middle_of(splats_, *trace);
  if (plane == nullptr) return;
  maps_[trace->id] = {*plane, head};
  Q_EMIT changed();
}

// Frames of a video come and go.
void RunMaps::forget() {
  std::erase_if(maps_, [this](const auto& kept) {
    return std::ranges::none_of(store_.runs(), [&](const Run& run) { return run.trace->id == kept.first; });
  });
}

}  // namespace headlight::ui
