#include "ui/panels/detection_scene.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

#include "ui/figures/box_marks.h"
#include "ui/figures/side.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

struct DetectionSceneWords {
  Q_DECLARE_TR_FUNCTIONS(DetectionScene)
};

double mean_of(const std::vector<float>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

// The marks of all layers and filters share one scale of sizes: the chosen layer's heaviest point.
double largest_weight(const QueryPoints* points) {
  return points == nullptr || points->points.empty() ? 1 : std::max(1e-6, double(points->points.back().weight));
}

void add_object_box(PointsContent& content, const TraceInfo& trace, std::int64_t query) {
  const ObjectWords words = object_words(trace, query);
  QueryPoints alone;
  alone.query = query;
  alone.box = words.box;
  alone.reference_x = (words.box.x0 + words.box.x1) / 2;
  alone.reference_y = (words.box.y0 + words.box.y1) / 2;
  content.queries = {alone};
}

QString row_text(const Store& store, const SiteInfo& site, std::int64_t query) {
  if (!reads_objects(*store.trace(), site)) return position_text(store, query, true);
  const double score = object_words(*store.trace(), query).score;
  const QString name = object_text(*store.trace(), query);
  return score < 0 ? name : name + QLatin1Char(' ') + format_value(score, 2);
}

}  // namespace

std::vector<Track> tracks_of(const Store& store, const std::vector<Detection>& objects) {
  std::vector<Track> tracks;
  if (store.tracks().empty()) return tracks;
  for (const Detection& object : objects) tracks.push_back(store.track_of(object.query));
  return tracks;
}

QSizeF image_size(const TraceInfo& trace, const QImage& picture) {
  for (const Axis& axis : trace.axes) {
    if (axis.image[0] > 0 && axis.image[1] > 0) return {double(axis.image[1]), double(axis.image[0])};
  }
  return picture.isNull() ? QSizeF(1, 1) : QSizeF(picture.size());
}

QString object_text(const TraceInfo& trace, std::int64_t query) {
  if (const Detection* found = detection_of(trace, query)) return from_utf8(found->label);
  const QString number = DetectionSceneWords::tr("query %1").arg(query);
  const std::string label = object_words(trace, query).label;
  return label.empty() ? number : number + QStringLiteral(" · ") + from_utf8(label);
}

QString numbered_text(const Store& store, std::int64_t query) {
  const QString name = object_text(*store.trace(), query);
  const auto objects = shown_objects(*store.trace(), store.look());
  const auto at = std::ranges::find(objects, query, &Detection::query);
  const int number = at == objects.end() ? -1 : store.number_of(query, at - objects.begin());
  return number < 0 ? name : QStringLiteral("%1 %2").arg(number).arg(name);
}

QString percent_text(double share) { return QStringLiteral("%1 %").arg(std::lround(share * 100)); }

std::optional<double> share_in_box(const Feed& feed, std::int64_t query) {
  const TraceInfo* trace = feed.store().trace();
  const auto* result = trace != nullptr && feed.objects.has(trace->id) ? feed.objects.get<PointsResult>() : nullptr;
  if (result == nullptr) return std::nullopt;
  const auto at = std::ranges::find(result->queries, query, &QueryPoints::query);
  if (at == result->queries.end() || at->inside.empty()) return std::nullopt;
  return mean_of(at->inside);
}

const QueryPoints* sampled_points(const Feed& feed) {
  const TraceInfo* trace = feed.store().trace();
  const SiteInfo* site = feed.sampled_site();
  if (site == nullptr || !feed.points.has(trace->id)) return nullptr;
  const auto* request = std::get_if<PointsRequest>(&feed.points.shown()->view);
  const auto* result = feed.points.get<PointsResult>();
  if (result == nullptr || request == nullptr || request->site != site->id || result->queries.size() != 1) return nullptr;
  return result->queries.front().query == feed.sampled_query() ? &result->queries.front() : nullptr;
}

const PointsResult* layer_points(const Feed& feed) {
  const TraceInfo* trace = feed.store().trace();
  const SiteInfo* site = feed.sampled_site();
  if (site == nullptr || !feed.layer.has(trace->id)) return nullptr;
  const auto* request = std::get_if<PointsRequest>(&feed.layer.shown()->view);
  return request != nullptr && request->site == site->id ? feed.layer.get<PointsResult>() : nullptr;
}

std::int64_t points_of_layer(const TraceInfo& trace, const SiteInfo& site, bool whole) {
  const std::int64_t one = std::int64_t(site.heads) * std::ssize(site.levels) * site.points;
  return whole ? one * query_axis(trace, site).size() : one;
}

