#include "ui/panels/centre_panels.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/detection_panels.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/matrix_zoom.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/panels/shown_scale.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kAskAfterMs = 15;

// Where the entries behind a view stand when its sides' tokens are joined or parted.
Viewport same_words(const Viewport& view, const MatrixContent& before, const MatrixContent& after) {
  const auto moved = [](double from, double to, const Side& old, const Side& now) {
    const auto first = std::clamp<std::int64_t>(std::int64_t(std::floor(from)), 0, old.size() - 1);
    const auto last = std::clamp<std::int64_t>(std::int64_t(std::ceil(to)) - 1, first, old.size() - 1);
    const auto begin = now.find(old.positions[std::size_t(first)].front()), end = now.find(old.positions[std::size_t(last)].back());
    return std::pair(double(begin), double(end + 1));
  };
  const auto [left, right] = moved(view.left(), view.right(), before.keys, after.keys);
  const auto [top, bottom] = moved(view.top(), view.bottom(), before.queries, after.queries);
  return {left, top, right - left, bottom - top};
}

}  // namespace

QString sampled_words() { return MatrixPanel::tr("This layer samples points of the picture: see Picture and Heads."); }

QImage image_of(const Picture& picture) {
  const QImage seen(picture.rgb.data(), int(picture.width), int(picture.height), int(picture.width * 3),
                    QImage::Format_RGB888);
  return seen.convertToFormat(QImage::Format_RGB32);
}

void choose(Store& store, const Hit& hit, bool head_of_grid) {
  if (store.trace() == nullptr) return;
  Selection next = store.selection();
  if (head_of_grid) {
    if (hit.site < 0 || std::size_t(hit.site) >= store.trace()->sites.size()) return;
    next.layer = store.trace()->sites[std::size_t(hit.site)].layer;
    next.head = {HeadChoice::Mode::one, std::max(0, hit.head)};
  } else {
    if (hit.query >= 0) next.query = hit.query;
    if (hit.key >= 0) next.key = hit.key;
  }
  store.select(next);
}

// --- heads

HeadsPanel::HeadsPanel(Context context, QWidget* parent)
    : FigurePanel(context, tr("Heads"), context.feed.heads,
                  [&feed = context.feed, heads = std::make_shared<HeadsPicture>()]() -> FigurePtr {
                    if (const auto sampled = splats_figure(feed)) return sampled;
                    return heads->of(feed);
                  },
                  parent) {
  connect(&context_.feed.splats, &ViewSet::changed, this, [this] { refresh(); });
  canvas()->set_heads_grid(true);
  canvas()->set_table(heads_table(context, *canvas()));
  connect(canvas(), &FigureCanvas::picked, this, [this](const Hit& hit) { choose(context_.store, hit, true); });
}

QString HeadsPanel::subtitle() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  const int layers = layers_of(*store.trace(), store.selection().stream), heads = heads_of(*store.trace(), store.selection().stream);
  const QString count = tr("%1 layers", nullptr, layers).arg(layers) + QStringLiteral(" × ") + tr("%1 heads", nullptr, heads).arg(heads);
  const Look& look = store.look();
  if (is_deformable(*store.site())) return count;
  const QString range = look.same_scale ? tr("shared scale") : tr("own scales");
  const ValueScale used = shown_scale(look);
  const QString scale = used == ValueScale::root ? tr("square root") : used == ValueScale::log ? tr("logarithm") : tr("linear");
  const auto* maps = context_.feed.heads.has(store.trace()->id) ? context_.feed.heads.get<HeadsResult>() : nullptr;
  const bool sampled = maps != nullptr && maps->every > 1;
  const QString how = sampled ? QStringLiteral(" · ") + tr("sampled: one query of every %1").arg(maps->every) : QString();
  const QString what = shows_rollout(store) ? tr("weights: a rollout is of all heads together") + QStringLiteral(" · ") : QString();
  return what + count + QStringLiteral(" · ") + range + QStringLiteral(", ") + scale + how;
}

PanelFrame::Words HeadsPanel::teaching() const {
  return {QStringLiteral("grid"), tr("No run yet"), tr("Every head of the model at once, layer by layer. Click one to see it large."), {}, {}};
}

QString HeadsPanel::reason() const {
  const SiteInfo* site = context_.store.site();
  if (site == nullptr || !is_deformable(*site) || context_.feed.sampled_query() >= 0) return {};
  return tr("Choose a detection to see where every head looked for it.");
}

