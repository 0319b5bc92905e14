#include "ui/panels/scene.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/figures/figure_notes.h"
#include "ui/panels/detection_scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kMostChips = 400;

struct SceneWords {
  Q_DECLARE_TR_FUNCTIONS(Scene)
};

}  // namespace

QString from_utf8(const std::string& text) { return QString::fromStdString(text); }

QString stream_name(const TraceInfo& trace, const std::string& stream) {
  const bool decodes = trace.streams().size() > 1, detects = object_axis(trace) != nullptr;
  if (stream == "deformable_encoder") return SceneWords::tr("Encoder, points");
  if (stream == "deformable_decoder") return SceneWords::tr("Decoder, points");
  if (stream == "decoder" && detects) return SceneWords::tr("Decoder self-attention");
  if (stream == "encoder") return SceneWords::tr("Encoder self-attention");
  if (stream == "decoder") return decodes ? SceneWords::tr("Decoder self-attention, masked") : SceneWords::tr("Masked self-attention");
  if (stream == "cross") return SceneWords::tr("Cross-attention");
  return from_utf8(stream);
}

QString head_words(const Selection& selection) {
  const QString layer = SceneWords::tr("Layer %1").arg(selection.layer);
  if (selection.head.mode == HeadChoice::Mode::mean) return layer + QStringLiteral(" · ") + SceneWords::tr("Mean of heads");
  if (selection.head.mode == HeadChoice::Mode::max) return layer + QStringLiteral(" · ") + SceneWords::tr("Maximum of heads");
  return layer + QStringLiteral(" · ") + SceneWords::tr("Head %1").arg(selection.head.head);
}

QString map_words(const Store& store) {
  if (!shows_rollout(store)) return head_words(store.selection());
  const int layer = store.selection().layer;
  return SceneWords::tr("Rollout") + QStringLiteral(" · ") + (layer == 0 ? SceneWords::tr("Layer %1").arg(0) : SceneWords::tr("Layers %1–%2").arg(0).arg(layer));
}

QString link_words(const Store& store) {
  const bool weights = shows_rollout(store) || store.look().quantity == Quantity::weight;
  return weights ? map_words(store) : map_words(store) + QStringLiteral(" · ") + SceneWords::tr("weights");
}

Side show_tokens(TokenFlow& flow, const Axis* axis, const SideOptions& options) {
  std::vector<Chip> chips;
  if (axis == nullptr || axis->kind != AxisKind::tokens) {
    flow.set_chips({});
    return {};
  }
  const bool merge = options.merge_words;
  const Side side = side_of(*axis, options);
  for (std::size_t i = 0; i < std::min(side.labels.size(), kMostChips); ++i) {
    const bool joined = !merge && i > 0 && i < axis->words.size() && axis->words[i] >= 0 && axis->words[i] == axis->words[i - 1];
    chips.push_back({side.labels[i], side.special[i] != 0, joined});
  }
  flow.set_chips(std::move(chips), side.right_to_left);
  return side;
}

namespace {

// Rows and columns of the graph: special tokens stand in it only while they are linked.
Side graph_side(const Store& store, bool as_query) {
  if (between_objects(store) && !store.look().all_queries) return object_side(store);
  SideOptions options = side_options(store, as_query);
  options.drop_special = store.look().leave_specials;
  return side_of(as_query ? query_axis(*store.trace(), *store.site()) : key_axis(*store.trace(), *store.site()), options);
}

}  // namespace

QString position_text(const Store& store, std::int64_t position, bool as_query) {
  if (store.site() == nullptr || position < 0) return {};
  const SiteInfo& site = *store.site();
  const Axis& axis = as_query ? query_axis(*store.trace(), site) : key_axis(*store.trace(), site);
  if (axis.is_cell(position)) {
    const Axis::Cell cell = axis.cell(position);
    if (axis.levels.empty()) return SceneWords::tr("patch %1,%2").arg(cell.row).arg(cell.column);
    return SceneWords::tr("level %1, cell %2, %3").arg(cell.level).arg(cell.row).arg(cell.column);
  }
  if (axis.kind == AxisKind::queries) return object_text(*store.trace(), position);
  if (&axis == &query_axis(*store.trace(), site)) {  // a detection token after the patches
    if (const auto object = object_of_row(*store.trace(), site, position); object >= 0) return object_text(*store.trace(), object);
  }
  SideOptions options = side_options(store, as_query);
  options.merge_words = false;
  return side_of(axis, options).label(position);
}

const CellResult* selected_cell(const Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || !feed.cell.has(store.trace()->id)) return nullptr;
  const Selection& now = store.selection();
  const CellRequest wanted{store.site()->id, now.head, now.query, now.key};
  return feed.cell.shown()->view == ViewRequest(wanted) ? feed.cell.get<CellResult>() : nullptr;
}