PointsLook points_look(const Look& look, double largest) {
  PointsLook out;
  out.by_level = look.colour_by_level;
  out.largest = largest;
  out.dim = look.dim;
  out.size = look.point_size;
  out.offsets = look.offset_lines;
  return out;
}

int one_head(const HeadChoice& head) { return head.mode == HeadChoice::Mode::one ? head.head : -1; }

std::vector<int> shown_heads(const Look& look, int heads) {
  std::vector<int> shown;
  for (int head = 0; head < heads; ++head) {
    if ((look.hidden_heads >> head & 1U) == 0) shown.push_back(head);
  }
  return shown;
}

bool shows_points(const Store& store) {
  const SiteInfo* site = store.site();
  if (site == nullptr || (!is_deformable(*site) && !reads_objects(*store.trace(), *site))) return false;
  return shown_photo(*store.trace(), store.selection(), store.look().photo) == Photo::points;
}

bool between_objects(const Store& store) {
  const SiteInfo* site = store.site();
  return site != nullptr && reads_objects(*store.trace(), *site) &&
         key_axis(*store.trace(), *site).kind == AxisKind::queries;
}

namespace {

PointsContent boxes_content(const Store& store, const QImage& picture) {
  const TraceInfo& trace = *store.trace();
  PointsContent content;
  content.title = head_words(store.selection());
  content.image = picture;
  content.image_size = image_size(trace, picture);
  content.detections = shown_objects(trace, store.look());
  content.tracks = tracks_of(store, content.detections);
  content.sides = store.label_sides();
  content.other_boxes = store.look().other_boxes;
  return content;
}

}  // namespace

std::shared_ptr<const PointsFigure> boxes_figure(const Store& store, const QImage& picture) {
  PointsContent content = boxes_content(store, picture);
  content.other_boxes = true;  // one is to be clicked
  content.look.dim = 0;
  return std::make_shared<PointsFigure>(std::move(content));
}

void add_boxes(OverlayContent& content, const Store& store, std::int64_t object) {
  content.box = object_words(*store.trace(), object).box;
  content.box_line = track_colour(store.track_of(object));
  content.box_label = numbered_text(store, object);
  content.sides = store.label_sides();
  if (!store.look().other_boxes) return;
  for (const Detection& other : shown_objects(*store.trace(), store.look())) {
    if (other.query == store.selection().detection) continue;
    const Track track = store.track_of(other.query);
    content.others.push_back({other.query, other.box, numbered_text(store, other.query), track_colour(track), track.number});
  }
}

namespace {

// The layer's queries beside the chosen one.
void add_others(PointsContent& content, const Store& store, const SiteInfo& site, const PointsResult& layer) {
  content.other_places = reads_objects(*store.trace(), site);  // of pixels they would be a grid over the picture
  for (const QueryPoints& each : layer.queries) {
    if (!content.queries.empty() && each.query == content.queries.front().query) continue;
    content.others.push_back(each);
    content.other_labels.push_back(row_text(store, site, each.query));
    if (!each.points.empty()) content.look.largest = std::max(content.look.largest, double(each.points.back().weight));
  }
}

}  // namespace

std::shared_ptr<const PointsFigure> points_figure(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  if (!shows_points(store)) return nullptr;
  const TraceInfo& trace = *store.trace();
  const SiteInfo* site = feed.sampled_site();
  const QueryPoints* points = sampled_points(feed);
  const std::int64_t query = feed.sampled_query();
  if (site != nullptr && query >= 0 && points == nullptr) return nullptr;
  const PointsResult* layer = layer_points(feed);
  if (site != nullptr && store.look().whole_layer && layer == nullptr) return nullptr;
  PointsContent content = boxes_content(store, picture);
  content.look = points_look(store.look(), points == nullptr && layer != nullptr ? 1e-6 : largest_weight(points));
  if (site != nullptr) {
    content.levels = site->levels;
    content.input = key_axis(trace, *site).input;
    content.site = site->id;
    content.layer = site->layer;
    content.heads = shown_heads(store.look(), site->heads);
    if (content.heads.size() > 1) content.look.chosen = one_head(store.selection().head);
  }
  if (points != nullptr) {
    content.queries = {*points};
    content.query_labels = {row_text(store, *site, query)};
  } else if (store.selection().detection >= 0) {
    add_object_box(content, trace, store.selection().detection);
    content.query_labels = {object_text(trace, store.selection().detection)};
  }
  if (layer != nullptr) add_others(content, store, *site, *layer);
  return std::make_shared<PointsFigure>(std::move(content));
}

