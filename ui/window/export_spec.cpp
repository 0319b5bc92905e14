#include "ui/window/export_spec.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/figures/patch_marks.h"
#include "ui/panels/colour_range.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/panels/shown_scale.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

QString said(const char* text) { return QCoreApplication::translate("headlight::ui::ExportDialog", text); }

struct NamedView {
  FigureView view;
  const char* name;
};
constexpr NamedView kViews[] = {
    {FigureView::heads, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "All heads")},
    {FigureView::matrix, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Matrix")},
    {FigureView::graph, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Links")},
    {FigureView::overlay, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Map on the picture")},
    {FigureView::points, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Sampling points")},
    {FigureView::rollout, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Rollout")},
    {FigureView::stats, QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Statistics")}};

// The site whose links between detections the photo shows: a stream of its own. Null where detections are tokens among
// the patches: their graph is that of the patches.
const SiteInfo* linked(const Store& store) {
  const SiteInfo* site = links_site(*store.trace(), store.selection());
  return site != nullptr && reads_objects(*store.trace(), *site) ? site : nullptr;
}

bool possible(FigureView view, const Store& store) {
  if (view == FigureView::graph && linked(store) != nullptr) return true;
  const bool self = store.site()->query_axis == store.site()->key_axis;
  const bool deformable = store.site()->kind == SiteKind::deformable;
  if (deformable) return view == FigureView::points || view == FigureView::overlay || view == FigureView::heads;
  if (view == FigureView::points) return false;
  if (view == FigureView::overlay) return shows_picture(store);
  if (view == FigureView::graph) return !shows_picture(store) || joins_patches(*store.trace(), *store.site());
  return view != FigureView::rollout || self;
}

const char* scale_name(ValueScale scale) {
  return scale == ValueScale::linear ? "linear" : scale == ValueScale::root ? "root" : "log";
}

// As the photo shows it: heads and levels, and how points are drawn.
void add_detection(FigureSpec& spec, const Context& context) {
  const SiteInfo* site = context.feed.sampled_site();
  const Look& look = context.store.look();
  if (spec.view != FigureView::points || site == nullptr) return;
  spec.head.reset();
  if (look.hidden_heads != 0) spec.heads = shown_heads(look, site->heads);
  for (int level = 0; level < int(site->levels.size()); ++level) {
    if (look.hidden_levels != 0 && (look.hidden_levels >> level & 1U) == 0) spec.levels.push_back(level);
  }
  spec.least_weight = look.least_weight;
  spec.whole_layer = look.whole_layer;
  spec.by_level = look.colour_by_level;
  spec.other_boxes = look.other_boxes;
  spec.dim = look.dim;
}

// Of the chosen detection where it is among the shown ones.
void add_links(FigureSpec& spec, const Store& store, const TraceInfo& trace) {
  const SiteInfo* site = linked(store);
  if (spec.view != FigureView::graph || site == nullptr) return;
  const auto at = std::ranges::find(trace.detections, store.selection().detection, &Detection::query);
  spec.stream = site->stream;
  spec.layer = site->layer;
  spec.detection = at == trace.detections.end() ? -1 : int(at - trace.detections.begin());
  spec.query = spec.key = -1;
  if (spec.head->mode == HeadChoice::Mode::one) spec.head->head = std::min(spec.head->head, site->heads - 1);
  spec.dim = store.look().dim;
}

// Where all heads share a range, a figure of one of them has it as in the window.
void add_range(FigureSpec& spec, const Context& context) {
  const bool one = spec.view == FigureView::overlay || spec.view == FigureView::matrix || spec.view == FigureView::graph;
  const Look& look = context.store.look();
  if (!one || spec.quantity != look.quantity || shows_rollout(context.store) || look.fixed_range || !look.same_scale || is_deformable(*context.store.site())) return;
  const Scale scale = scale_of(context.feed);
  spec.low = scale.low;
  spec.high = scale.high;
}

// What the links, the scale and the words of a figure are, of one head and its map.
void add_look(FigureSpec& spec, const Look& look) {
  spec.quantity = spec.view == FigureView::graph ? Quantity::weight : look.quantity;  // as the window draws it
  spec.merge_words = look.merge_words && spec.quantity != Quantity::contribution;
  spec.drop_special = spec.view == FigureView::graph && look.leave_specials;  // as the window shows it
  spec.special_in_scale = !look.leave_specials;
  spec.top_k = look.link_rule == LinkRule::top_k ? look.top_k : 0;
  spec.threshold = look.link_rule == LinkRule::threshold ? look.threshold : 0.02;
  if (spec.view != FigureView::stats) spec.colour_map = look.map;
  const bool shown = spec.quantity == look.quantity;  // else links, whose range is their own
  spec.scale = scale_name(shown ? shown_scale(look) : look.scale);
  if (look.fixed_range && shown) {
    spec.low = look.low;
    spec.high = look.high;
  }
  spec.own_range = !look.same_scale;
  spec.mark_head = spec.view == FigureView::heads;
  if (spec.view == FigureView::graph) spec.dim = look.dim;
  spec.smooth = look.smooth_picture;
  spec.opacity = look.picture_opacity;
  if (spec.view == FigureView::overlay) spec.shares = shares_of(look.contours);
}

}  // namespace

// The run with the objects that are shown, in their order.
TracePtr shown_trace(const Store& store) {
  auto shown = std::make_shared<TraceInfo>(*store.trace());
  shown->detections = shown_objects(*store.trace(), store.look());
  return shown;
}

std::vector<OfferedView> offered_views(const Store& store) {
  std::vector<OfferedView> all;
  for (const NamedView& entry : kViews) {
    if (!possible(entry.view, store)) continue;
    const bool patches = entry.view == FigureView::graph && linked(store) == nullptr && shows_picture(store);
    const bool chosen = patches && store.selection().query >= 0;
    if (chosen) all.push_back({said(QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Links of “%1”")).arg(position_text(store, store.selection().query, true)), entry.view});
    if (patches) all.push_back({said(QT_TRANSLATE_NOOP("headlight::ui::ExportDialog", "Links between all patches")), entry.view, chosen});
    else all.push_back({said(entry.name), entry.view});
  }
  return all;
}

FigureSpec export_spec(const Context& context, const TraceInfo& trace, FigureView view, bool of_all) {
  const Selection& now = context.store.selection();
  FigureSpec spec;
  spec.view = view;
  spec.stream = now.stream;
  spec.layer = now.layer;
  spec.head = now.head;
  spec.query = of_all ? -1 : now.query;
  spec.key = now.key;
  add_look(spec, context.store.look());
  add_range(spec, context);
  add_detection(spec, context);
  add_links(spec, context.store, trace);
  spec.tracks = tracks_of(context.store, trace.detections);
  return spec;
}

}  // namespace headlight::ui
