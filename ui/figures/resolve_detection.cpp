#include "ui/figures/resolve_detection.h"

#include <algorithm>

#include "ui/figures/builder_parts.h"
#include "ui/figures/figure_words.h"

namespace headlight::ui {
namespace {

const SiteInfo* first_site(const TraceInfo& trace, const std::string& stream) {
  for (const SiteInfo& site : trace.sites)
    if (site.stream == stream) return &site;
  return nullptr;
}

// True where some rows belong to detections: on a queries axis, or as tokens after the patches.
bool has_detections(const Axis& axis) { return axis.kind == AxisKind::queries || !axis.trailing.empty(); }

// What a model of this kind is opened for: how its detections read the picture, how its decoder reads the source.
bool is_main(const TraceInfo& trace, const SiteInfo& site) {
  const AxisKind queries = axis_at(trace, site.query_axis).kind, keys = axis_at(trace, site.key_axis).kind;
  if (queries == AxisKind::queries) return samples_points(site) || keys == AxisKind::patches;
  return site.stream == "cross" && queries == AxisKind::tokens;
}

// How well a stream suits a view, 0 for not at all.
int suits(const TraceInfo& trace, const SiteInfo& site, FigureView view) {
  const bool points = samples_points(site);
  const int chosen = is_main(trace, site) ? 2 : 1;
  switch (view) {
    case FigureView::points:
      return points ? chosen : 0;
    case FigureView::overlay:
      return points || axis_at(trace, site.key_axis).kind == AxisKind::patches ? chosen : 0;
    case FigureView::graph:
      return joins_detections(trace, site) ? 3 : points ? 0 : chosen;
    case FigureView::matrix:
      return points ? 0 : chosen;
    case FigureView::heads:
    case FigureView::stats:
      return chosen;
    case FigureView::rollout:
      return points || site.kind == SiteKind::cross ? 0 : 1;
  }
  return 0;
}

}  // namespace

bool joins_detections(const TraceInfo& trace, const SiteInfo& site) {
  return site.query_axis == site.key_axis && axis_at(trace, site.query_axis).kind == AxisKind::queries &&
         !samples_points(site);
}

std::string default_stream(const TraceInfo& trace, FigureView view) {
  std::string best;
  int most = -1;
  for (const auto& stream : trace.streams()) {
    const int suited = suits(trace, *first_site(trace, stream), view);
    if (suited <= most) continue;
    most = suited;
    best = stream;
  }
  return best;
}

Result<Done> check_kind(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  const bool points = samples_points(site);
  if (spec.view == FigureView::points && !points)
    return usage("this attention has no sampling points", "--view points",
                 to_string(site.kind) + " attention in stream " + site.stream,
                 "a stream with deformable attention, or --view overlay, heads, matrix");
  const bool map_needed = spec.view == FigureView::matrix || spec.view == FigureView::graph ||
                          spec.view == FigureView::rollout;
  if (points && map_needed)
    return usage("deformable attention has no map", "--view " + to_string(spec.view), "stream " + site.stream,
                 "--view points, overlay, heads or stats");
  const bool graph = spec.view == FigureView::graph && joins_detections(trace, site);
  if (spec.view != FigureView::points && !graph && spec.all_detections)
    return usage("detections are shown one at a time", "--detection", "all", "a number, or --view points");
  if (graph && trace.detections.size() < 2)
    return usage("there is nothing to join", "--view graph", std::to_string(trace.detections.size()) + " detections",
                 "at least 2 (or --view matrix)");
  if (spec.detection >= 0 && axis_at(trace, site.query_axis).kind == AxisKind::tokens)
    return usage("this attention has no detections", "--detection", "queries that are tokens", "a detector");
  return Done{};
}

Result<Done> choose_detection(const TraceInfo& trace, const SiteInfo& site, FigureSpec& spec) {
  const Axis& axis = axis_at(trace, site.query_axis);
  if (spec.detection >= 0 && static_cast<std::size_t>(spec.detection) >= trace.detections.size())
    return usage("there is no such detection", "--detection", std::to_string(spec.detection),
                 trace.detections.empty() ? "none: the model found nothing (--query shows any query)"
                                          : "0 to " + std::to_string(trace.detections.size() - 1) + ", or all");
  if (spec.all_detections) {
    if (trace.detections.empty())
      return usage("there are no detections", "--detection", "none: the model found nothing", "--query");
    return Done{};
  }
  if (spec.detection >= 0) {
    spec.query = trace.row_of_query(site, trace.detections[static_cast<std::size_t>(spec.detection)].query);
    if (spec.query < 0) return usage("this attention has no row for detections", "--detection", site.stream, "--query");
  } else if (spec.query < 0 && spec.whole_layer) {
    return Done{};  // none stands out
  } else if (spec.query < 0 && !trace.detections.empty() && has_detections(axis)) {
    spec.query = trace.row_of_query(site, trace.detections.front().query);
  } else if (spec.query < 0 && axis.kind == AxisKind::queries) {
    const auto best = std::max_element(axis.scores.begin(), axis.scores.end());
    spec.query = axis.scores.empty() ? 0 : best - axis.scores.begin();
  }
  if (spec.query >= axis.size())
    return usage("this attention does not have the detection's query", "--detection", std::to_string(spec.query),
                 "0 to " + std::to_string(axis.size() - 1));
  if (spec.query < 0 || !has_detections(axis)) return Done{};
  for (std::size_t i = 0; i < trace.detections.size() && spec.detection < 0; ++i)
    if (trace.row_of_query(site, trace.detections[i].query) == spec.query) spec.detection = static_cast<int>(i);
  return Done{};
}

QString query_name(const TraceInfo& trace, const SiteInfo& site, std::int64_t query, const std::vector<Track>& tracks) {
  const Axis& axis = axis_at(trace, site.query_axis);
  if (has_detections(axis)) {
    const bool followed = tracks.size() == trace.detections.size();
    for (std::size_t i = 0; i < trace.detections.size(); ++i)
      if (trace.row_of_query(site, trace.detections[i].query) == query && !(followed && tracks[i].number < 0))
        return numbered_detection(followed ? tracks[i].number : static_cast<int>(i), followed) +
               QStringLiteral(" (%1, %2)").arg(QString::fromStdString(trace.detections[i].label)).arg(trace.detections[i].score, 0, 'f', 2);
  }
  if (axis.kind == AxisKind::queries) return FigureWords::tr("query %1").arg(query);
  if (!axis.is_cell(query)) return QString::fromStdString(axis.label(query));
  const auto cell = axis.cell(query);
  if (axis.levels.size() < 2) return FigureWords::tr("patch %1,%2").arg(cell.row).arg(cell.column);
  return FigureWords::tr("cell %1, %2 of level %3").arg(cell.row).arg(cell.column).arg(cell.level);
}

}  // namespace headlight::ui
