#include "ui/figures/assemble_points.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/figure_notes.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"
#include "ui/figures/resolve_detection.h"
#include "ui/figures/scale.h"
#include "ui/figures/side.h"

namespace headlight::ui {
namespace {

std::vector<int> chosen(const std::vector<int>& wanted, std::size_t count) {
  std::vector<int> out = wanted;
  for (std::size_t i = 0; wanted.empty() && i < count; ++i) out.push_back(static_cast<int>(i));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

struct PointsAssembler {
  const TraceInfo& trace;
  const FigureSpec& spec;
  const SiteInfo& site;

  [[nodiscard]] const Axis& axis() const { return axis_at(trace, site.query_axis); }

  [[nodiscard]] QSizeF image_size(const QImage& image) const {
    for (const auto& size : {axis().image, axis().input})
      if (size[0] > 0 && size[1] > 0) return {double(size[1]), double(size[0])};
    return image.isNull() ? QSizeF(1, 1) : QSizeF(image.size());
  }

  [[nodiscard]] QString label(std::int64_t query) const {
    for (const Detection& found : trace.detections)
      if (found.query == query && axis().kind == AxisKind::queries)
        return QStringLiteral("%1 %2").arg(QString::fromStdString(found.label)).arg(found.score, 0, 'f', 2);
    return query_name(trace, site, query, spec.tracks);
  }

  // The layer's queries beside the chosen ones.
  void add_others(PointsContent& content, const PointsResult& layer) const {
    content.other_places = axis().kind == AxisKind::queries;  // of pixels they would be a grid over the picture
    for (const QueryPoints& each : layer.queries) {
      if (std::ranges::find(content.queries, each.query, &QueryPoints::query) != content.queries.end()) continue;
      content.others.push_back(each);
      content.other_labels.push_back(label(each.query));
    }
  }

  // Whether the model reports what the chosen query found.
  [[nodiscard]] bool is_detection() const { return axis().kind == AxisKind::queries && spec.detection >= 0; }

  [[nodiscard]] std::vector<int> heads() const {
    if (spec.heads.empty() && spec.head->mode == HeadChoice::Mode::one) return {spec.head->head};
    return chosen(spec.heads, static_cast<std::size_t>(site.heads));
  }

  [[nodiscard]] QString title() const {
    const QString place = lowered(layer_title(trace, site));
    if (spec.whole_layer && chooses_queries(spec) && !spec.all_detections)
      return FigureWords::tr("Where all %1 queries look, %2 above the others: %3").arg(axis().size()).arg(query_name(trace, site, spec.query, spec.tracks), place);
    if (spec.whole_layer) return FigureWords::tr("Where all %1 queries look: %2").arg(axis().size()).arg(place);
    if (spec.all_detections)
      return FigureWords::tr("Where all %1 detections look: %2").arg(trace.detections.size()).arg(place);
    return FigureWords::tr("Where %1 looks: %2").arg(query_name(trace, site, spec.query, spec.tracks), place);
  }

  // Who reads the places that are marked.
  [[nodiscard]] QString reader(std::size_t queries) const {
    if (spec.whole_layer) return FigureWords::tr("each of the layer's %1 queries read").arg(axis().size());
    if (queries > 1) return FigureWords::tr("each of %1 detections read").arg(queries);
    if (is_detection()) return FigureWords::tr("this detection read");
    return axis().kind == AxisKind::queries ? FigureWords::tr("this query read") : FigureWords::tr("this cell of the feature map read");
  }

  [[nodiscard]] QString explanation(std::size_t queries) const {
    const std::size_t points = static_cast<std::size_t>(std::max(1, site.points)), levels = site.levels.size();
    const QString places = QStringLiteral("%1 × %2 × %3 = %4")
                               .arg(site.heads)
                               .arg(levels)
                               .arg(points)
                               .arg(static_cast<std::size_t>(site.heads) * levels * points);
    return FigureWords::tr(
               "Each mark is one of the %1 places (heads × levels × points) that %2 instead of the whole "
               "picture. Area and opacity show its weight; the weights of a head sum to 1.")
        .arg(places, reader(queries));
  }

  [[nodiscard]] QString note(const PointsContent& content) const {
    const QSizeF size = content.image_size;
    std::size_t shown = 0, outside = 0;
    for (const auto* list : {&content.queries, &content.others})
      for (const auto& query : *list)
        for (const auto& point : query.points) {
          ++shown;
          outside += point.x < 0 || point.y < 0 || point.x > size.width() || point.y > size.height() ? 1 : 0;
        }
    const auto all = (content.queries.size() + content.others.size()) * static_cast<std::size_t>(site.heads) * site.levels.size() *
                     static_cast<std::size_t>(std::max(1, site.points));
    QStringList parts;
    if (shown < all) {
      QString part = FigureWords::tr("%1 of %2 points are shown", nullptr, int(shown)).arg(shown).arg(all);
      if (spec.least_weight > 0) part += FigureWords::tr(" (weight from %1)").arg(spec.least_weight);
      parts += part;
    }
    if (outside > 0) parts += FigureWords::tr("%1 points lie outside the picture", nullptr, int(outside)).arg(outside);
    return parts.isEmpty() ? QString() : parts.join(QStringLiteral("; ")) + QLatin1Char('.');
  }
};

// The replies' points, one a layer, in the order of the plan.
Result<std::vector<const PointsResult*>> point_results(std::size_t count, const std::vector<Reply>& replies) {
  std::vector<const PointsResult*> results;
  for (std::size_t i = 0; i < count; ++i) {
    auto found = view_in<PointsResult>(replies, i);
    if (!found) return found.error();
    results.push_back(found.value());
  }
  return results;
}

void include_weights(const QueryPoints& query, double& high) {
  for (const auto& point : query.points) high = std::max<double>(high, point.weight);
}

// Of what is drawn, rounded.
double largest_weight(const PointsContent& content, const std::vector<RefinementStep>& steps) {
  double high = 0;
  for (const auto& query : content.queries) include_weights(query, high);
  for (const auto& query : content.others) include_weights(query, high);
  for (const auto& step : steps) include_weights(step.points, high);
  Scale scale;
  scale.high = high > 0 ? high : 1;
  return rounded(scale).high;
}

PointFilter filter_of(const PointsAssembler& parts) {
  return {parts.heads(), chosen(parts.spec.levels, parts.site.levels.size()), parts.spec.least_weight};
}

// The layers of the film; none where only one was asked for.
std::vector<RefinementStep> steps_of(const PointsAssembler& parts, const std::vector<const PointsResult*>& results) {
  if (results.size() < 2) return {};
  std::vector<RefinementLayer> layers;
  const auto sites = parts.trace.stream_sites(parts.spec.stream);
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i]->queries.empty()) continue;
    const SiteInfo& site = parts.trace.sites[static_cast<std::size_t>(sites[i])];
    layers.push_back({site.id, site.layer, results[i]->queries.front()});
  }
  std::vector<RefinementStep> steps = refinement_steps(std::move(layers));
  for (RefinementStep& step : steps) keep_points(step.points, filter_of(parts));
  return steps;
}

