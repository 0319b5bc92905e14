#include "ui/figures/grid.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/figure_words.h"
#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

constexpr std::int64_t kMostCells = 2048;  // of the joined map, a side

struct Sum {
  double weight = 0;
  int tiles = 0;
};

// Where the middle of the joined map's cell falls on a tile's grid; −1 outside what the tile's model saw.
std::int64_t cell_under(const OverlayContent& part, const QTransform& to_grid, QPointF middle) {
  const QPointF at = to_grid.map(middle);
  const auto row = static_cast<std::int64_t>(std::floor(at.y())), column = static_cast<std::int64_t>(std::floor(at.x()));
  if (row < 0 || column < 0 || row >= part.map.rows || column >= part.map.columns) return -1;
  return row * part.map.columns + column;
}

void add_part(const OverlayContent& part, const Axis& whole, std::vector<Sum>& sums) {
  const OverlayFigure figure(part);
  const QTransform to_grid = figure.grid_to_image().inverted();
  const double high = double(whole.image[0]) / double(whole.grid[0]), wide = double(whole.image[1]) / double(whole.grid[1]);
  const QRectF seen = figure.grid_to_image().mapRect(QRectF(0, 0, double(part.map.columns), double(part.map.rows)));
  const auto clamped = [](double at, std::int64_t end) { return std::clamp<std::int64_t>(std::int64_t(at), 0, end); };
  const auto bottom = clamped(seen.bottom() / high + 1, whole.grid[0]), right = clamped(seen.right() / wide + 1, whole.grid[1]);
  for (auto row = clamped(seen.top() / high, whole.grid[0]); row < bottom; ++row)
    for (auto column = clamped(seen.left() / wide, whole.grid[1]); column < right; ++column) {
      const auto cell = cell_under(part, to_grid, {(double(column) + 0.5) * wide, (double(row) + 0.5) * high});
      if (cell < 0) continue;
      auto& sum = sums[std::size_t(row * whole.grid[1] + column)];
      sum.weight += part.map.values[std::size_t(cell)];
      ++sum.tiles;
    }
}

void add_means(const std::vector<double>& values, std::size_t parts, std::vector<double>& means) {
  means.resize(std::max(means.size(), values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) means[i] += values[i] / double(parts);
}

// A map over the whole picture whose cells are as large as the part's.
Axis whole_axis(const OverlayContent& part) {
  const QRectF cell = OverlayFigure(part).grid_to_image().mapRect(QRectF(0, 0, 1, 1));
  const auto cells = [](std::int64_t size, double edge) {
    return std::clamp<std::int64_t>(std::llround(double(size) / std::max(1.0, edge)), 1, kMostCells);
  };
  Axis axis = part.axis;
  axis.image = axis.input = part.axis.image;
  axis.grid = {cells(axis.image[0], cell.height()), cells(axis.image[1], cell.width())};
  axis.levels = {axis.grid};  // cells divide the picture evenly
  axis.patch = {0, 0};
  axis.to_image = {1, 0, 0, 0, 1, 0};
  return axis;
}

Request run_of(const TiledRunRequest& request, const TiledRun::Part& part) {
  auto one = request.run;
  one.input.region = part.region;
  return one;
}

void note_grid(const TiledRunRequest& request, const TiledRun& run, BuiltFigure& built) {
  built.provenance.insert(QStringLiteral("tiles"),
                          QJsonObject{{QStringLiteral("count"), qint64(run.parts.size())},
                                      {QStringLiteral("pixels a side"), qint64(request.tile)},
                                      {QStringLiteral("overlap"), qint64(request.overlap)}});
}

Result<BuiltFigure> detection_on_grid(Session& session, const TiledRunRequest& request, const TiledRun& run, FigureSpec spec) {
  if (spec.all_detections)
    return usage("detections of tiles are shown one at a time", "--detection", "all", "a number");
  spec.detection = std::max(spec.detection, 0);
  if (std::size_t(spec.detection) >= run.detections.size())
    return usage("there is no such detection", "--detection", std::to_string(spec.detection),
                 "0 to " + std::to_string(run.detections.size() - 1));
  const auto part = run.detections[std::size_t(spec.detection)].part;
  if (auto again = wait(session, run_of(request, run.parts[part])); !again) return again.error();
  return build(session, with_all_detections(run, part), spec);
}

Result<BuiltFigure> joined_on_grid(Session& session, const TiledRunRequest& request, const TiledRun& run, const FigureSpec& spec) {
  std::vector<OverlayContent> contents;
  BuiltFigure built;
  for (const auto& part : run.parts) {
    if (auto again = wait(session, run_of(request, part)); !again) return again.error();
    auto one = build(session, *part.trace, spec);
    session.release(part.trace->id);
    if (!one) return one;
    const auto overlay = std::dynamic_pointer_cast<const OverlayFigure>(one->figure);
    if (overlay == nullptr) return failed("a tile's map came back as something else", "overlay");
    contents.push_back(overlay->content());
    if (contents.size() > 1) contents.back().image = QImage();
    built = std::move(one).value();
  }
  auto joined = join_overlays(contents);
  joined.scale = contents.front().scale;
  if (!spec.high)
    for (const auto& content : contents) joined.scale.high = std::max(joined.scale.high, content.scale.high);
  built.figure = std::make_shared<OverlayFigure>(std::move(joined));
  built.selected = {};
  built.provenance.remove(QStringLiteral("region"));
  return built;
}

}  // namespace

