#include "ui/studio/ask/winners.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

#include "engine/api/picture_place.h"
#include "ui/figures/overlay.h"
#include "ui/figures/picture_graph.h"
#include "ui/figures/points.h"
#include "ui/figures/refinement.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/splats.h"

namespace headlight::ui {

namespace {

struct WinnersWords {
  Q_DECLARE_TR_FUNCTIONS(Winners)
};

constexpr double kWidestWinner = 1.15;    // width of a shown part to its height
constexpr std::size_t kMostPointed = 4;  // queries whose points are told apart; of more, the map of where they fell

enum class Shown { nothing, points, splat, map, links };

Shown shown_as(const TraceInfo& trace, const SiteInfo& site, const Question& question) {
  if (is_deformable(site)) return !question.from.empty() && question.from.size() <= kMostPointed ? Shown::points : Shown::splat;
  if (key_axis(trace, site).kind == AxisKind::patches) return Shown::map;
  const bool objects = reads_objects(trace, site) && key_axis(trace, site).kind == AxisKind::queries;
  return objects && !trace.detections.empty() ? Shown::links : Shown::nothing;
}

std::vector<std::int64_t> all_of(const Axis& axis) {
  std::vector<std::int64_t> all(std::size_t(axis.size()));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

ViewRequest tile(const SiteInfo& site, int head, const Extent& extent, std::int64_t rows) {
  TileRequest request;
  request.site = site.id;
  request.head = {HeadChoice::Mode::one, head};
  request.extent = extent;
  request.out_rows = rows;
  request.out_columns = extent.columns();
  return request;
}

// Everything that one winner is drawn from.
std::vector<ViewRequest> requests_of(const TraceInfo& trace, const SiteInfo& site, int head, const Question& question) {
  const Axis &rows = query_axis(trace, site), &keys = key_axis(trace, site);
  switch (shown_as(trace, site, question)) {
    case Shown::points: return {PointsRequest{site.id, question.from, {}, {}}};
    case Shown::splat: return {splat_request(trace, site, {HeadChoice::Mode::one, head}, question.from.empty() ? all_of(rows) : question.from, fine_splat)};
    case Shown::links: return {tile(site, head, {0, rows.size(), 0, keys.size()}, rows.size())};
    case Shown::map: break;
    case Shown::nothing: return {};
  }
  if (question.from.empty() || question.from.size() > kMostPointed * 2) return {tile(site, head, {0, rows.size(), 0, keys.size()}, 1)};
  std::vector<ViewRequest> lines;
  for (const std::int64_t query : question.from) lines.emplace_back(LineRequest{site.id, {HeadChoice::Mode::one, head}, Quantity::weight, query, false});
  return lines;
}

// The results that answer `wanted`, in its order; empty where one has not arrived.
std::vector<ViewPtr> results_of(const ViewSet& views, const std::vector<ViewRequest>& wanted) {
  std::vector<ViewPtr> found;
  for (const ViewRequest& request : wanted) {
    const auto at = std::ranges::find(views.shown(), request);
    if (at == views.shown().end() || std::size_t(at - views.shown().begin()) >= views.results().size()) return {};
    found.push_back(views.results()[std::size_t(at - views.shown().begin())]);
  }
  return found;
}

Region region_of(const Question& question) { return question.box ? Region{*question.box} : question.region; }

Region boxes_of(const Axis& axis, const std::vector<std::int64_t>& positions) {
  Region all;
  for (const std::int64_t position : positions) {
    if (!axis.is_cell(position)) continue;
    const Box cell = cell_box(axis, position);
    all.push_back({cell.x0, cell.y0, cell.x1, cell.y1});
  }
  return all;
}

struct Drawer {
  const Store& store;
  const AskModel& model;
  const QImage& picture;
  Question question;

  [[nodiscard]] const TraceInfo& trace() const { return *store.trace(); }

  [[nodiscard]] WinnerContent head(const RankedHead& of) const {
    WinnerContent out;
    out.name = QStringLiteral("%1.%2").arg(of.layer).arg(of.head);
    out.value = model.mass_text(of.mass);
    out.title = out.name + QStringLiteral(": ") + model.said(of.mass);
    out.size = image_size(trace(), picture);
    out.site = of.site;
    out.head = of.head;
    return out;
  }

  // The head's points alone, `level_share` its weight in the region by level; the others' are faint.
  [[nodiscard]] std::pair<int, int> take_points(PointsContent& content, const PointsResult& result, int head, const Region& region) const {
    int inside = 0, all = 0;
    for (QueryPoints query : result.queries) {
      std::ranges::fill(query.level_share, 0.0F);
      for (const SamplePoint& point : query.points) {
        if (point.head != head) content.faint.emplace_back(point.x, point.y);
        if (point.head != head) continue;
        const bool in = region.empty() || holds(region, point.x, point.y);
        ++all;
        inside += in ? 1 : 0;
        if (in && std::size_t(point.level) < query.level_share.size()) query.level_share[std::size_t(point.level)] += point.weight;
        content.look.largest = std::max(content.look.largest, double(point.weight));
      }
      std::erase_if(query.points, [head](const SamplePoint& point) { return point.head != head; });
      content.query_labels.push_back(query_text(query.query));
      content.queries.push_back(std::move(query));
    }
    return {inside, all};
  }

  [[nodiscard]] QString query_text(std::int64_t row) const {
    const auto object = object_of_row(trace(), *store.site(), row);
    return object >= 0 ? object_text(trace(), object) : position_text(store, row, true);
  }

  // What of the picture is worth the room: the asking boxes and the region, with what is around them.
  [[nodiscard]] QRectF seen_of(const PointsContent& content, const Region& region) const {
    QRectF all = outline_of(region).boundingRect();
    const QRectF whole(QPointF(), content.image_size);
    for (const QueryPoints& query : content.queries) {
      if (is_box(query.box)) all = all.united(QRectF(QPointF(query.box.x0, query.box.y0), QPointF(query.box.x1, query.box.y1)));
    }
    return taller(framed(all & whole, content.image_size), content.image_size);
  }

  // Not wider than a cell of the winners is, as far as the picture goes.
  [[nodiscard]] static QRectF taller(QRectF seen, QSizeF whole) {
    const double height = std::min(whole.height(), std::max(seen.height(), seen.width() / kWidestWinner));
    const double top = std::clamp(seen.center().y() - height / 2, 0.0, whole.height() - height);
    return {seen.left(), seen.top() >= 0 ? top : seen.top(), seen.width(), std::max(height, seen.height())};
  }

  [[nodiscard]] WinnerContent points(const RankedHead& of, const PointsResult& result) const {
    WinnerContent out = head(of);
    const SiteInfo& site = trace().sites[std::size_t(of.site)];
    const Region region = region_of(question);
    PointsContent content;
    content.title = out.title;
    content.image = picture;
    content.image_size = out.size;
    content.other_boxes = false;  // labels of others would crowd the points
    content.look = points_look(store.look(), 1e-6);
    content.look.offsets = false;
    content.levels = site.levels;
    content.shown_levels.resize(site.levels.size());
    std::iota(content.shown_levels.begin(), content.shown_levels.end(), 0);
    content.input = key_axis(trace(), site).input;
    content.site = site.id;
    content.layer = site.layer;
    content.heads = {of.head};
    const auto [inside, all] = take_points(content, result, of.head, region);
    out.aside = WinnersWords::tr("%1 of %2 points", nullptr, int(all)).arg(inside).arg(all);
    out.seen = seen_of(content, region);
    out.asked = outline_of(region);
    out.levels = !model.reversed();
    out.picture = std::make_shared<PointsFigure>(std::move(content));
    return out;
  }

  [[nodiscard]] WinnerContent on_map(const RankedHead& of, OverlayContent content, const Region& asked) const {
    WinnerContent out = head(of);
    content.title = out.title;
    content.image = picture;
    content.scale.map = from_utf8(store.look().map);
    content.scale.quantity = QStringLiteral("weight");
    content.scale.high = content.map.high > 0 ? content.map.high : 1;
    content.smooth = store.look().smooth_picture;
    content.opacity = store.look().picture_opacity;
    content.with_bar = false;
    content.leading.clear();  // the ranking has their numbers
    content.trailing.clear();
    content.site = of.site;
    content.head = of.head;
    out.asked = outline_of(asked);
    out.picture = std::make_shared<OverlayFigure>(std::move(content));
    return out;
  }

  [[nodiscard]] WinnerContent map(const RankedHead& of, const std::vector<ViewPtr>& results) const {
    const SiteInfo& site = trace().sites[std::size_t(of.site)];
    const Axis& keys = key_axis(trace(), site);
    std::vector<float> mean(std::size_t(keys.size()), 0.0F);
    for (const ViewPtr& result : results) {
      const auto* line = std::get_if<LineResult>(result.get());
      const auto* whole = std::get_if<TileResult>(result.get());
      const std::vector<float>& values = line != nullptr ? line->values : whole->plane.values;
      for (std::size_t key = 0; key < std::min(mean.size(), values.size()); ++key) mean[key] += values[key] / float(results.size());
    }
    OverlayContent content = row_on_picture(keys, mean);
    const auto object = question.from.size() == 1 ? object_of_row(trace(), site, question.from.front()) : -1;
    if (object >= 0) content.box = object_words(trace(), object).box;
    if (object >= 0) content.detection = question.from.front();
    content.query_label = model.from_words();
    return on_map(of, std::move(content), boxes_of(keys, question.to));
  }

  [[nodiscard]] WinnerContent links(const RankedHead& of, const Plane& all) const {
    WinnerContent out = head(of);
    const SiteInfo& site = trace().sites[std::size_t(of.site)];
    PictureGraphContent content;
    content.title = out.title;
    content.image = picture;
    content.image_size = out.size;
    content.detections = shown_objects(trace(), store.look());
    content.tracks = tracks_of(store, content.detections);
    take_weights(content, all);
    const auto chosen = question.from.size() == 1 ? object_of_row(trace(), site, question.from.front()) : -1;
    const auto at = std::ranges::find(content.detections, chosen, &Detection::query);
    content.chosen = at == content.detections.end() ? -1 : int(at - content.detections.begin());
    content.dim = store.look().dim;
    content.site = of.site;
    content.head = of.head;
    out.picture = std::make_shared<PictureGraphFigure>(std::move(content));
    return out;
  }

  [[nodiscard]] std::optional<WinnerContent> drawn(const RankedHead& of, const std::vector<ViewPtr>& results) const {
    const SiteInfo& site = trace().sites[std::size_t(of.site)];
    if (results.empty()) return std::nullopt;
    const auto* points_in = std::get_if<PointsResult>(results.front().get());
    const auto* splat = std::get_if<SplatResult>(results.front().get());
    const auto* whole = std::get_if<TileResult>(results.front().get());
    switch (shown_as(trace(), site, question)) {
      case Shown::points: return points_in == nullptr ? std::nullopt : std::optional(points(of, *points_in));
      case Shown::splat: {
        if (splat == nullptr) return std::nullopt;
        OverlayContent content = on_picture(store, site, splat->plane, {});
        content.map = splat->plane;
        return on_map(of, std::move(content), region_of(question));
      }
      case Shown::links: return whole == nullptr ? std::nullopt : std::optional(links(of, whole->plane));
      case Shown::map: return map(of, results);
      case Shown::nothing: return std::nullopt;
    }
    return std::nullopt;
  }
};

}  // namespace

std::vector<ViewRequest> winner_requests(const Store& store, const Question& question, const Answer& answer) {
  std::vector<ViewRequest> all;
  for (std::size_t i = 0; i < answer.winners; ++i) {
    const RankedHead& of = answer.heads[i];
    for (ViewRequest& request : requests_of(*store.trace(), store.trace()->sites[std::size_t(of.site)], of.head, question)) {
      if (std::ranges::find(all, request) == all.end()) all.push_back(std::move(request));  // a layer's points serve all of its heads
    }
  }
  return all;
}

std::vector<std::shared_ptr<const WinnerFigure>> winner_figures(const Store& store, const AskModel& model, const QImage& picture) {
  const Answer* answer = model.answer();
  if (answer == nullptr || store.site() == nullptr || !model.on_picture()) return {};
  const Drawer drawer{store, model, picture, model.question()};
  std::vector<std::shared_ptr<const WinnerFigure>> all;
  for (std::size_t i = 0; i < answer->winners; ++i) {
    const RankedHead& of = answer->heads[i];
    const auto wanted = requests_of(*store.trace(), store.trace()->sites[std::size_t(of.site)], of.head, drawer.question);
    auto drawn = drawer.drawn(of, results_of(model.winner_views(), wanted));
    all.push_back(drawn ? std::make_shared<const WinnerFigure>(*std::move(drawn)) : nullptr);
  }
  return all;
}

}  // namespace headlight::ui
