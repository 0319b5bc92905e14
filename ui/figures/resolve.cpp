#include <algorithm>

#include "engine/api/budget.h"
#include "ui/figures/assemble_graph.h"
#include "ui/figures/figure_notes.h"
#include "ui/figures/builder_parts.h"
#include "ui/figures/first_head.h"
#include "ui/figures/patch_marks.h"
#include "ui/figures/resolve_detection.h"
#include "ui/figures/side.h"
#include "ui/theme/colour_map.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kChoiceEdge = 128;  // maps up to this many tokens are judged exactly

bool chooses_head(const TraceInfo& trace, const FigureSpec& spec) {
  const auto sites = trace.stream_sites(spec.stream.empty() ? default_stream(trace, spec.view) : spec.stream);
  if (!sites.empty() && joins_detections(trace, trace.sites[static_cast<std::size_t>(sites.front())])) return false;
  return (spec.view == FigureView::graph || spec.view == FigureView::matrix) && spec.heads.empty() &&
         (!spec.head || (spec.head->mode == HeadChoice::Mode::one && !spec.layer));
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

const SiteInfo* site_at(const TraceInfo& trace, const std::string& stream, int layer) {
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == stream && site.layer == layer) return &site;
  }
  return nullptr;
}

void choose_first(const TraceInfo& trace, FigureSpec& spec, const HeadsResult& maps) {
  const auto first = first_head(trace, spec, maps);
  spec.layer = first ? first->layer : spec.layer.value_or(0);
  spec.head = HeadChoice{HeadChoice::Mode::one, first ? first->head : 0};
}

Result<Done> check_names(const FigureSpec& spec) {
  if (!spec.colour_map.empty() && ColourMap::find(QString::fromStdString(spec.colour_map)) == nullptr) {
    return usage("no such colour map", "colour map", spec.colour_map,
                 ColourMap::names().join(QStringLiteral(", ")).toStdString());
  }
  if (spec.scale != "" && spec.scale != "linear" && spec.scale != "root" && spec.scale != "log") {
    return usage("no such colour scale", "scale", spec.scale, "linear, root or log");
  }
  if (spec.quantity == Quantity::score && (spec.scale == "root" || spec.scale == "log"))
    return usage("scores below 0 have no root or logarithm", "scale", spec.scale, "linear");
  if (spec.low && spec.high && !(*spec.low < *spec.high)) {
    return usage("the colour range is empty", "range", std::to_string(*spec.high),
                 "more than " + std::to_string(*spec.low));
  }
  if (spec.largest < 1 || spec.largest > 8192 || spec.thumbnail < 1 || spec.thumbnail > 1024) {
    return usage("a map of that size cannot be painted", "pixels",
                 std::to_string(std::max(spec.largest, spec.thumbnail)), "1 to 8192, thumbnails to 1024");
  }
  return Done{};
}

Error no_layer(const TraceInfo& trace, const std::string& stream, int layer) {
  return usage("the model has no such layer", "layer", std::to_string(layer),
               "0 to " + std::to_string(trace.stream_sites(stream).size() - 1));
}

Result<Done> check_place(const TraceInfo& trace, const FigureSpec& spec) {
  if (trace.stream_sites(spec.stream).empty()) {
    return usage("the trace has no such attention", "stream", spec.stream, joined(trace.streams()));
  }
  const SiteInfo* site = spec.layer ? site_at(trace, spec.stream, *spec.layer) : nullptr;
  if (spec.layer && site == nullptr) return no_layer(trace, spec.stream, *spec.layer);
  if (site == nullptr) site = &trace.sites[static_cast<std::size_t>(trace.stream_sites(spec.stream).front())];
  for (const int layer : spec.layers) {
    if (site_at(trace, spec.stream, layer) == nullptr) return no_layer(trace, spec.stream, layer);
  }
  std::vector<int> heads = spec.heads;
  if (spec.head && spec.head->mode == HeadChoice::Mode::one) heads.push_back(spec.head->head);
  for (const int head : heads) {
    if (head >= 0 && head < site->heads) continue;
    return usage("the layer has no such head", "head", std::to_string(head),
                 "0 to " + std::to_string(site->heads - 1) + ", mean or max");
  }
  for (const int level : spec.levels) {
    if (level >= 0 && static_cast<std::size_t>(level) < site->levels.size()) continue;
    return usage("the layer has no such level", "level", std::to_string(level),
                 "0 to " + std::to_string(std::max<std::size_t>(1, site->levels.size()) - 1));
  }
  const auto queries = trace.axes[static_cast<std::size_t>(site->query_axis)].size();
  const auto keys = trace.axes[static_cast<std::size_t>(site->key_axis)].size();
  if (spec.query < -1 || spec.query >= queries) {
    return usage("there is no such query", "query", std::to_string(spec.query), "0 to " + std::to_string(queries - 1));
  }
  if (spec.key < -1 || spec.key >= keys) {
    return usage("there is no such key", "key", std::to_string(spec.key), "0 to " + std::to_string(keys - 1));
  }
  return Done{};
}

}  // namespace

Result<FigureView> figure_view(const std::string& name) {
  for (const FigureView view : {FigureView::heads, FigureView::matrix, FigureView::graph, FigureView::overlay,
                                FigureView::points, FigureView::rollout, FigureView::stats}) {
    if (to_string(view) == name) return view;
  }
  return usage("no such view", "--view", name, "heads, matrix, graph, overlay, points, receptive, rollout or stats");
}

