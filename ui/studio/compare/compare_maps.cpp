// The maps of A and B on common rows and columns, or on the cells of a picture.
#include <algorithm>
#include <utility>

#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/map_kind.h"
#include "ui/studio/common/splats.h"
#include "ui/studio/compare/compare_axes.h"
#include "ui/studio/compare/compare_model.h"

namespace headlight::ui {

namespace {

TileRequest whole(const TraceInfo& trace, const SiteInfo& site, int head, Quantity quantity) {
  const std::int64_t rows = query_axis(trace, site).size(), columns = key_axis(trace, site).size();
  return {site.id, {HeadChoice::Mode::one, head}, quantity, {0, rows, 0, columns}, rows, columns, Pooling::mean};
}

Plane row_of(const Plane& whole, std::int64_t row) {
  Plane out;
  out.rows = 1;
  out.columns = whole.columns;
  const auto first = whole.values.begin() + row * whole.columns;
  out.values.assign(first, first + whole.columns);
  const auto [low, high] = std::ranges::minmax(out.values);
  out.low = low;
  out.high = high;
  return out;
}

}  // namespace

// The chosen object; in another run the one at the same place of the picture, without one the mean over all of both.
std::vector<std::int64_t> CompareModel::rows_of(const Place& place) const {
  const std::vector<std::int64_t> own = sampled_rows(context_.feed);
  const Place first = a(), second = b();
  if (place.row >= 0 && place.row == second.row) return {place.row};  // also where it is A's
  if (own.empty() || second.site == nullptr || second.run == first.run) return own;
  if (!reads_objects(*first.run->trace, *first.site)) {
    const bool alike = query_axis(*first.run->trace, *first.site).size() == query_axis(*second.run->trace, *second.site).size();
    return alike ? own : std::vector<std::int64_t>();
  }
  const std::int64_t there = same_object(*first.run->trace, own.front(), *second.run->trace);
  if (there < 0) return {};
  return place.run == first.run ? own : std::vector{there};
}

ViewRequest CompareModel::map_request(const Place& place) const {
  const TraceInfo& trace = *place.run->trace;
  if (is_deformable(*place.site)) return splat_request(trace, *place.site, {HeadChoice::Mode::one, place.head}, rows_of(place), fine_splat);
  if (rolled()) return rollout_of(trace, *place.site, {});
  if (place.row >= 0) {
    const std::int64_t columns = key_axis(trace, *place.site).size();
    return TileRequest{place.site->id, {HeadChoice::Mode::one, place.head}, context_.store.look().quantity, {place.row, place.row + 1, 0, columns}, 1, columns, Pooling::mean};
  }
  return whole(trace, *place.site, place.head, context_.store.look().quantity);
}

void CompareModel::ask() {
  const Place first = a(), second = b();
  problem_.clear();
  if (second.site == nullptr) problem_ = tr("The other run has no attention of this kind.");
  if (second.site != nullptr && is_deformable(*second.site) != is_deformable(*first.site)) problem_ = tr("Sampling points and weights of keys have no common map.");
  const auto long_one = [](const Place& place) {
    return (place.row < 0 && query_axis(*place.run->trace, *place.site).size() > largest_compared) || key_axis(*place.run->trace, *place.site).size() > largest_compared;
  };
  if (problem_.isEmpty() && by_rows() && first.row < 0) problem_ = tr("Choose a query: its row is compared with that of B.");
  if (problem_.isEmpty() && !sampled() && (long_one(first) || long_one(second))) problem_ = tr("Maps are compared cell by cell up to %1 positions a side; the lists below are of the whole text.").arg(largest_compared);
  if (!problem_.isEmpty()) {
    maps_.reset();
    return Q_EMIT changed();
  }
  tile_a_.request(first.run->trace->id, map_request(first));
  tile_b_.request(second.run->trace->id, map_request(second));
  take_maps();
}

void CompareModel::take_maps() {
  const Place first = a(), second = b();
  if (first.site == nullptr || second.site == nullptr || !problem_.isEmpty()) return Q_EMIT changed();
  const auto got = [&](const ViewLoader& loader, const Place& place) -> const Plane* {
    if (!loader.has(place.run->trace->id) || loader.shown()->view != map_request(place)) return nullptr;
    if (const auto* splat = loader.get<SplatResult>()) return &splat->plane;
    if (const auto* rollout = loader.get<RolloutResult>()) return &rollout->plane;
    const auto* tile = loader.get<TileResult>();
    return tile == nullptr ? nullptr : &tile->plane;
  };
  const Plane *of_a = got(tile_a_, first), *of_b = got(tile_b_, second);
  if (of_a == nullptr || of_b == nullptr) return Q_EMIT changed();  // the earlier maps stay
  Maps next;
  next.a = *of_a;
  next.b = *of_b;
  if (sampled()) take_sampled(next, first, second);
  else take_dense(next, first, second);
  if (problem_.isEmpty()) maps_ = std::move(next);
  else maps_.reset();
  Q_EMIT changed();
}

void CompareModel::take_dense(Maps& next, const Place& first, const Place& second) const {
  const TraceInfo &of_a = *first.run->trace, &of_b = *second.run->trace;
  const Axis &rows_a = query_axis(of_a, *first.site), &rows_b = query_axis(of_b, *second.site), &keys_a = key_axis(of_a, *first.site), &keys_b = key_axis(of_b, *second.site);
  const bool written = first.site->kind == SiteKind::cross;
  const auto aligned = [](const std::vector<QString>& x, const std::vector<QString>& y) { return x == y ? one_to_one(std::ssize(x)) : align(x, y); };
  const auto ra = labels_of(rows_a, written), rb = labels_of(rows_b, written), ka = labels_of(keys_a, false), kb = labels_of(keys_b, false);
  const bool one = first.row >= 0 && second.row >= 0;
  const auto rows = one ? one_to_one(1) : aligned(ra, rb), columns = aligned(ka, kb);
  if (one && rolled()) {
    next.a = row_of(next.a, first.row);
    next.b = row_of(next.b, second.row);
  }
  next.a = spread(next.a, rows, columns, true);
  next.b = spread(next.b, rows, columns, false);
  next.difference = difference(next.a, next.b);
  next.queries = one ? side_of(rows_a, {}) : common_side(rows_a, ra, rb, rows);
  if (one) {
    const auto word = [](const Place& place) { return place.row_name().section(QStringLiteral(" · "), 0, 0); };  // the titles have the positions
    const QString both = word(first) == word(second) ? word(first) : word(first) + QStringLiteral(" | ") + word(second);
    next.queries.labels = {both};
    next.queries.positions = {{first.row}};
    next.queries.special = {0};
  }
  next.keys = common_side(keys_a, ka, kb, columns);
  next.a_queries = rows_a.size();
  next.a_keys = keys_a.size();
  next.aligned = !is_identity(rows) || !is_identity(columns);
  next.whole = whole_difference(next.a, next.b);
  const bool on_one_grid = keys_a.kind == AxisKind::patches && keys_b.kind == AxisKind::patches && keys_a.grid == keys_b.grid && !next.aligned;
  if (one && on_one_grid && image_size(of_a, {}) == image_size(of_b, {})) lay_on_picture(next, keys_a);
}

void CompareModel::lay_on_picture(Maps& next, const Axis& keys) {
  for (Plane* plane : {&next.a, &next.b, &next.difference}) {
    next.pictures.push_back(row_on_picture(keys, plane->values));
    *plane = next.pictures.back().map;
    next.pictures.back().leading.clear();  // class tokens lie on no patch
    next.pictures.back().trailing.clear();
  }
}

void CompareModel::take_sampled(Maps& next, const Place& first, const Place& second) {
  const bool one_size = image_size(*first.run->trace, {}) == image_size(*second.run->trace, {});
  if (next.a.rows != next.b.rows || next.a.columns != next.b.columns || !one_size) {
    problem_ = tr("The two pictures differ in size: their maps have no common cells.");
    return;
  }
  next.difference = difference(next.a, next.b);
  next.whole = whole_difference(as_row(next.a), as_row(next.b));
  next.pictures.assign(3, on_picture(context_.store, *first.site, next.a, rows_of(first)));
  next.whose = next.pictures.front().query_label;
  if (first.run != second.run) {
    const auto there = rows_of(second);
    next.pictures[1].box.reset();
    if (!there.empty() && reads_objects(*second.run->trace, *second.site)) next.pictures[1].box = object_words(*second.run->trace, there.front()).box;
  }
}

const std::optional<Error>& CompareModel::error() const { return tile_a_.error() ? tile_a_.error() : tile_b_.error(); }

}  // namespace headlight::ui
