#include "engine/views/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/kernels/attention_mass.h"
#include "engine/views/sampled.h"

namespace headlight::views {
namespace {

bool within(const std::vector<std::int64_t>& positions, std::int64_t size) {
  return std::all_of(positions.begin(), positions.end(), [&](std::int64_t i) { return i >= 0 && i < size; });
}

bool fits(const trace::Site& site, const RankingRequest& request) {
  return within(request.from, site.queries()) && within(request.to, site.keys());
}

std::vector<std::int64_t> all_or(const std::vector<std::int64_t>& positions, std::int64_t size) {
  if (!positions.empty()) return positions;
  std::vector<std::int64_t> all(static_cast<std::size_t>(size));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

using Bounds = std::array<double, 4>;

bool within(const std::vector<Bounds>& boxes, double x, double y) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Bounds& box) { return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]; });
}

// Mean over the queries of the weight of one head's sampling points inside any of the boxes.
double mass_inside(const SampledSite& site, int head, const std::vector<std::int64_t>& from, const std::vector<Bounds>& boxes) {
  double sum = 0;
  for (const auto query : from)
    for (std::int64_t level = 0; level < site.levels(); ++level)
      for (std::int64_t i = 0; i < site.points(); ++i) {
        const auto point = site.at(head, query, level, i);
        const auto [x, y] = site.on_image(point.x, point.y);
        if (within(boxes, x, y)) sum += point.weight;
      }
  return from.empty() ? 0 : sum / static_cast<double>(from.size());
}

void rank_sampled(const SampledSite& site, const RankingRequest& request, RankingResult& result) {
  const auto from = all_or(request.from, site.queries());
  std::vector<Bounds> boxes{*request.box};
  boxes.insert(boxes.end(), request.more_boxes.begin(), request.more_boxes.end());
  const auto& info = site.site().info;
  for (int head = 0; head < info.heads; ++head)
    result.heads.push_back({info.id, info.layer, head, mass_inside(site, head, from, boxes)});
}

void rank_site(const trace::Site& site, const RankingRequest& request, const std::stop_token& stop, RankingResult& result) {
  const auto heads = static_cast<std::int64_t>(site.info.heads);
  const auto masses = kernels::attention_mass(kernels::map_of(site), all_or(request.from, site.queries()), all_or(request.to, site.keys()), stop);
  if (std::any_of(masses.begin(), masses.end(), [](double value) { return std::isnan(value); }))
    throw Failure{unusable("attention is not a number", "q, k or lse of the trace", "NaN", "finite values")};
  for (std::int64_t head = 0; head < heads; ++head)
    result.heads.push_back({site.info.id, site.info.layer, static_cast<int>(head), masses[static_cast<std::size_t>(head)]});
}

std::vector<const trace::Site*> asked_sites(const trace::Trace& trace, const RankingRequest& request) {
  std::vector<const trace::Site*> sites;
  const auto streams = request.stream.empty() ? trace.info.streams() : std::vector<std::string>{request.stream};
  for (const auto& stream : streams)
    for (const int id : trace.info.stream_sites(stream)) {
      const auto& site = trace.sites[static_cast<std::size_t>(id)];
      const bool samples = site.info.kind == SiteKind::deformable;
      if (samples && request.box && within(request.from, SampledSite(trace, id).queries())) sites.push_back(&site);
      if (!samples && fits(site, request)) sites.push_back(&dense_site(trace, id));
    }
  if (!sites.empty()) return sites;
  throw Failure{usage("no attention between these positions", "stream", request.stream.empty() ? "any" : request.stream,
                      "positions that its queries and keys have")};
}

}  // namespace

Result<RankingResult> ranking(const trace::Trace& trace, const RankingRequest& request, const std::stop_token& stop) {
  return at_border<RankingResult>([&]() -> Result<RankingResult> {
    RankingResult result;
    for (const auto* site : asked_sites(trace, request))
      if (site->info.kind == SiteKind::deformable) rank_sampled(SampledSite(trace, site->info.id), request, result);
      else rank_site(*site, request, stop, result);
    std::stable_sort(result.heads.begin(), result.heads.end(),
                     [](const RankedHead& a, const RankedHead& b) { return a.mass > b.mass; });
    return result;
  });
}

}  // namespace headlight::views
