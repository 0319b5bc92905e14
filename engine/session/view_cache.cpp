#include "engine/session/view_cache.h"

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
}  // namespace headlight::session

namespace headlight {

std::int64_t bytes_of(const ViewResult& result) {
  return static_cast<std::int64_t>(sizeof(ViewResult)) + std::visit(session::Bytes{}, result);
}

}  // namespace headlight