std::shared_ptr<const RefinementFigure> strip_of(const PointsContent& content, std::vector<RefinementStep> steps) {
  RefinementContent strip;
  strip.image = content.image;
  strip.image_size = content.image_size;
  strip.look = content.look;
  strip.heads = content.heads;
  strip.query_label = content.query_labels.front();
  strip.title = FigureWords::tr("Layer by layer: the box after the layer, its points, their weight in that box; a bar a head");
  strip.steps = std::move(steps);
  return std::make_shared<const RefinementFigure>(std::move(strip));
}

void note_points(const PointsContent& content, const FigureSpec& spec, QJsonObject& extra) {
  const auto listed_numbers = [](const std::vector<int>& numbers) {
    QJsonArray all;
    for (const int number : numbers) all.append(number);
    return all;
  };
  extra.insert(QStringLiteral("heads"), listed_numbers(content.heads));
  extra.insert(QStringLiteral("levels"), listed_numbers(content.shown_levels));
  extra.insert(QStringLiteral("least weight"), spec.least_weight);
  extra.insert(QStringLiteral("weight of the largest mark"), content.look.largest);
  QJsonArray queries;
  for (std::size_t i = 0; i < content.queries.size(); ++i)
    queries.append(QJsonObject{{QStringLiteral("query"), qint64(content.queries[i].query)},
                               {QStringLiteral("label"), content.query_labels[i]},
                               {QStringLiteral("inside final box"), inside_share(content.queries[i])}});
  extra.insert(QStringLiteral("queries"), queries);
}