const std::optional<Error>& HeadsPanel::failure() const {
  return context_.feed.splats.error() ? context_.feed.splats.error() : FigurePanel::failure();
}

// --- matrix

MatrixPanel::MatrixPanel(Context context, QWidget* parent)
    : FigurePanel(context, tr("Matrix"), context.feed.tile, [&feed = context.feed] { return matrix_figure(feed); }, parent) {
  canvas()->set_table(matrix_table(context, *canvas()));
  ask_soon_.setSingleShot(true);
  ask_soon_.setInterval(kAskAfterMs);
  connect(&ask_soon_, &QTimer::timeout, this, &MatrixPanel::ask_tile);
  connect(canvas(), &FigureCanvas::picked, this, [this](const Hit& hit) { choose(context_.store, hit, false); });
  connect(canvas(), &FigureCanvas::turned, this, [this](QPointF at, double steps) { zoom(at, std::pow(1.25, steps)); });
  connect(canvas(), &FigureCanvas::dragged, this, &MatrixPanel::pan);
  connect(canvas(), &FigureCanvas::resized, this, [this] {
    ask_soon_.start();
    Q_EMIT layout_changed();
  });
  connect(&context_.store, &Store::run_changed, this, &MatrixPanel::fit);
  connect(&context_.feed.heads, &ViewLoader::changed, this, [this] { refresh(); });  // the range of all heads
  for (ViewLoader* other : {&context_.feed.exact_tile, &context_.feed.rollout}) connect(other, &ViewLoader::changed, this, [this] { refresh(); });
  for (ViewLoader* all : {&context_.feed.whole, &context_.feed.scores}) connect(all, &ViewLoader::changed, this, [this] {
    if (between_objects(context_.store) || merges_) refresh();  // made from the whole map
  });
}

QString MatrixPanel::subtitle() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  const QString size = between_objects(store) ? tr("between detections") : size_words(store);
  const TileResult* tile = context_.feed.tile.has(store.trace()->id) ? context_.feed.best_tile() : nullptr;
  if (shows_rollout(store)) return map_words(store) + QStringLiteral(" · ") + size;
  return head_words(store.selection()) + QStringLiteral(" · ") + size + (tile != nullptr && tile->every > 1 ? QStringLiteral(" · ") + tr("sampled 1 : %1").arg(tile->every) : QString());
}

PanelFrame::Words MatrixPanel::teaching() const {
  return {QStringLiteral("matrix"), tr("No head chosen"), tr("Every query's weight on every key. Point at a cell to read it."), {}, {}};
}

QString MatrixPanel::reason() const {
  const SiteInfo* site = context_.store.site();
  return site != nullptr && is_deformable(*site) ? sampled_words() : QString();
}

// What the shown map is made of.
const ViewLoader& MatrixPanel::loader() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return context_.feed.tile;
  if (shows_rollout(store)) return context_.feed.rollout;
  if (!merges_words(store)) return context_.feed.tile;
  return store.look().quantity == Quantity::score ? context_.feed.scores : context_.feed.whole;
}

void MatrixPanel::refresh() {
  const auto before = std::dynamic_pointer_cast<const MatrixFigure>(canvas()->figure());
  const bool merges = merges_words(context_.store);
  const bool turned = std::exchange(merges_, merges) != merges;
  if (turned && merges) ask_tile();  // all of it: it is there at once when words are parted again
  FigurePanel::refresh();
  if (turned) ask_soon_.start();
  if (before != nullptr) follow_words(*before);
  Q_EMIT layout_changed();
}

// A zoomed view stays on its words where they are joined or parted.
void MatrixPanel::follow_words(const MatrixFigure& before) {
  const auto now = std::dynamic_pointer_cast<const MatrixFigure>(canvas()->figure());
  const Viewport view = canvas()->viewport();
  if (now == nullptr || now.get() == &before || view.isEmpty()) return;
  const MatrixContent &old = before.content(), &made = now->content();
  const auto positions = [](const Side& side) { return side.positions.empty() ? -1 : side.positions.back().back(); };
  const bool same_text = positions(old.keys) == positions(made.keys) && positions(old.queries) == positions(made.queries);
  const bool joined = old.keys.merged || old.queries.merged, joins = made.keys.merged || made.queries.merged;
  if (same_text && joined != joins) set_view(same_words(view, old, made));
}

