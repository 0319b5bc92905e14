#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/api/budget.h"
#include "ui/figures/assemble_graph.h"
#include "ui/figures/builder_parts.h"
#include "ui/figures/patch_marks.h"
#include "ui/figures/resolve_detection.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kMostLinked = 1500;   // positions of a matrix where words are merged or tokens dropped
constexpr std::int64_t kMostGraphCells = std::int64_t{1} << 27;  // of all heads of a graph: 512 MiB
constexpr std::int64_t kMostRollout = 1024;  // rows of a rollout over all tokens

Extent whole(const TraceInfo& trace, const SiteInfo& site) {
  return {0, axis_at(trace, site.query_axis).size(), 0, axis_at(trace, site.key_axis).size()};
}

TileRequest tile(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec, const HeadChoice& head,
                 std::int64_t largest) {
  TileRequest request;
  request.site = site.id;
  request.head = head;
  request.quantity = spec.quantity;
  request.extent = whole(trace, site);
  request.out_rows = std::min(request.extent.rows(), largest);
  request.out_columns = std::min(request.extent.columns(), largest);
  request.pooling = spec.pooling;
  return request;
}

Request asked(const TraceInfo& trace, ViewRequest view) { return ViewOfTrace{trace.id, std::move(view)}; }

Result<Done> check_exact(const Extent& extent, const char* what) {
  const auto most = std::max(extent.rows(), extent.columns());
  if (most <= kMostLinked) return Done{};
  return usage(what, "tokens", std::to_string(most), "at most " + std::to_string(kMostLinked) + " (or --view matrix)");
}

// Every link is read before the strongest are chosen.
Result<Done> check_links(const Extent& extent, std::int64_t heads) {
  if (extent.rows() <= kMostGraphCells / heads / std::max<std::int64_t>(1, extent.columns())) return Done{};
  const auto cells = std::to_string(extent.rows()) + " × " + std::to_string(extent.columns());
  return usage("a graph of so many tokens takes too much memory", "--view graph",
               cells + " tokens, " + std::to_string(heads) + (heads == 1 ? " head" : " heads"),
               "at most " + std::to_string(kMostGraphCells) + " links (or --view matrix)");
}

std::vector<std::int64_t> rollout_queries(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  if (spec.query >= 0) return {spec.query};
  std::vector<std::int64_t> all(static_cast<std::size_t>(axis_at(trace, site.query_axis).size()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  return all;
}

constexpr std::int64_t kMostPoints = 20000;  // marks of a figure, the heaviest
constexpr std::int64_t kMostSplats = 512;    // thumbnails of deformable heads

PointsRequest points_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  PointsRequest request;
  request.site = site.id;
  if (spec.all_detections)
    for (const Detection& found : trace.detections) request.queries.push_back(found.query);
  else if (spec.query >= 0)
    request.queries.push_back(spec.query);
  std::sort(request.queries.begin(), request.queries.end());
  request.queries.erase(std::unique(request.queries.begin(), request.queries.end()), request.queries.end());
  request.heads = spec.heads;
  if (spec.head->mode == HeadChoice::Mode::one && request.heads.empty()) request.heads = {spec.head->head};
  request.levels = spec.levels;
  request.threshold = spec.least_weight;
  request.at_most = kMostPoints;
  return request;
}

// A deformable head as a map over the model's input; its finest level's cells, at most `largest` a side.
SplatRequest splat_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec, const HeadChoice& head,
                      std::int64_t largest) {
  SplatRequest request;
  request.site = site.id;
  request.head = head;
  if (spec.query >= 0) request.queries = {spec.query};
  const auto& input = axis_at(trace, site.query_axis).input;
  const auto longest = std::max<std::int64_t>({input[0], input[1], 1});
  std::int64_t edge = 1;
  for (const auto& level : site.levels) edge = std::max({edge, level[0], level[1]});
  edge = std::min(edge, largest);
  request.rows = std::max<std::int64_t>(1, (input[0] > 0 ? input[0] : longest) * edge / longest);
  request.columns = std::max<std::int64_t>(1, (input[1] > 0 ? input[1] : longest) * edge / longest);
  return request;
}

// A thumbnail a head of every layer of a deformable stream.
Result<Done> plan_splats(const TraceInfo& trace, const FigureSpec& spec, FigurePlan& plan) {
  for (const int id : trace.stream_sites(spec.stream)) {
    const SiteInfo& site = trace.sites[static_cast<std::size_t>(id)];
    for (int head = 0; head < site.heads; ++head)
      plan.requests.push_back(asked(trace, splat_of(trace, site, spec, {HeadChoice::Mode::one, head},
                                                    std::min<std::int64_t>(32, spec.thumbnail))));
  }
  const auto count = static_cast<std::int64_t>(plan.requests.size());
  if (count <= kMostSplats) return Done{};
  return usage("too many heads for one figure", "--view heads", std::to_string(count), std::to_string(kMostSplats));
}

