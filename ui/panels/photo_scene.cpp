#include "ui/panels/photo_scene.h"

#include <algorithm>

#include "ui/figures/matrix.h"
#include "ui/figures/patch_marks.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/panels/shown_scale.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

std::string shown_picture(const Store& store) { return store.trace() == nullptr ? std::string() : store.trace()->image_path; }

Photo photo_of(const Store& store) {
  return store.trace() == nullptr ? Photo::points : shown_photo(*store.trace(), store.selection(), store.look().photo);
}

namespace {

// The layer whose attention a picture is; null where the chosen one has it itself.
const SiteInfo* site_of_photo(const TraceInfo& trace, const Selection& now, Photo photo) {
  if (photo == Photo::links) return links_site(trace, now);
  const SiteInfo* site = selected_site(trace, now);
  const bool dense = photo == Photo::map && site != nullptr && key_axis(trace, *site).kind == AxisKind::patches;
  return dense || photo == Photo::own ? nullptr : points_site(trace, now);
}

}  // namespace

void show_photo(Store& store, Photo photo) {
  Look look = store.look();
  look.photo = photo;
  if (store.trace() == nullptr || store.site() == nullptr) return store.set_look(look);
  const TraceInfo& trace = *store.trace();
  const SiteInfo* shown = site_of_photo(trace, store.selection(), photo);
  if (shown == nullptr || shown->id == store.site()->id) return store.set_look(look);
  Selection next = store.selection();
  next.stream = shown->stream;
  next.layer = shown->layer;
  next.query = next.key = -1;
  next = with_object(trace, next, next.detection);
  if (shown_photo(trace, next, Photo::own) == photo) look.photo = Photo::own;  // another stream shows its own again
  if (look == store.look()) return store.select(next);
  store.set_look(look);
  store.settle(next);
}

void show_next_photo(Store& store) {
  if (store.site() == nullptr) return;
  Photo photo = photo_of(store);
  for (int step = 0; step < 3; ++step) {
    photo = photo == Photo::links ? Photo::points : static_cast<Photo>(int(photo) + 1);
    if (can_show(*store.trace(), store.selection(), photo)) return show_photo(store, photo);
  }
}

void take_place(const Store& store, Selection& selection, QPointF at) {
  if (store.look().receptive) selection.place = {at.x(), at.y()};
}

std::optional<OverlayContent> sampled_map(Feed& feed, const ViewLoader& map, const QImage& picture) {
  const Store& store = feed.store();
  const SiteInfo* site = feed.sampled_site();
  if (site == nullptr || !map.has(store.trace()->id)) return std::nullopt;
  const auto* request = std::get_if<SplatRequest>(&map.shown()->view);
  const auto* result = map.get<SplatResult>();
  const std::int64_t query = feed.sampled_query();
  if (request == nullptr || result == nullptr || request->site != site->id || request->head != store.selection().head ||
      request->queries != std::vector{query}) {
    return std::nullopt;
  }
  OverlayContent content;
  content.title = head_words(store.selection());
  content.places = true;
  content.axis = even_axis(key_axis(*store.trace(), *site), result->plane.rows, result->plane.columns);
  content.image = picture;
  content.map = result->plane;
  content.scale = scale_of(feed, feed.maps, {0, content.map.high, content.map.rows * content.map.columns});
  content.smooth = store.look().smooth_picture;
  content.opacity = store.look().picture_opacity;
  content.shares = shares_of(store.look().contours);
  content.site = site->id;
  content.head = one_head(request->head);
  if (reads_objects(*store.trace(), *site)) {
    content.query_label = object_text(*store.trace(), query);
    add_boxes(content, store, query);
    content.detection = query;
  } else {
    content.query_label = position_text(store, query, true);
  }
  return content;
}

std::shared_ptr<const PictureGraphFigure> links_figure(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  const TraceInfo* trace = store.trace();
  const SiteInfo* site = trace == nullptr ? nullptr : links_site(*trace, store.selection());
  if (site == nullptr || !feed.links.has(trace->id)) return nullptr;
  const auto* request = std::get_if<TileRequest>(&feed.links.shown()->view);
  const auto* tile = feed.links.get<TileResult>();
  const bool current = request != nullptr && request->site == site->id && request->head.mode == store.selection().head.mode &&
                       (one_head(request->head) < 0 || request->head.head == std::min(store.selection().head.head, site->heads - 1));
  if (tile == nullptr || !current) return nullptr;
  const Look& look = store.look();
  PictureGraphContent content;
  content.title = head_words(store.selection());
  content.image = picture;
  content.image_size = image_size(*trace, picture);
  content.detections = shown_objects(*trace, look);
  const std::int64_t chosen = store.selection().detection;
  const auto at = std::ranges::find(content.detections, chosen, &Detection::query);
  content.chosen = chosen < 0 ? -1 : int(at - content.detections.begin());
  content.last_is_query = chosen >= 0 && at == content.detections.end();
  if (content.last_is_query) content.detections.push_back({chosen, -1, object_text(*trace, chosen).toStdString(), -1, object_words(*trace, chosen).box});
  content.tracks = tracks_of(store, content.detections);
  content.sides = store.label_sides();
  take_weights(content, tile->plane);
  content.top_k = look.link_rule == LinkRule::top_k ? look.top_k : 0;
  content.threshold = look.link_rule == LinkRule::threshold ? look.threshold : 0.02;
  content.dim = look.dim;
  content.site = site->id;
  content.head = one_head(request->head);
  return std::make_shared<PictureGraphFigure>(std::move(content));
}