// `top_k` 0: no limit.
QString graph_note(const PictureGraphFigure& figure, std::int64_t top_k, double threshold) {
  if (figure.links().empty()) return FigureWords::tr("No weight between detections reaches %1.").arg(threshold);
  const QString widest = format_value(figure.links().back().weight);
  if (top_k == 0)
    return FigureWords::tr("Arrows point at what is looked at; the widest is %1, the least %2.")
        .arg(widest)
        .arg(threshold);
  return FigureWords::tr("Arrows point at what is looked at, at most %1 a detection; the widest is %2, the least %3.")
      .arg(top_k)
      .arg(widest)
      .arg(threshold);
}

}  // namespace

Result<FigurePtr> assemble_points(const TraceInfo& trace, const FigureSpec& spec, const std::vector<Reply>& replies,
                                  QJsonObject& extra) {
  const PointsAssembler parts{trace, spec, site_of(trace, spec)};
  const auto sites = trace.stream_sites(spec.stream);
  const std::size_t chosen_count = *spec.refinement ? sites.size() : chooses_queries(spec) ? 1 : 0;
  auto results = point_results(chosen_count + (spec.whole_layer ? 1 : 0), replies);
  if (!results) return results.error();
  PointsContent content;
  content.image = replies.size() > results->size() ? image_from(replies[results->size()]) : QImage();
  content.image_size = parts.image_size(content.image);
  if (chosen_count > 0) {
    const auto own = std::find(sites.begin(), sites.end(), parts.site.id) - sites.begin();
    content.queries = results.value()[*spec.refinement ? static_cast<std::size_t>(own) : 0]->queries;
  }
  if (spec.whole_layer) parts.add_others(content, *results.value().back());
  if (content.queries.empty() && content.others.empty()) return failed("no query came back", "points", "0", "at least 1");
  for (auto& query : content.queries) keep_points(query, filter_of(parts));
  if (spec.whole_layer) results->pop_back();
  std::vector<RefinementStep> steps = steps_of(parts, results.value());
  for (const auto& query : content.queries) content.query_labels.push_back(parts.label(query.query));
  if (parts.axis().kind == AxisKind::queries) content.detections = trace.detections;
  if (parts.axis().kind == AxisKind::queries) content.tracks = spec.tracks;
  content.sides = spec.sides;
  content.other_boxes = spec.other_boxes;
  content.levels = parts.site.levels;
  content.input = parts.axis().input;
  content.heads = parts.heads();
  content.shown_levels = chosen(spec.levels, parts.site.levels.size());
  content.look.by_level = spec.by_level;
  content.look.dim = std::clamp(spec.dim, 0.0, 0.8);
  content.look.largest = spec.largest_mark.value_or(largest_weight(content, steps));
  if (content.queries.size() > 1) content.look.size = 0.62;  // as of a layer's other queries
  content.site = parts.site.id;
  content.layer = parts.site.layer;
  content.title = parts.title();
  content.explanation = parts.explanation(content.queries.size());
  content.note =
      (parts.note(content) + QLatin1Char(' ') + picture_note(trace, content.image))
          .trimmed();
  if (!steps.empty()) content.strip = strip_of(content, std::move(steps));
  note_points(content, spec, extra);
  return FigurePtr(std::make_shared<PointsFigure>(std::move(content)));
}