namespace {

// The points of the heads and levels that are ticked.
void keep_shown(QueryPoints& points, const Look& look, int heads, int levels) {
  PointFilter filter{shown_heads(look, heads), {}, look.least_weight};
  for (int level = 0; level < levels; ++level) {
    if ((look.hidden_levels >> level & 1U) == 0) filter.levels.push_back(level);
  }
  if (filter.heads.empty() || filter.levels.empty()) points.points.clear();  // empty lists would mean all
  else keep_points(points, filter);
}

}  // namespace

std::shared_ptr<const RefinementFigure> refinement_figure(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  if (store.trace() == nullptr || !feed.film.has(store.trace()->id)) return nullptr;
  const TraceInfo& trace = *store.trace();
  RefinementContent content;
  content.image = picture;
  content.image_size = image_size(trace, picture);
  std::vector<RefinementLayer> layers;
  int heads = 0, levels = 0;
  for (std::size_t i = 0; i < feed.film.results().size(); ++i) {
    const auto* request = std::get_if<PointsRequest>(&feed.film.shown()[i]);
    const auto* result = std::get_if<PointsResult>(feed.film.results()[i].get());
    if (request == nullptr || result == nullptr || result->queries.size() != 1) return nullptr;
    const QueryPoints& points = result->queries.front();
    if (points.query != store.selection().detection) return nullptr;
    const SiteInfo& site = trace.sites[std::size_t(request->site)];
    layers.push_back({site.id, site.layer, points});
    heads = std::max(heads, site.heads);
    levels = std::max(levels, int(site.levels.size()));
  }
  content.steps = refinement_steps(std::move(layers));
  double largest = 1e-6;
  for (RefinementStep& step : content.steps) {
    keep_shown(step.points, store.look(), heads, levels);
    if (!step.points.points.empty()) largest = std::max(largest, largest_weight(&step.points));
  }
  content.look = points_look(store.look(), largest);
  content.heads = shown_heads(store.look(), heads);
  content.query_label = object_text(trace, store.selection().detection);
  content.title = content.query_label;
  return std::make_shared<RefinementFigure>(std::move(content));
}

std::shared_ptr<const HeadsFigure> splats_figure(Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || !is_deformable(*store.site()) || !feed.splats.has(store.trace()->id)) return nullptr;
  const TraceInfo& trace = *store.trace();
  HeadsContent content;
  content.title = stream_name(trace, store.selection().stream);
  content.maps.layers = layers_of(trace, store.selection().stream);
  content.maps.heads = heads_of(trace, store.selection().stream);
  const Shown all = largest_of(feed.splats);
  for (std::size_t i = 0; i < feed.splats.results().size(); ++i) {
    const auto* request = std::get_if<SplatRequest>(&feed.splats.shown()[i]);
    const auto* result = std::get_if<SplatResult>(feed.splats.results()[i].get());
    if (request == nullptr || result == nullptr) return nullptr;
    const SiteInfo& site = trace.sites[std::size_t(request->site)];
    if (site.stream != store.selection().stream || request->queries.front() != feed.sampled_query()) return nullptr;
    content.maps.maps.push_back({site.id, site.layer, request->head.head, result->plane});
  }
  content.scale = scale_of(feed, feed.splats, all);
  content.cells = all.cells;
  const auto& picture = trace.axes[std::size_t(store.site()->query_axis)].image;
  if (picture[0] > 0 && picture[1] > 0) content.aspect = double(picture[0]) / double(picture[1]);
  content.own_range = !store.look().same_scale && !store.look().fixed_range;
  return std::make_shared<HeadsFigure>(std::move(content));
}

Side object_side(const Store& store) {
  const TraceInfo& trace = *store.trace();
  Side side;
  side.kind = AxisKind::queries;
  const auto add = [&side](std::int64_t query, const QString& label) {
    side.labels.push_back(label);
    side.positions.push_back({query});
    side.special.push_back(0);
  };
  const auto objects = shown_objects(trace, store.look());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const int number = store.number_of(objects[i].query, std::int64_t(i));
    const QString label = from_utf8(objects[i].label);
    add(objects[i].query, number < 0 ? label : QStringLiteral("%1 %2").arg(number).arg(label));
  }
  const std::int64_t chosen = store.selection().detection;
  if (chosen >= 0 && side.find(chosen) < 0) add(chosen, object_text(trace, chosen));
  return side;
}

}  // namespace headlight::ui
