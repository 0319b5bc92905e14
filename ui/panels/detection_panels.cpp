#include "ui/panels/detection_panels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/figures/receptive.h"
#include "ui/panels/centre_panels.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

const PointsFigure* figure_of(const FigureCanvas& canvas) {
  return canvas.stale() ? nullptr : dynamic_cast<const PointsFigure*>(canvas.figure().get());
}

std::optional<PictureZoom::Shown> shown_points(const FigureCanvas& canvas) {
  const auto figure = std::dynamic_pointer_cast<const PointsFigure>(canvas.figure());
  if (figure == nullptr) return std::nullopt;
  const QRectF rect = canvas.figure_rect();
  return PictureZoom::Shown{figure->content().image_size, rect.size(), [figure, rect, style = canvas.style()](const Viewport& view) {
                              auto with = style;
                              with.viewport = view;
                              return figure->place(rect, with);
                            }};
}

}  // namespace

namespace {

// Its own: every workspace with a picture has a source, and all ask when a run arrives.
std::string slot_of(const PictureSource& source) { return "picture." + std::to_string(reinterpret_cast<std::uintptr_t>(&source)); }

}  // namespace

PictureSource::PictureSource(Context context, QObject* parent) : QObject(parent), context_(context) {
  connect(&context_.store, &Store::run_changed, this, &PictureSource::load);
  connect(&context_.runs, &RunController::input_changed, this, &PictureSource::load_other);
  load();
}

bool PictureSource::other_frame() const {
  const TraceInfo* run = context_.store.trace();
  return run != nullptr && run->image_frame >= 0 && run->id != trace_;
}

void PictureSource::load() {
  const TraceInfo* run = context_.store.trace();
  if (run == nullptr) return;
  if (coming_ != 0 && coming_ != run->id) context_.client.drop(slot_of(*this));  // a run's that is no longer shown
  coming_ = 0;
  if (run->id == trace_) return;
  const bool seen = std::any_of(run->axes.begin(), run->axes.end(), [](const Axis& axis) { return axis.kind == AxisKind::patches; });
  if (!seen && object_axis(*run) == nullptr) return;
  coming_ = run->id;
  context_.client.submit({.slot = slot_of(*this), .request = ImageRequest{run->id}, .receiver = this, .done = [this, trace = run->id, window = run->image_window](Result<Reply> reply) {
                            coming_ = 0;
                            trace_ = trace;
                            window_ = window;
                            take(std::move(reply));
                          }});
}

void PictureSource::load_other() {
  const TraceInfo* run = context_.store.trace();
  const InputSpec& input = context_.runs.input();
  if (run == nullptr || run->id != trace_ || input.image != run->image_path || input.frame != run->image_frame) return;
  if (input.window == window_) {
    if (coming_ == 0) context_.client.drop(slot_of(*this));  // turned back before the other came
    return;
  }
  PreviewRequest request;
  request.path = input.image;
  request.edge = ImageRequest{}.edge;
  request.window = input.window;
  request.frame = input.frame;
  context_.client.submit({.slot = slot_of(*this), .request = request, .receiver = this, .done = [this, window = input.window](Result<Reply> reply) {
                            window_ = window;
                            take(std::move(reply));
                          }});
}

void PictureSource::take(Result<Reply> reply) {
  const auto* picture = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
  problem_ = reply.ok() ? QString() : engine_line(reply.error());
  image_ = picture == nullptr ? QImage() : image_of(*picture);
  Q_EMIT changed();
}

// --- points

PhotoPanel::PhotoPanel(Context context, const PictureSource& picture, Shows shows, QWidget* parent)
    : FigurePanel(context, shows.title, shows.loader, std::move(shows.make), parent), picture_(picture) {
  connect(&picture, &PictureSource::changed, this, [this] { refresh(); });
}

PointsPanel::PointsPanel(Context context, const PictureSource& picture, QWidget* parent)
    : PhotoPanel(context, picture,
                 {tr("Picture"), context.feed.points, [&feed = context.feed, &picture] {
                    return picture.other_frame() ? nullptr : points_figure(feed, picture.image());
                  }}, parent),
      tiles_(new PictureTiles(context, "points", this)),
      zoom_(new PictureZoom(*canvas(), [this] { return shown_points(*canvas()); })) {
  canvas()->set_detail(tiles_);
  connect(tiles_, &PictureTiles::changed, canvas(), &FigureCanvas::redraw);
  canvas()->set_table(points_table(context, *canvas()));
  connect(&context_.feed.layer, &ViewLoader::changed, this, [this] { refresh(); });
  connect(&context_.store, &Store::run_changed, this, [this, shown = shown_picture(context_.store)]() mutable {
    const TraceInfo* trace = context_.store.trace();
    if (trace == nullptr || trace->image_path == shown) return;  // a part or another frame of a picture keeps the place
    shown = trace->image_path;
    fit();
  });
  connect(canvas(), &FigureCanvas::picked, this, &PointsPanel::pick);
  connect(canvas(), &FigureCanvas::missed, this, &PointsPanel::pick_beside);
}