std::optional<double> selected_value(const Feed& feed) {
  const CellResult* cell = selected_cell(feed);
  if (cell == nullptr) return std::nullopt;
  const Quantity quantity = feed.store().look().quantity;
  const bool of_row = quantity == Quantity::contribution || shows_rollout(feed.store());
  if (!of_row) return quantity == Quantity::weight ? cell->weight : cell->score;
  const std::vector<float>* row = selected_row(feed);
  const auto key = std::size_t(feed.store().selection().key);
  return row == nullptr || key >= row->size() ? std::nullopt : std::optional<double>((*row)[key]);
}

const TileResult* whole_weights(const Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || !feed.whole.has(store.trace()->id)) return nullptr;
  const auto* request = std::get_if<TileRequest>(&feed.whole.shown()->view);
  const bool current = request->site == store.site()->id && request->head == store.selection().head;
  return current ? feed.whole.get<TileResult>() : nullptr;
}

const std::vector<float>* selected_row(const Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || store.selection().query < 0 || !feed.row.has(store.trace()->id)) return nullptr;
  if (feed.row.shown()->view != shown_row(store)) return nullptr;
  if (const auto* rollout = feed.row.get<RolloutResult>()) return &rollout->plane.values;
  const auto* line = feed.row.get<LineResult>();
  return line == nullptr ? nullptr : &line->values;
}

const Plane* whole_rollout(const Feed& feed) {
  const Store& store = feed.store();
  if (!shows_rollout(store) || !feed.rollout.has(store.trace()->id)) return nullptr;
  if (feed.rollout.shown()->view != ViewRequest(rollout_of(*store.trace(), *store.site(), {}))) return nullptr;
  const auto* result = feed.rollout.get<RolloutResult>();
  return result == nullptr ? nullptr : &result->plane;
}

const Plane* linked_map(const Feed& feed) {
  if (shows_rollout(feed.store())) return whole_rollout(feed);
  const TileResult* weights = whole_weights(feed);
  return weights == nullptr ? nullptr : &weights->plane;
}

namespace {

// All that its figure is made of beside the maps.
bool alike(const HeadsContent& a, const HeadsContent& b) {
  return a.title == b.title && a.scale == b.scale && a.own_range == b.own_range && a.cells == b.cells && a.right_to_left == b.right_to_left && a.mask == b.mask;
}

}  // namespace

std::shared_ptr<const HeadsFigure> HeadsPicture::of(Feed& feed) {
  const Store& store = feed.store();
  if (store.site() == nullptr || !feed.heads.has(store.trace()->id)) return nullptr;
  const auto* result = feed.heads.get<HeadsResult>();
  const auto* request = std::get_if<HeadsRequest>(&feed.heads.shown()->view);
  const bool current = request->stream == store.selection().stream && request->quantity == store.look().quantity;
  if (result == nullptr || !current) return nullptr;
  HeadsContent content;
  content.title = stream_name(*store.trace(), store.selection().stream);
  content.scale = heads_scale_of(feed);
  content.cells = key_axis(*store.trace(), *store.site()).size();
  content.own_range = !store.look().same_scale && !store.look().fixed_range;
  content.right_to_left = key_side(store).right_to_left;
  content.mask = causal_mask(*store.trace(), *store.site());
  if (figure_ != nullptr && maps_ == feed.heads.value() && alike(figure_->content(), content)) return figure_;
  content.maps = *result;
  maps_ = feed.heads.value();
  figure_ = std::make_shared<HeadsFigure>(std::move(content));
  return figure_;
}

namespace {

// Rows and columns of the detections alone; their weights on all other queries are said below.
std::shared_ptr<const MatrixFigure> objects_matrix(Feed& feed) {
  const Store& store = feed.store();
  const auto* tile = feed.whole.has(store.trace()->id) ? feed.whole.get<TileResult>() : nullptr;
  const auto* request = tile == nullptr ? nullptr : std::get_if<TileRequest>(&feed.whole.shown()->view);
  if (request == nullptr || request->site != store.site()->id || request->head != store.selection().head) return nullptr;
  MatrixContent content;
  content.title = head_words(store.selection());
  content.queries = content.keys = object_side(store);
  content.extent = {0, content.queries.size(), 0, content.keys.size()};
  content.plane = merged(tile->plane, content.queries, content.keys);
  content.scale = scale_of(feed);
  content.site = store.site()->id;
  content.head = store.selection().head.mode == HeadChoice::Mode::one ? store.selection().head.head : -1;
  return std::make_shared<MatrixFigure>(std::move(content));
}

}  // namespace