TraceInfo with_all_detections(const TiledRun& run, std::size_t part) {
  TraceInfo info = *run.parts.at(part).trace;
  info.detections.clear();
  for (const auto& found : run.detections) {
    info.detections.push_back(found.detection);
    if (found.part != part) info.detections.back().query = -2 - std::int64_t(info.detections.size());
  }
  return info;
}

OverlayContent join_overlays(const std::vector<OverlayContent>& parts) {
  OverlayContent out = parts.front();
  out.axis = whole_axis(parts.front());
  out.leading.clear();
  out.trailing.clear();
  std::vector<Sum> sums(std::size_t(out.axis.grid[0] * out.axis.grid[1]));
  for (const auto& part : parts) {
    add_part(part, out.axis, sums);
    add_means(part.leading, parts.size(), out.leading);
    add_means(part.trailing, parts.size(), out.trailing);
  }
  out.map = Plane{out.axis.grid[0], out.axis.grid[1], {}};
  for (const auto& sum : sums) out.map.values.push_back(sum.tiles == 0 ? 0 : float(sum.weight / sum.tiles));
  find_range(out.map);
  out.query = -1;
  out.box.reset();
  out.note = (out.note + QLatin1Char(' ') +
              FigureWords::tr("Joined from %1 tiles, mean where they overlap; each tile's weights are its own.", nullptr, int(parts.size())).arg(parts.size()))
                 .trimmed();
  return out;
}

Result<BuiltFigure> build_on_grid(Session& session, const TiledRunRequest& request, const TiledRun& run, FigureSpec spec) {
  if (spec.view != FigureView::points && spec.view != FigureView::overlay)
    return usage("this view is not of a grid of tiles", "--view", to_string(spec.view), "points or overlay");
  const bool detects = std::ranges::any_of(run.parts.front().trace->axes, [](const Axis& axis) { return axis.kind == AxisKind::queries; });
  if (detects && run.detections.empty())
    return usage("nothing was found in any tile", "--tiles", "0 detections", "--region x0,y0,x1,y1 with --query");
  if (detects && spec.query >= 0)
    return usage("a query belongs to one tile", "--query", std::to_string(spec.query), "--detection, or --region x0,y0,x1,y1");
  auto built = detects ? detection_on_grid(session, request, run, spec) : joined_on_grid(session, request, run, spec);
  if (built) note_grid(request, run, built.value());
  return built;
}

}  // namespace headlight::ui