// Of every query that the layer has.
PointsRequest points_of_all(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec) {
  PointsRequest request = points_of(trace, site, spec);
  request.queries.resize(static_cast<std::size_t>(axis_at(trace, site.query_axis).size()));
  std::iota(request.queries.begin(), request.queries.end(), 0);
  return request;
}

// Of the chosen queries, layer by layer where their film is wanted, then of the whole layer.
void plan_points(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec, FigurePlan& plan) {
  if (!*spec.refinement) {
    if (chooses_queries(spec)) plan.requests.push_back(asked(trace, points_of(trace, site, spec)));
    if (spec.whole_layer) plan.requests.push_back(asked(trace, points_of_all(trace, site, spec)));
    return;
  }
  // The shares in each layer's own box are counted over all points: the filters come after.
  FigureSpec every = spec;
  every.heads.clear();
  every.head = HeadChoice{HeadChoice::Mode::mean, 0};
  every.levels.clear();
  every.least_weight = 0;
  for (const int id : trace.stream_sites(spec.stream))
    plan.requests.push_back(asked(trace, points_of(trace, trace.sites[static_cast<std::size_t>(id)], every)));
  if (spec.whole_layer) plan.requests.push_back(asked(trace, points_of_all(trace, site, spec)));
}

}  // namespace

Result<FigurePlan> plan_figure(const TraceInfo& trace, const FigureSpec& spec) {
  const SiteInfo& site = site_of(trace, spec);
  FigurePlan plan{spec, {}};
  const bool whole_words = *spec.merge_words || *spec.drop_special;
  switch (spec.view) {
    case FigureView::heads:
      if (samples_points(site)) {
        if (auto planned = plan_splats(trace, spec, plan); !planned) return planned.error();
        break;
      }
      plan.requests.push_back(asked(trace, HeadsRequest{spec.stream, spec.quantity, spec.thumbnail, spec.pooling, most_exact_cells}));
      break;
    case FigureView::stats:
      plan.requests.push_back(asked(trace, StatisticsRequest{spec.stream, most_exact_cells}));
      break;
    case FigureView::matrix:
      if (whole_words) {
        if (auto fits = check_exact(whole(trace, site), "so many tokens cannot be merged or left out"); !fits)
          return fits.error();
      }
      plan.requests.push_back(
          asked(trace, tile(trace, site, spec, *spec.head, whole_words ? kMostLinked : spec.largest)));
      break;
    case FigureView::graph:
      if (auto fits = check_links(whole(trace, site), static_cast<std::int64_t>(graph_heads(spec).size())); !fits)
        return fits.error();
      for (const HeadChoice& head : graph_heads(spec))
        plan.requests.push_back(asked(trace, tile(trace, site, spec, head, std::numeric_limits<std::int64_t>::max())));
      break;
    case FigureView::points:
      plan_points(trace, site, spec, plan);
      break;
    case FigureView::overlay:
      if (samples_points(site)) {
        plan.requests.push_back(asked(trace, splat_of(trace, site, spec, *spec.head, 40)));
        break;
      }
      plan.requests.push_back(asked(trace, LineRequest{site.id, *spec.head, spec.quantity, spec.query, false}));
      break;
    case FigureView::rollout: {
      const auto queries = rollout_queries(trace, site, spec);
      if (static_cast<std::int64_t>(queries.size()) > kMostRollout) {
        return usage("a rollout of so many tokens cannot be read", "tokens", std::to_string(queries.size()),
                     "at most " + std::to_string(kMostRollout) + ", or one --query");
      }
      plan.requests.push_back(asked(trace, RolloutRequest{spec.stream, *spec.layer, queries}));
      break;
    }
  }
  const bool picture = spec.view == FigureView::overlay || spec.view == FigureView::points ||
                       (spec.view == FigureView::graph && (joins_detections(trace, site) || joins_patches(trace, site))) ||
                       (spec.view == FigureView::rollout && on_patches(trace, site));
  if (picture && !trace.image_path.empty()) plan.requests.push_back(ImageRequest{trace.id, 2048});
  return plan;
}

Result<BuiltFigure> build(Session& session, const TraceInfo& trace, const FigureSpec& spec) {
  HeadsResult maps;
  const HeadsResult* known = nullptr;
  if (const auto question = open_question(trace, spec)) {
    auto reply = wait(session, asked(trace, *question));
    if (!reply) return reply.error();
    auto view = view_in<HeadsResult>({reply.value()}, 0);
    if (!view) return view.error();
    maps = *view.value();
    known = &maps;
  }
  auto resolved = resolve(trace, spec, known);
  if (!resolved) return resolved.error();
  auto plan = plan_figure(trace, resolved.value());
  if (!plan) return plan.error();
  std::vector<Reply> replies;
  for (const Request& request : plan->requests) {
    auto reply = wait(session, request);
    // A trace outlives its picture: the figure is drawn without it and says so.
    const bool picture = std::holds_alternative<ImageRequest>(request);
    if (!reply && !(picture && reply.error().kind == Error::Kind::unusable)) return reply.error();
    replies.push_back(reply ? std::move(reply).value() : Reply(Picture{}));
  }
  return assemble(trace, plan.value(), replies);
}

}  // namespace headlight::ui