namespace {

// The weights to draw: of all rows where they are held, else of the chosen one.
std::optional<PatchGraphContent> patch_weights(Feed& feed, const SiteInfo& site) {
  const Store& store = feed.store();
  const bool beside = !store.look().leave_specials;
  PatchGraphContent content;
  content.queries = content.keys = patch_marks(*store.trace(), site, true, beside);
  content.chosen = store.selection().query;
  const int head = shows_rollout(store) ? -1 : one_head(store.selection().head);
  if (const Plane* whole = linked_map(feed)) {
    content.heads = {{link_words(store), head, *whole}};
    return content;
  }
  const std::vector<float>* row = store.look().quantity == Quantity::weight ? selected_row(feed) : nullptr;
  if (feed.has_whole() || row == nullptr || std::ssize(*row) != std::ssize(content.keys)) return std::nullopt;
  content.queries = {content.queries[std::size_t(content.chosen)]};
  content.one_axis = false;
  content.chosen = 0;
  content.heads = {{link_words(store), head, Plane{1, std::ssize(*row), *row, 0, 0}}};
  return content;
}

}  // namespace

std::shared_ptr<const PatchGraphFigure> patch_links_figure(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  const SiteInfo* site = store.trace() == nullptr ? nullptr : patch_links_site(*store.trace(), store.selection());
  auto content = site == nullptr ? std::nullopt : patch_weights(feed, *site);
  if (!content) return nullptr;
  const Look& look = store.look();
  content->title = link_words(store);
  content->image = picture;
  content->image_size = picture_size(key_axis(*store.trace(), *site), picture);
  if (content->chosen >= 0) content->chosen_name = position_text(store, store.selection().query, true);
  content->top_k = look.link_rule == LinkRule::top_k ? look.top_k : 0;
  content->threshold = look.link_rule == LinkRule::threshold ? look.threshold : 0.02;
  content->dim = look.dim;
  double highest = 0;
  for (const GraphHead& head : content->heads)
    for (const float weight : head.plane.values) highest = std::max(highest, double(weight));
  content->scale = link_scale(feed, highest, std::ssize(content->keys));
  content->site = site->id;
  return std::make_shared<PatchGraphFigure>(*std::move(content));
}

bool waits_for_object(const Feed& feed) {
  const Store& store = feed.store();
  if (photo_of(store) != Photo::map || store.selection().detection >= 0) return false;
  const SiteInfo* site = shows_picture(store) && !is_deformable(*store.site()) ? store.site() : feed.sampled_site();
  return site != nullptr && reads_objects(*store.trace(), *site);
}

namespace {

// Without a map: its cells can be clicked, and are nothing in a table.
std::shared_ptr<const OverlayFigure> patches_figure(const Store& store, const QImage& picture) {
  OverlayContent content;
  content.title = map_words(store);
  content.axis = key_axis(*store.trace(), *store.site());
  content.image = picture;
  content.site = store.site()->id;
  content.with_bar = false;
  return std::make_shared<OverlayFigure>(std::move(content));
}

}  // namespace

bool waits_for_patch(const Store& store) {
  if (!shows_picture(store) || is_deformable(*store.site()) || photo_of(store) != Photo::map || store.selection().query >= 0) return false;
  return query_axis(*store.trace(), *store.site()).kind == AxisKind::patches;
}

FigurePtr photo_figure(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  if (store.site() == nullptr) return nullptr;
  if (photo_of(store) == Photo::links && links_site(*store.trace(), store.selection()) == nullptr) return patch_links_figure(feed, picture);
  if (photo_of(store) == Photo::links) return links_figure(feed, picture);
  if (waits_for_object(feed)) return boxes_figure(store, picture);
  if (waits_for_patch(store)) return patches_figure(store, picture);
  auto map = shows_picture(store) && !is_deformable(*store.site()) ? map_on_picture(feed, picture) : sampled_map(feed, feed.map, picture);
  return map ? std::make_shared<OverlayFigure>(std::move(*map)) : nullptr;
}

}  // namespace headlight::ui