void MatrixPanel::fit() { set_view({}); }

void MatrixPanel::set_view(const Viewport& view) {
  canvas()->set_viewport(bounded(view, all_cells(*canvas())));
  ask_soon_.start();
  Q_EMIT layout_changed();
}

void MatrixPanel::zoom(QPointF at, double factor) {
  if (matrix_of(*canvas()) != nullptr && !canvas()->stale()) set_view(zoomed_view(*canvas(), at, factor));
}

void MatrixPanel::zoom_middle(double factor) { zoom(canvas()->figure_rect().center(), factor); }

void MatrixPanel::pan(QPointF by) {
  if (matrix_of(*canvas()) != nullptr && !canvas()->viewport().isEmpty()) set_view(panned_view(*canvas(), by));
}

void MatrixPanel::ask_tile() {
  const Viewport view = canvas()->viewport();
  const QSizeF pixels = canvas()->figure_rect().size() * devicePixelRatioF();
  Extent extent;  // empty: everything
  if (merges_) return context_.feed.show_tile({}, kWholeEdge, kWholeEdge);  // words are joined from all of it, as it is
  if (!view.isEmpty()) {
    extent = {std::int64_t(std::floor(view.top())), std::int64_t(std::ceil(view.bottom())),
              std::int64_t(std::floor(view.left())), std::int64_t(std::ceil(view.right()))};
  }
  context_.feed.show_tile(extent, std::max<std::int64_t>(64, std::int64_t(pixels.height())),
                          std::max<std::int64_t>(64, std::int64_t(pixels.width())));
}

// --- picture

namespace {

// Of a figure that has place(rect, style).
template <typename FigureOnPicture>
PictureZoom::Shown shown_of(std::shared_ptr<const FigureOnPicture> figure, const FigureCanvas& canvas, QSizeF picture, QSizeF room) {
  return {picture, room, [figure = std::move(figure), rect = canvas.figure_rect(), style = canvas.style()](const Viewport& view) {
            auto with = style;
            with.viewport = view;
            return figure->place(rect, with);
          }};
}

}  // namespace

std::optional<PictureZoom::Shown> shown_overlay(const FigureCanvas& canvas) {
  const QRectF rect = canvas.figure_rect();
  if (auto links = std::dynamic_pointer_cast<const PictureGraphFigure>(canvas.figure()))
    return shown_of(links, canvas, links->content().image_size, rect.size());
  if (auto boxes = std::dynamic_pointer_cast<const PointsFigure>(canvas.figure()))
    return shown_of(boxes, canvas, boxes->content().image_size, rect.size());
  const auto figure = std::dynamic_pointer_cast<const OverlayFigure>(canvas.figure());
  if (figure == nullptr) return std::nullopt;
  return shown_of(figure, canvas, figure->picture_size(), figure->room(rect, canvas.style()));
}

PicturePanel::PicturePanel(Context context, const PictureSource& picture, QWidget* parent)
    : PhotoPanel(context, picture,
                 {tr("Picture"), context.feed.row, [&feed = context.feed, &picture] {
                    return picture.other_frame() ? nullptr : photo_figure(feed, picture.image());
                  }}, parent),
      tiles_(new PictureTiles(context, "picture", this)),
      zoom_(new PictureZoom(*canvas(), [this] { return shown_overlay(*canvas()); })) {
  canvas()->set_detail(tiles_);
  connect(tiles_, &PictureTiles::changed, canvas(), &FigureCanvas::redraw);
  connect(&context_.store, &Store::run_changed, this, [this, shown = shown_picture(context_.store)]() mutable {
    const TraceInfo* trace = context_.store.trace();
    if (trace == nullptr || trace->image_path == shown) return;  // a part or another frame of a picture keeps the place
    shown = trace->image_path;
    fit();
  });
  canvas()->set_table(picture_table(context, *canvas()));
  connect(canvas(), &FigureCanvas::picked, this, &PicturePanel::pick);
  for (ViewLoader* each : {&context_.feed.map, &context_.feed.links, &context_.feed.heads, &context_.feed.whole, &context_.feed.rollout}) connect(each, &ViewLoader::changed, this, [this] { refresh(); });
  connect(&context_.feed.maps, &ViewSet::changed, this, [this] { refresh(); });
}

namespace {

// Whether the links between patches lie on the photo, not those between detections.
bool links_patches(const Store& store) {
  return store.trace() != nullptr && photo_of(store) == Photo::links && links_site(*store.trace(), store.selection()) == nullptr;
}

}  // namespace