Result<FigurePtr> assemble_picture_graph(const TraceInfo& trace, const FigureSpec& spec,
                                         const std::vector<Reply>& replies, QJsonObject& extra) {
  const PointsAssembler parts{trace, spec, site_of(trace, spec)};
  if (spec.heads.size() > 1)
    return usage("detections are joined by one head at a time", "--heads", std::to_string(spec.heads.size()),
                 "one head, mean or max");
  if (spec.query >= 0 && spec.detection < 0)
    return usage("this query found nothing", "--query", std::to_string(spec.query),
                 "a query of a detection, or --view matrix");
  auto tile = view_in<TileResult>(replies, 0);
  if (!tile) return tile.error();
  const Plane& all = tile.value()->plane;
  if (all.rows != parts.axis().size() || all.columns != all.rows)
    return failed("a map of another size came back", "graph", std::to_string(all.rows),
                  std::to_string(parts.axis().size()));
  PictureGraphContent content;
  content.detections = trace.detections;
  content.tracks = spec.tracks;
  content.sides = spec.sides;
  take_weights(content, all);
  content.chosen = spec.detection;
  content.top_k = *spec.top_k;
  content.threshold = spec.threshold;
  content.dim = std::clamp(spec.dim, 0.0, 0.8);
  content.site = parts.site.id;
  const HeadChoice head = graph_heads(spec).front();
  content.head = head.mode == HeadChoice::Mode::one ? head.head : -1;
  content.image = replies.size() > 1 ? image_from(replies[1]) : QImage();
  content.image_size = parts.image_size(content.image);
  const QString place = lowered(head_title(trace, parts.site, head));
  content.title =
      content.chosen >= 0
          ? FigureWords::tr("Which detections %1 looks at: %2").arg(query_name(trace, parts.site, spec.query, spec.tracks), place)
          : FigureWords::tr("Which detections look at which: %1").arg(place);
  extra.insert(QStringLiteral("threshold"), spec.threshold);
  const QString lost = picture_note(trace, content.image);
  auto figure = std::make_shared<PictureGraphFigure>(std::move(content));
  figure->set_note((graph_note(*figure, *spec.top_k, spec.threshold) + QLatin1Char(' ') + lost).trimmed());
  return FigurePtr(std::move(figure));
}

Result<HeadsResult> heads_from_splats(const TraceInfo& trace, const FigureSpec& spec,
                                      const std::vector<Reply>& replies) {
  HeadsResult out;
  std::size_t place = 0;
  for (const int id : trace.stream_sites(spec.stream)) {
    const SiteInfo& site = trace.sites[static_cast<std::size_t>(id)];
    ++out.layers;
    out.heads = std::max(out.heads, site.heads);
    for (int head = 0; head < site.heads; ++head) {
      auto splat = view_in<SplatResult>(replies, place++);
      if (!splat) return splat.error();
      out.maps.push_back({site.id, site.layer, head, splat.value()->plane});
    }
  }
  return out;
}

Axis splat_axis(const TraceInfo& trace, const SiteInfo& site, const Plane& plane) {
  return even_axis(axis_at(trace, site.query_axis), plane.rows, plane.columns);
}

std::optional<Box> box_of_query(const TraceInfo& trace, const SiteInfo& site, std::int64_t query) {
  for (const Axis& axis : trace.axes) {
    if (axis.kind != AxisKind::queries) continue;
    for (std::size_t i = 0; i < axis.boxes.size(); ++i)
      if (trace.row_of_query(site, static_cast<std::int64_t>(i)) == query && is_box(axis.boxes[i])) return axis.boxes[i];
  }
  return std::nullopt;
}

}  // namespace headlight::ui
