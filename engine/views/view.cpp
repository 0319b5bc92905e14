#include "engine/views/view.h"

#include <utility>

#include "engine/views/cell.h"
#include "engine/views/edges.h"
#include "engine/views/heads.h"
#include "engine/views/line.h"
#include "engine/views/patterns.h"
#include "engine/views/points.h"
#include "engine/views/ranking.h"
#include "engine/views/rollout.h"
#include "engine/views/sample.h"
#include "engine/views/similarity.h"
#include "engine/views/splat.h"
#include "engine/views/statistics.h"
#include "engine/views/tile.h"
#include "engine/views/weight.h"

namespace headlight::views {
namespace {

struct Dispatch {
  const trace::Trace& trace;
  const std::stop_token& stop;

  template <typename T>
  static Result<ViewResult> widen(Result<T> result) {
    if (!result.ok()) return result.error();
    return ViewResult{std::move(result).value()};
  }

  Result<ViewResult> operator()(const TileRequest& request) const { return widen(tile(trace, request, stop)); }
  Result<ViewResult> operator()(const LineRequest& request) const { return widen(line(trace, request, stop)); }
  Result<ViewResult> operator()(const HeadsRequest& request) const { return widen(heads(trace, request, stop)); }
  Result<ViewResult> operator()(const EdgesRequest& request) const { return widen(edges(trace, request, stop)); }
  Result<ViewResult> operator()(const RolloutRequest& request) const { return widen(rollout(trace, request, stop)); }
  Result<ViewResult> operator()(const StatisticsRequest& request) const {
    return widen(statistics(trace, request, stop));
  }
  Result<ViewResult> operator()(const CellRequest& request) const { return widen(cell(trace, request, stop)); }
  Result<ViewResult> operator()(const PointsRequest& request) const { return widen(points(trace, request, stop)); }
  Result<ViewResult> operator()(const SplatRequest& request) const { return widen(splat(trace, request, stop)); }
  Result<ViewResult> operator()(const RankingRequest& request) const { return widen(ranking(trace, request, stop)); }
  Result<ViewResult> operator()(const WeightRequest& request) const { return widen(weight(trace, request, stop)); }
  Result<ViewResult> operator()(const SampleRequest& request) const { return widen(sample(trace, request, stop)); }
  Result<ViewResult> operator()(const SimilarityRequest& request) const {
    return widen(similarity(trace, request, stop));
  }
  Result<ViewResult> operator()(const PatternsRequest& request) const { return widen(patterns(trace, request, stop)); }
};

}  // namespace

Result<ViewResult> view(const trace::Trace& trace, const ViewRequest& request, const std::stop_token& stop) {
  return std::visit(Dispatch{trace, stop}, request);
}

}  // namespace headlight::views