QString PointsPanel::subtitle() const {
  const SiteInfo* site = context_.feed.sampled_site();
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  if (!picture_.problem().isEmpty()) return picture_.problem();
  if (site != nullptr && context_.feed.sampled_query() < 0 && shown_objects(*store.trace(), store.look()).empty())
    return nothing_found(store);
  QString layer = tr("layer %1").arg(store.selection().layer);
  if (site == nullptr || !is_deformable(*site)) return stream_name(*store.trace(), store.selection().stream) + QStringLiteral(" · ") + layer;
  layer[0] = layer[0].toUpper();
  const int levels = int(site->levels.size());
  const QStringList counts{tr("%1 heads", nullptr, site->heads).arg(site->heads), tr("%1 levels", nullptr, levels).arg(levels),
                           tr("%1 points", nullptr, int(site->points)).arg(site->points)};
  const QString points = layer + QStringLiteral(" · ") + counts.join(QStringLiteral(" × "));
  if (!store.look().whole_layer) return points;
  return points + QStringLiteral(" · ") + tr("all %1 queries").arg(format_count(query_axis(*store.trace(), *site).size()));
}

QString nothing_found(const Store& store) {
  return store.look().all_queries ? PointsPanel::tr("Nothing was found. Choose any query in the list or on the picture.")
                                  : PointsPanel::tr("Nothing was found. Tick Other queries too to look at any query.");
}

const ViewLoader& PointsPanel::loader() const { return context_.store.look().whole_layer && layer_points(context_.feed) == nullptr ? context_.feed.layer : PhotoPanel::loader(); }

const std::optional<Error>& PointsPanel::failure() const {
  return context_.feed.layer.error() ? context_.feed.layer.error() : PhotoPanel::failure();
}

PanelFrame::Words PointsPanel::teaching() const {
  return {QStringLiteral("image"), tr("No picture yet"), tr("What a detector found, and every point that it sampled for it."), {}, {}};
}

void PointsPanel::pick(const Hit& hit) {
  const Store& store = context_.store;
  if (store.trace() == nullptr) return;
  Selection next = store.selection();
  if (hit.has_value && hit.head >= 0) next.head = {HeadChoice::Mode::one, hit.head};  // a sampling point
  const SiteInfo* site = context_.feed.sampled_site();
  const bool objects = site == nullptr || reads_objects(*store.trace(), *site);
  if (objects) next = with_object(*store.trace(), next, hit.query);
  else (hit.has_value || hit.own_place ? next.query : next.detection) = hit.query;
  context_.store.select(next);
}

void PointsPanel::pick_beside(QPointF at) {
  const PointsFigure* figure = figure_of(*canvas());
  const Store& store = context_.store;
  if (figure == nullptr || store.trace() == nullptr) return;
  const PicturePlace place = figure->place(canvas()->figure_rect(), canvas()->style());
  if (!place.rect.contains(at)) return;
  const double pixels = place.visible.width() / place.rect.width();
  const QPointF image((at.x() - place.rect.left()) * pixels + place.visible.left(), (at.y() - place.rect.top()) * pixels + place.visible.top());
  const TraceInfo& trace = *store.trace();
  Selection next = store.selection();
  if (!reads_objects(trace, *store.site())) {
    next.query = cell_at(query_axis(trace, *store.site()), image, next.query);
    if (next.query < 0) return;
  } else if (const std::int64_t nearest = nearest_object(image); nearest >= 0) {
    next = with_object(trace, next, nearest);
  }
  take_place(store, next, image);
  context_.store.select(next);
}

// By its reference point where the others' are marked too, else of the detections by the middle of its box; −1 for none.
std::int64_t PointsPanel::nearest_object(QPointF image) const {
  std::int64_t nearest = -1;
  double least = std::numeric_limits<double>::max();
  const auto take = [&](std::int64_t query, double x, double y) {
    const double away = std::hypot(x - image.x(), y - image.y());
    if (!(away < least)) return;
    least = away;
    nearest = query;
  };
  if (const PointsResult* layer = layer_points(context_.feed)) {
    for (const QueryPoints& each : layer->queries) take(each.query, each.reference_x, each.reference_y);
    return nearest;
  }
  for (const Detection& found : context_.store.trace()->detections) take(found.query, (found.box.x0 + found.box.x1) / 2, (found.box.y0 + found.box.y1) / 2);
  return nearest;
}

// --- refinement

RefinementPanel::RefinementPanel(Context context, const PictureSource& picture, QWidget* parent)
    : PhotoPanel(context, picture,
                 {tr("Refinement"), context.feed.points, [&feed = context.feed, &picture] { return refinement_figure(feed, picture.image()); }}, parent) {
  canvas()->set_table(refinement_table(context, *canvas()));
  connect(&context_.feed.film, &ViewSet::changed, this, [this] { refresh(); });
  connect(canvas(), &FigureCanvas::picked, this, [this](const Hit& hit) {
    if (hit.site < 0 || context_.store.trace() == nullptr) return;
    Selection next = context_.store.selection();
    next.layer = context_.store.trace()->sites[std::size_t(hit.site)].layer;
    context_.store.select(next);
  });
}

QString RefinementPanel::subtitle() const {
  const TraceInfo* trace = context_.store.trace();
  const std::int64_t query = context_.store.selection().detection;
  if (trace == nullptr || query < 0) return {};
  return tr("%1, layer by layer: its box, its points and the share of their weight inside, also per head").arg(object_text(*trace, query));
}

QString RefinementPanel::reason() const {
  if (context_.store.selection().detection >= 0) return {};
  return tr("Choose a detection to see how the decoder found its box.");
}

}  // namespace headlight::ui