std::string to_string(FigureView view) {
  switch (view) {
    case FigureView::heads:
      return "heads";
    case FigureView::matrix:
      return "matrix";
    case FigureView::graph:
      return "graph";
    case FigureView::overlay:
      return "overlay";
    case FigureView::points:
      return "points";
    case FigureView::rollout:
      return "rollout";
    case FigureView::stats:
      return "stats";
  }
  return {};
}

std::optional<ViewRequest> open_question(const TraceInfo& trace, const FigureSpec& spec) {
  if (!chooses_head(trace, spec)) return std::nullopt;
  HeadsRequest maps;
  maps.stream = spec.stream.empty() ? default_stream(trace, spec.view) : spec.stream;
  maps.edge = kChoiceEdge;
  maps.pooling = Pooling::max;
  maps.cell_budget = most_exact_cells;
  const auto sites = trace.stream_sites(maps.stream);
  if (sites.empty() || samples_points(trace.sites[static_cast<std::size_t>(sites.front())])) return std::nullopt;
  return maps;
}

Result<FigureSpec> resolve(const TraceInfo& trace, FigureSpec spec, const HeadsResult* maps) {
  spec.whole_layer = spec.whole_layer && spec.view == FigureView::points;
  if (trace.sites.empty()) return unusable("the trace holds no attention", "trace", "0 sites", "at least 1");
  if (spec.stream.empty()) spec.stream = default_stream(trace, spec.view);
  if (auto names = check_names(spec); !names) return names.error();
  if (auto place = check_place(trace, spec); !place) return place.error();
  const auto sites = trace.stream_sites(spec.stream);
  const int last = trace.sites[static_cast<std::size_t>(sites.back())].layer;
  if (chooses_head(trace, spec) && maps != nullptr) choose_first(trace, spec, *maps);
  if (!spec.layer) spec.layer = last;
  if (!spec.head) spec.head = HeadChoice{HeadChoice::Mode::mean, 0};
  const SiteInfo& site = *site_at(trace, spec.stream, *spec.layer);
  if (auto kind = check_kind(trace, site, spec); !kind) return kind.error();
  const bool patches = trace.axes[static_cast<std::size_t>(site.key_axis)].kind == AxisKind::patches;
  if (spec.view == FigureView::overlay && !patches && !samples_points(site)) {
    return usage("an overlay needs an image", "--view overlay",
                 "keys that are " + to_string(trace.axes[static_cast<std::size_t>(site.key_axis)].kind),
                 "patches (or --view matrix, graph)");
  }
  if ((spec.view == FigureView::overlay || spec.view == FigureView::rollout) && patches && !samples_points(site) &&
      trace.axes[static_cast<std::size_t>(site.key_axis)].levels.size() > 1) {
    return usage("keys of several feature maps have no single place on the picture", "--view " + to_string(spec.view),
                 std::to_string(trace.axes[static_cast<std::size_t>(site.key_axis)].levels.size()) + " levels",
                 "one feature map (or --view matrix)");
  }
  const bool on_picture = spec.view == FigureView::overlay || spec.view == FigureView::points ||
                          (spec.view == FigureView::rollout && patches);
  if (on_picture || (spec.view == FigureView::heads && samples_points(site)) || spec.detection >= 0 ||
      (spec.view == FigureView::graph && joins_detections(trace, site) && spec.query >= 0)) {
    if (auto chosen = choose_detection(trace, site, spec); !chosen) return chosen.error();
  }
  if (on_picture && spec.query < 0 && !spec.all_detections && !spec.whole_layer) {
    const Axis& axis = trace.axes[static_cast<std::size_t>(site.query_axis)];
    const auto centre = axis.leading + axis.grid[0] / 2 * axis.grid[1] + axis.grid[1] / 2;
    spec.query = axis.leading > 0 ? 0 : std::clamp<std::int64_t>(centre, 0, axis.size() - 1);
  }
  if (spec.view != FigureView::points || !chooses_queries(spec)) spec.refinement = false;
  if (!spec.refinement)
    spec.refinement = spec.view == FigureView::points && !spec.all_detections && sites.size() > 1 &&
                      trace.axes[static_cast<std::size_t>(site.query_axis)].kind == AxisKind::queries;
  const bool graph = spec.view == FigureView::graph && !joins_detections(trace, site),
             weights = spec.quantity == Quantity::weight;
  if (!spec.written) spec.written = site.kind == SiteKind::cross;
  if (!spec.top_k) spec.top_k = spec.query >= 0 && (joins_patches(trace, site) || joins_detections(trace, site)) ? 0 : 2;
  if (!spec.merge_words) spec.merge_words = graph && weights;
  if (!spec.drop_special) spec.drop_special = graph && !joins_patches(trace, site);  // those stand beside the picture
  if (*spec.merge_words && spec.quantity == Quantity::contribution)
    return usage("what a word's tokens add has no common length", "merge words", "contributions", "weights or scores");
  if (spec.view == FigureView::graph && !weights)
    return usage("links are drawn by weight", "--view graph", quantity_key(spec.quantity).toStdString() + "s", "weights (or --view matrix)");
  const bool linear = spec.quantity == Quantity::score || spec.view == FigureView::points || (spec.view == FigureView::rollout && patches);
  const bool diverging = spec.colour_map.starts_with("difference");  // its middle is the range's
  if (spec.scale.empty()) spec.scale = linear || diverging ? "linear" : "root";
  if (spec.colour_map.empty()) spec.colour_map = spec.view == FigureView::stats ? "cividis" : "viridis";
  return spec;
}

}  // namespace headlight::ui
