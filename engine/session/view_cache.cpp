#include "engine/session/view_cache.h"

#include <algorithm>

namespace headlight::session {
namespace {

template <typename T>
std::int64_t bytes_in(const std::vector<T>& values) {
  return static_cast<std::int64_t>(values.size() * sizeof(T));
}

struct Bytes {
  std::int64_t operator()(const TileResult& r) const { return bytes_in(r.plane.values); }
  std::int64_t operator()(const LineResult& r) const { return bytes_in(r.values); }
  std::int64_t operator()(const HeadsResult& r) const {
    std::int64_t sum = 0;
    for (const auto& map : r.maps) sum += bytes_in(map.plane.values) + static_cast<std::int64_t>(sizeof map);
    return sum;
  }
  std::int64_t operator()(const EdgesResult& r) const { return bytes_in(r.edges); }
  std::int64_t operator()(const RolloutResult& r) const { return bytes_in(r.plane.values); }
  std::int64_t operator()(const StatisticsResult& r) const {
    std::int64_t sum = bytes_in(r.heads);
    for (const auto& head : r.heads) sum += bytes_in(head.level_share);
    return sum;
  }
  std::int64_t operator()(const CellResult&) const { return sizeof(CellResult); }
  std::int64_t operator()(const PointsResult& r) const {
    std::int64_t sum = bytes_in(r.queries);
    for (const auto& query : r.queries)
      sum += bytes_in(query.points) + bytes_in(query.inside) + bytes_in(query.level_share);
    return sum;
  }
  std::int64_t operator()(const SplatResult& r) const { return bytes_in(r.plane.values); }
  std::int64_t operator()(const RankingResult& r) const { return bytes_in(r.heads); }
  std::int64_t operator()(const WeightResult& r) const {
    return bytes_in(r.q) + bytes_in(r.k) + bytes_in(r.v) + bytes_in(r.output);
  }
  std::int64_t operator()(const SampleResult& r) const { return bytes_in(r.value); }
  std::int64_t operator()(const SimilarityResult& r) const { return bytes_in(r.heads) + bytes_in(r.divergence); }
  std::int64_t operator()(const PatternsResult& r) const { return bytes_in(r.heads); }
};

}  // namespace

std::int64_t bytes_of(const ViewResult& result) {
  return static_cast<std::int64_t>(sizeof(ViewResult)) + std::visit(Bytes{}, result);
}

ViewPtr ViewCache::find(TraceId trace, const ViewRequest& request) {
  const std::lock_guard lock(mutex_);
  const auto same = [&](const Entry& entry) { return entry.trace == trace && entry.request == request; };
  const auto at = std::find_if(entries_.begin(), entries_.end(), same);
  if (at == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, at);
  return at->result;
}

void ViewCache::keep(TraceId trace, const ViewRequest& request, ViewPtr result) {
  const auto bytes = bytes_of(*result);
  const std::lock_guard lock(mutex_);
  if (bytes > most_bytes_) return;
  entries_.push_front({trace, request, std::move(result), bytes});
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().bytes;
    entries_.pop_back();
  }
}

void ViewCache::forget(TraceId trace) {
  const std::lock_guard lock(mutex_);
  entries_.remove_if([&](const Entry& entry) {
    if (entry.trace == trace) bytes_ -= entry.bytes;
    return entry.trace == trace;
  });
}

std::int64_t ViewCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace headlight::session
