// export --view receptive: the attention of a query beside the receptive field of its place, or of another one.
#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

#include "app/commands/commands.h"
#include "app/console.h"
#include "ui/figures/overlay.h"
#include "ui/figures/receptive.h"

namespace headlight::app {
namespace {

// A layer whose queries are patches, of those that the spec leaves; null: none.
const SiteInfo* patch_layer(const TraceInfo& trace, const ui::FigureSpec& spec) {
  const auto fits = [&](const SiteInfo& site) {
    return (spec.stream.empty() || site.stream == spec.stream) && (!spec.layer || site.layer == *spec.layer) &&
           trace.axes[static_cast<std::size_t>(site.query_axis)].kind == AxisKind::patches;
  };
  const auto found = std::find_if(trace.sites.begin(), trace.sites.end(), fits);
  return found == trace.sites.end() ? nullptr : &*found;
}

using Place = std::array<double, 2>;

Error not_shown(const Place& at) {
  return usage("the model's input does not show this place", "--at", std::to_string(std::lround(at[0])) + "," + std::to_string(std::lround(at[1])),
               "a place in the part of the picture that the model reads");
}

// --at alone chooses an encoder's query: the cell that holds the place, on the coarsest level of a pyramid.
Result<ui::FigureSpec> from_place(const Options& options, const TraceInfo& trace, ui::FigureSpec spec) {
  const Place at{options.choice.at[0], options.choice.at[1]};
  const auto* layer = patch_layer(trace, spec);
  if (layer == nullptr)
    return unusable("no attention from places of the picture", options.source.model, "layers of other queries", "an encoder's patches (or --detection, --query)");
  const Axis& axis = trace.axes[static_cast<std::size_t>(layer->query_axis)];
  spec.stream = layer->stream;
  spec.query = ui::cell_at(axis, {at[0], at[1]}, axis.leading + axis.cells() - 1);
  return spec.query < 0 ? Result<ui::FigureSpec>(not_shown(at)) : spec;
}

// Where the attention is looked from: a sampling layer's reference point, else the middle of the box or cell.
Result<Place> own_place(Session& session, const TraceInfo& trace, const ui::BuiltFigure& built) {
  const SiteInfo& site = trace.sites[static_cast<std::size_t>(built.site)];
  const auto query = built.spec.query;
  const bool objects = trace.axes[static_cast<std::size_t>(site.query_axis)].kind == AxisKind::queries;
  if (site.kind == SiteKind::deformable && objects) {
    PointsRequest request;
    request.site = site.id;
    request.queries = {query};
    auto reply = wait(session, ViewOfTrace{trace.id, request});
    if (!reply) return reply.error();
    const auto& points = std::get<PointsResult>(*std::get<ViewPtr>(reply.value())).queries.at(0);
    return Place{points.reference_x, points.reference_y};
  }
  if (const auto place = ui::place_of_query(trace, site, query)) return *place;
  return usage("this query has no place on the picture", "--query", std::to_string(query), "a patch or a query with a box (or --at X,Y alone)");
}

Result<ReceptiveField> field_at(Session& session, const Options& options, Place at, int level) {
  const auto& source = options.source;
  auto reply = wait(session, ui::field_request({source.model, source.input, source.options}, at, level), progress_printer(options.quiet));
  end_progress();
  if (!reply) return by_file(reply.error(), source);
  return std::get<ReceptiveField>(std::move(reply).value());
}

}  // namespace

Result<ui::BuiltFigure> beside_convolution(Session& session, const Options& options, const TraceInfo& trace, ui::FigureSpec spec) {
  const bool placed = !options.choice.at.empty(), chosen = spec.query >= 0 || spec.detection >= 0;
  if (placed && !chosen) {
    auto of_place = from_place(options, trace, spec);
    if (!of_place) return of_place.error();
    spec = of_place.value();
  }
  auto built = ui::build(session, trace, spec);
  if (!built) return built.error();
  const auto* attention = dynamic_cast<const ui::OverlayFigure*>(built->figure.get());
  if (attention == nullptr) return unusable("this layer has no map on the picture", spec.stream);
  const auto own = own_place(session, trace, built.value());
  if (!own) return own.error();
  const Place at = placed ? Place{options.choice.at[0], options.choice.at[1]} : own.value();
  const SiteInfo& site = trace.sites[static_cast<std::size_t>(built->site)];
  const int level = options.choice.level >= 0 ? options.choice.level : ui::level_of_query(trace, site, built->spec.query);
  const auto field = field_at(session, options, at, level);
  if (!field) return field.error();
  built->figure = ui::beside_convolution(attention->content(), own.value(), field.value(), at).figure;
  QJsonArray levels;
  for (const auto& name : field->levels) levels.append(QString::fromStdString(name));
  built->provenance[QStringLiteral("receptive field")] =
      QJsonObject{{QStringLiteral("layer"), QString::fromStdString(field->layer)}, {QStringLiteral("level"), field->level},
                  {QStringLiteral("levels"), levels}, {QStringLiteral("at"), QJsonArray{at[0], at[1]}}};
  return built;
}

}  // namespace headlight::app
