#include "engine/views/statistics.h"

#include <algorithm>
#include <numbers>
#include <utility>

#include "engine/kernels/attention_stats.h"
#include "engine/views/sampled_statistics.h"

namespace headlight::views {
namespace {

const Axis& axis_of(const trace::Trace& trace, int id, std::int64_t size, const char* which) {
  const auto& axes = trace.info.axes;
  const bool known = id >= 0 && static_cast<std::size_t>(id) < axes.size();
  const auto found = known ? axes[static_cast<std::size_t>(id)].size() : 0;
  if (known && found == size) return axes[static_cast<std::size_t>(id)];
  throw Failure{unusable("axis does not fit the map", which, std::to_string(found) + " positions",
                         std::to_string(size) + " positions")};
}

// (x, y) of a patch in patches, of the first level where there are several.
std::pair<double, double> place(const Axis& axis, std::int64_t i) {
  const auto cell = axis.cell(i);
  const auto row = static_cast<double>(cell.row), column = static_cast<double>(cell.column);
  if (axis.levels.empty()) return {column, row};
  const auto unit = [&](std::size_t side) {
    return static_cast<double>(axis.levels[0][side]) / static_cast<double>(cell.grid[side]);
  };
  return {(column + 0.5) * unit(1), (row + 0.5) * unit(0)};
}

kernels::Geometry geometry(const Axis& axis, bool counts) {
  kernels::Geometry out;
  const bool patches = axis.kind == AxisKind::patches;
  for (std::int64_t i = 0; i < axis.size(); ++i) {
    const bool cell = axis.is_cell(i);
    const auto [x, y] = cell ? place(axis, i) : std::pair<double, double>{i, 0};
    out.x.push_back(static_cast<float>(x));
    out.y.push_back(static_cast<float>(y));
    out.counts.push_back(counts && cell == patches ? 1.0F : 0.0F);
  }
  return out;
}

kernels::StatisticsPlan plan(const trace::Trace& trace, const trace::Site& site) {
  const auto& queries = axis_of(trace, site.info.query_axis, site.queries(), "query axis");
  const auto& keys = axis_of(trace, site.info.key_axis, site.keys(), "key axis");
  const bool same = site.info.query_axis == site.info.key_axis;
  const bool tokens = queries.kind == AxisKind::tokens && keys.kind == AxisKind::tokens;
  const bool counts = tokens || (same && queries.kind == AxisKind::patches);
  kernels::StatisticsPlan out{geometry(queries, counts), geometry(keys, counts), {}, same};
  out.separator.assign(static_cast<std::size_t>(keys.size()), 0.0F);
  for (std::size_t i = 1; i < out.separator.size() && i < keys.special.size(); ++i)
    out.separator[i] = keys.special[i] != 0 ? 1.0F : 0.0F;
  return out;
}

// The fields that a dense map has, from the kernel's.
void take(const kernels::HeadSums& from, HeadStatistics& to) {
  to.entropy = from.entropy / std::numbers::ln2;
  to.distance = from.distance;
  to.on_self = from.on_self;
  to.on_previous = from.on_previous;
  to.on_next = from.on_next;
  to.on_first = from.on_first;
  to.on_separator = from.on_separator;
}

// Keeps the larger of each field.
void widen(HeadStatistics& most, const HeadStatistics& other) {
  for (const auto field : {&HeadStatistics::entropy, &HeadStatistics::distance, &HeadStatistics::on_self,
                           &HeadStatistics::on_previous, &HeadStatistics::on_next, &HeadStatistics::on_first,
                           &HeadStatistics::on_separator})
    most.*field = std::max(most.*field, other.*field);
}

void append(const trace::Site& site, const std::vector<kernels::SampledSums>& sums, StatisticsResult& result) {
  for (std::size_t head = 0; head < sums.size(); ++head) {
    const auto& means = sums[head].means;
    require_numbers({static_cast<float>(means.entropy + means.distance + means.on_first)});
    HeadStatistics statistics, errors;
    statistics.site = site.info.id;
    statistics.layer = site.info.layer;
    statistics.head = static_cast<int>(head);
    take(means, statistics);
    take(sums[head].errors, errors);
    widen(result.error, errors);
    result.heads.push_back(std::move(statistics));
  }
}

StatisticsResult of_maps(const trace::Trace& trace, const StatisticsRequest& request, const std::stop_token& stop) {
  const auto sites = dense_stream(trace, request.stream);
  StatisticsResult result;
  result.every = sampling_step(sites, request.cell_budget);
  for (const auto* site : sites)
    append(*site, kernels::sampled_stats(kernels::map_of(*site), plan(trace, *site), result.every, stop), result);
  return result;
}

}  // namespace

Result<StatisticsResult> statistics(const trace::Trace& trace, const StatisticsRequest& request,
                                    const std::stop_token& stop) {
  return at_border<StatisticsResult>([&]() -> Result<StatisticsResult> {
    const auto sampled = sampled_stream(trace, request.stream);
    if (sampled.empty()) return of_maps(trace, request, stop);
    StatisticsResult result;
    for (const int site : sampled) append_sampled(SampledSite(trace, site), stop, result);
    return result;
  });
}

}  // namespace headlight::views
