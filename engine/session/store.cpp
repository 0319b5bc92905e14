#include "engine/session/store.h"

#include <algorithm>
#include <iterator>

#include "engine/session/memory.h"

namespace headlight::session {
namespace {

constexpr std::size_t models_kept = 2;

std::int64_t bytes_of(const LoadedModel& loaded) {
  return loaded.info.parameters * bytes_a_number(loaded.info);
}

}  // namespace

LoadedModelPtr Store::model(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(models_.begin(), models_.end(), [&](const Named& named) { return named.key == key; });
  if (at == models_.end()) return nullptr;
  models_.splice(models_.begin(), models_, at);
  return at->model;
}

void Store::keep(const std::string& key, LoadedModelPtr model) {
  std::list<Named> evicted;  // outlives the lock: the end of a model may wait for its hash
  const std::lock_guard lock(mutex_);
  models_.push_front({key, std::move(model)});
  if (models_.size() > models_kept) evicted.splice(evicted.end(), models_, std::prev(models_.end()));
}

trace::TracePtr Store::trace(TraceId id) const {
  const std::lock_guard lock(mutex_);
  const auto at = traces_.find(id);
  return at == traces_.end() ? nullptr : at->second;
}

void Store::keep(trace::TracePtr trace) {
  const std::lock_guard lock(mutex_);
  const auto id = trace->info.id;
  traces_[id] = std::move(trace);
}

// Nobody waits for the copies: a trace that was forgotten or replaced meanwhile stays so.
void Store::move_to_host() {
  std::map<TraceId, trace::TracePtr> all;
  {
    const std::lock_guard lock(mutex_);
    all = traces_;
  }
  for (const auto& [id, trace] : all) {
    auto moved = std::make_shared<trace::Trace>(*trace);
    for (auto& site : moved->sites) site = trace::on_host(std::move(site));
    const std::lock_guard lock(mutex_);
    const auto at = traces_.find(id);
    if (at != traces_.end() && at->second == trace) at->second = std::move(moved);
  }
}

void Store::forget(TraceId id) {
  const std::lock_guard lock(mutex_);
  traces_.erase(id);
}

std::int64_t Store::bytes() const {
  const std::lock_guard lock(mutex_);
  std::int64_t sum = 0;
  for (const auto& named : models_) sum += bytes_of(*named.model);
  for (const auto& [id, trace] : traces_) sum += trace->info.bytes;
  return sum;
}

}  // namespace headlight::session