const ViewLoader& PicturePanel::loader() const {
  const Store& store = context_.store;
  if (links_patches(store) && shows_rollout(store)) return context_.feed.rollout;
  if (links_patches(store)) return context_.feed.has_whole() ? context_.feed.whole : context_.feed.row;
  if (photo_of(store) == Photo::links) return context_.feed.links;
  return shows_picture(store) && !is_deformable(*store.site()) ? context_.feed.row : context_.feed.map;
}

void PicturePanel::pick(const Hit& hit, Qt::KeyboardModifiers modifiers) {
  const Store& store = context_.store;
  if (store.site() == nullptr) return;
  Selection next = store.selection();
  const SiteInfo& site = *store.site();
  if (links_patches(store)) {
    const std::int64_t at = hit.query >= 0 ? hit.query : hit.key;
    (modifiers.testFlag(Qt::ShiftModifier) ? next.key : next.query) = at;
  } else if (photo_of(store) == Photo::links) {
    next = with_object(*store.trace(), next, hit.query);
  } else if (waits_for_object(context_.feed)) {
    next = with_object(*store.trace(), next, hit.query);
  } else if (hit.box >= 0 && !modifiers.testFlag(Qt::ShiftModifier)) {
    next = with_object(*store.trace(), next, hit.box);
  } else if (is_deformable(site) || !shows_picture(store)) {
    // Its cells are no keys.
  } else if (reads_objects(*store.trace(), site)) {  // the rows are objects, the picture's cells are keys
    if (hit.key >= 0) next.key = hit.key;
  } else {
    (modifiers.testFlag(Qt::ShiftModifier) ? next.key : next.query) = hit.key >= 0 ? hit.key : hit.query;
  }
  if (hit.place && hit.box < 0 && !modifiers.testFlag(Qt::ShiftModifier)) take_place(store, next, *hit.place);
  context_.store.select(next);
}

QString PicturePanel::subtitle() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  const bool map = photo_of(store) != Photo::links && shows_picture(store);
  const QString of = links_patches(store) ? link_words(store) : map ? map_words(store) : head_words(store.selection());
  const QString head = of + QStringLiteral(" · ");
  if (links_patches(store) && store.selection().query < 0) return head + tr("links between the patches");
  if (links_patches(store)) return head + tr("links of “%1”").arg(position_text(store, store.selection().query, true));
  if (photo_of(store) == Photo::links) {
    const std::int64_t chosen = store.selection().detection;
    return head + (chosen < 0 ? tr("attention between the detections") : tr("which detections “%1” looks at").arg(object_text(*store.trace(), chosen)));
  }
  const SiteInfo* sampled = context_.feed.sampled_site();
  const bool dense = shows_picture(store) && !is_deformable(*store.site());
  if (waits_for_patch(store)) return head + tr("click a patch to see where it looks");
  if (waits_for_object(context_.feed) && shown_objects(*store.trace(), store.look()).empty()) return nothing_found(store);
  if (dense ? store.selection().query < 0 : context_.feed.sampled_query() < 0) return of;
  const bool object = !dense && sampled != nullptr && reads_objects(*store.trace(), *sampled);
  return head + tr("where “%1” looks").arg(object ? object_text(*store.trace(), store.selection().detection)
                                                  : position_text(store, store.selection().query, true));
}

PanelFrame::Words PicturePanel::teaching() const {
  return {QStringLiteral("image"), tr("No picture yet"), tr("Where a head looks, drawn on the picture itself."), {}, {}};
}

QString PicturePanel::reason() const {
  const Store& store = context_.store;
  if (store.site() == nullptr) return {};
  if (links_patches(store)) {
    const bool known = context_.feed.has_whole() || store.selection().query >= 0;
    return known ? QString() : tr("Choose a patch: there are too many to show the links of all.");
  }
  if (photo_of(store) == Photo::links) {
    return object_side(store).size() > 1 ? QString() : tr("Links need two detections. A lower score shows more of them.");
  }
  if (waits_for_object(context_.feed)) return {};
  const bool dense = shows_picture(store) && !is_deformable(*store.site());
  if (waits_for_patch(store) || (dense ? store.selection().query >= 0 : context_.feed.sampled_query() >= 0)) return {};
  return tr("Choose a detection to see where it looks.");
}

}  // namespace headlight::ui
