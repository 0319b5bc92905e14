// export --view receptive: the attention of a place of the picture beside its receptive field.
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

// The last position of the axis whose patch holds the place, which is the coarsest of a pyramid's; −1: none does.
std::int64_t position_at(const Axis& axis, std::array<double, 2> at) {
  const auto [a, b, c, d, e, f] = axis.to_image;
  const double whole = a * e - b * d;
  const double x = (e * (at[0] - c) - b * (at[1] - f)) / whole, y = (a * (at[1] - f) - d * (at[0] - c)) / whole;
  for (std::int64_t i = axis.size() - 1; i >= 0; --i) {
    if (!axis.is_cell(i)) continue;
    const auto cell = axis.cell(i);
    const double left = double(cell.column) * double(cell.patch[1]), top = double(cell.row) * double(cell.patch[0]);
    if (x >= left && x < left + double(cell.patch[1]) && y >= top && y < top + double(cell.patch[0])) return i;
  }
  return -1;
}

// A layer whose queries are patches, of those that the spec leaves; null: none.
const SiteInfo* patch_layer(const TraceInfo& trace, const ui::FigureSpec& spec) {
  const auto fits = [&](const SiteInfo& site) {
    return (spec.stream.empty() || site.stream == spec.stream) && (!spec.layer || site.layer == *spec.layer) &&
           trace.axes[static_cast<std::size_t>(site.query_axis)].kind == AxisKind::patches;
  };
  const auto found = std::find_if(trace.sites.begin(), trace.sites.end(), fits);
  return found == trace.sites.end() ? nullptr : &*found;
}

Result<ReceptiveField> field_at(Session& session, const Options& options, std::array<double, 2> at) {
  const auto& source = options.source;
  ReceptiveFieldRequest request{{source.model, source.input, source.options}, at[0], at[1]};
  request.level = options.choice.level;
  auto reply = wait(session, std::move(request), progress_printer(options.quiet));
  end_progress();
  if (!reply) return by_file(reply.error(), source);
  return std::get<ReceptiveField>(std::move(reply).value());
}

}  // namespace

Result<ui::BuiltFigure> beside_convolution(Session& session, const Options& options, const TraceInfo& trace, ui::FigureSpec spec) {
  const std::array at{options.choice.at[0], options.choice.at[1]};
  const auto* layer = patch_layer(trace, spec);
  if (layer == nullptr) return unusable("no attention from places of the picture", options.source.model, "layers of other queries", "an encoder's patches");
  spec.stream = layer->stream;
  spec.query = position_at(trace.axes[static_cast<std::size_t>(layer->query_axis)], at);
  if (spec.query < 0)
    return usage("the model's input does not show this place", "--at", std::to_string(std::lround(at[0])) + "," + std::to_string(std::lround(at[1])),
                 "a place in the part of the picture that the model reads");
  auto built = ui::build(session, trace, spec);
  if (!built) return built.error();
  const auto* attention = dynamic_cast<const ui::OverlayFigure*>(built->figure.get());
  if (attention == nullptr) return unusable("this layer has no map on the picture", layer->stream);
  const auto field = field_at(session, options, at);
  if (!field) return field.error();
  built->figure = ui::beside_figure(attention->content(), field.value(), at);
  QJsonArray levels;
  for (const auto& name : field->levels) levels.append(QString::fromStdString(name));
  built->provenance[QStringLiteral("receptive field")] =
      QJsonObject{{QStringLiteral("layer"), QString::fromStdString(field->layer)}, {QStringLiteral("level"), field->level},
                  {QStringLiteral("levels"), levels}, {QStringLiteral("at"), QJsonArray{at[0], at[1]}}};
  return built;
}

}  // namespace headlight::app