namespace {

// All but the numbers.
MatrixContent empty_map(Feed& feed) {
  const Store& store = feed.store();
  const bool one = store.selection().head.mode == HeadChoice::Mode::one && !shows_rollout(store);
  MatrixContent content;
  content.title = map_words(store);
  content.query_name = QStringLiteral("query");
  content.key_name = QStringLiteral("key");
  content.queries = query_side(store);
  content.keys = key_side(store);
  content.scale = scale_of(feed);
  content.site = store.site()->id;
  content.head = one ? store.selection().head.head : -1;
  content.mask = causal_mask(*store.trace(), *store.site());
  return content;
}

std::shared_ptr<const MatrixFigure> finished(const Store& store, MatrixContent content) {
  if (!shows_rollout(store)) content.unseen = unseen_cells(*store.site(), {content.plane, content.covered(), content.queries.size(), store.look().quantity});
  return std::make_shared<MatrixFigure>(std::move(content));
}

// A map of all positions, with words joined as the look wants it.
std::shared_ptr<const MatrixFigure> whole_map(Feed& feed, const Plane* map) {
  if (map == nullptr) return nullptr;
  MatrixContent content = empty_map(feed);
  content.extent = {0, content.queries.size(), 0, content.keys.size()};
  content.plane = content.queries.merged || content.keys.merged ? words_of(feed.store(), *map, content.queries, content.keys) : *map;
  return finished(feed.store(), std::move(content));
}

}  // namespace

std::shared_ptr<const MatrixFigure> matrix_figure(Feed& feed) {
  const Store& store = feed.store();
  if (shows_rollout(store)) return whole_map(feed, whole_rollout(feed));
  if (merges_words(store)) return whole_map(feed, word_map(feed));
  if (store.site() == nullptr || !feed.tile.has(store.trace()->id)) return nullptr;
  if (between_objects(store) && !store.look().all_queries) return objects_matrix(feed);
  const auto* tile = feed.best_tile();
  const auto* request = std::get_if<TileRequest>(&feed.tile.shown()->view);
  const bool current = request->site == store.site()->id && request->head == store.selection().head &&
                       request->quantity == store.look().quantity;
  if (tile == nullptr || !current) return nullptr;
  MatrixContent content = empty_map(feed);
  content.extent = tile->extent;
  content.plane = tile->plane;
  content.bin = request->bin;
  return finished(store, std::move(content));
}

std::shared_ptr<const GraphFigure> graph_figure(Feed& feed) {
  const Store& store = feed.store();
  const Plane* map = linked_map(feed);
  if (map == nullptr) return nullptr;
  const Look& look = store.look();
  GraphContent content;
  content.title = link_words(store);
  content.query_name = QStringLiteral("Queries");
  content.key_name = QStringLiteral("Keys");
  content.queries = graph_side(store, true);
  content.keys = graph_side(store, false);
  content.top_k = look.link_rule == LinkRule::top_k ? look.top_k : 0;
  content.threshold = look.link_rule == LinkRule::threshold ? look.threshold : 0.02;
  content.site = store.site()->id;
  content.rollout = shows_rollout(store);
  const bool merges = content.queries.merged || content.keys.merged || between_objects(store) ||
                      !content.queries.dropped.empty() || !content.keys.dropped.empty();
  const bool one = store.selection().head.mode == HeadChoice::Mode::one && !shows_rollout(store);
  content.heads = {{content.title, one ? store.selection().head.head : -1,
                    merges ? merged(*map, content.queries, content.keys) : *map}};
  return std::make_shared<GraphFigure>(std::move(content));
}

bool shows_picture(const Store& store) {
  return store.site() != nullptr && key_axis(*store.trace(), *store.site()).kind == AxisKind::patches;
}

OverlayContent row_on_picture(const Axis& keys, const std::vector<float>& row) {
  OverlayContent content;
  content.axis = keys;
  content.map.rows = keys.grid[0];  // of a pyramid the finest level
  content.map.columns = keys.grid[1];
  const auto first = row.begin() + keys.leading;
  content.map.values.assign(first, first + keys.grid[0] * keys.grid[1]);
  content.trailing.assign(first + keys.cells(), row.end());
  find_range(content.map);
  content.leading.assign(row.begin(), row.begin() + keys.leading);
  return content;
}

std::optional<OverlayContent> map_on_picture(Feed& feed, const QImage& picture) {
  const Store& store = feed.store();
  const std::vector<float>* line = selected_row(feed);
  if (!shows_picture(store) || line == nullptr) return std::nullopt;
  const Axis& keys = key_axis(*store.trace(), *store.site());
  if (std::ssize(*line) != keys.size()) return std::nullopt;
  OverlayContent content = row_on_picture(keys, *line);
  content.title = map_words(store);
  content.image = picture;
  content.query = store.selection().query;
  content.query_label = position_text(store, content.query, true);
  if (const auto object = object_of_row(*store.trace(), *store.site(), content.query); object >= 0) {
    add_boxes(content, store, object);
    content.detection = content.query;
    content.query = -1;
  }
  content.scale = scale_of(feed, {content.map.low, content.map.high, keys.size()});
  content.smooth = store.look().smooth_picture;
  content.opacity = store.look().picture_opacity;
  content.shares = shares_of(store.look().contours);
  content.site = store.site()->id;
  content.head = store.selection().head.mode == HeadChoice::Mode::one && !shows_rollout(store) ? store.selection().head.head : -1;
  if (!shows_rollout(store)) content.unseen = unseen_patches(*store.site(), keys, store.selection().query, content.map, store.look().quantity);
  return content;
}

}  // namespace headlight::ui
