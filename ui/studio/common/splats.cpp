#include "ui/studio/common/splats.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/panels/detection_scene.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

struct SplatsWords {
  Q_DECLARE_TR_FUNCTIONS(Splats)
};

}  // namespace

std::vector<std::int64_t> sampled_rows(const Feed& feed) {
  const std::int64_t query = feed.sampled_query();
  return query < 0 ? std::vector<std::int64_t>() : std::vector{query};
}

SplatRequest splat_request(const TraceInfo& trace, const SiteInfo& site, HeadChoice head, std::vector<std::int64_t> queries, double edge) {
  const Axis& axis = key_axis(trace, site);
  const double rows = axis.input[0] > 0 ? double(axis.input[0]) : 1, columns = axis.input[1] > 0 ? double(axis.input[1]) : 1;
  const auto cells = [&](double side) { return std::max<std::int64_t>(1, std::int64_t(edge * side / std::max(rows, columns) + 0.5)); };
  return {site.id, head, std::move(queries), cells(rows), cells(columns)};
}

std::vector<ViewRequest> splat_requests(const TraceInfo& trace, const std::string& stream, const std::vector<std::int64_t>& queries, double edge) {
  std::vector<ViewRequest> all;
  for (const SiteInfo* site : sites_of(trace, stream)) {
    for (int head = 0; head < site->heads; ++head) all.emplace_back(splat_request(trace, *site, {HeadChoice::Mode::one, head}, queries, edge));
  }
  return all;
}

std::vector<HeadMap> splat_maps(const TraceInfo& trace, const std::vector<ViewRequest>& requests, const std::vector<ViewPtr>& results) {
  std::vector<HeadMap> maps;
  for (std::size_t i = 0; i < std::min(requests.size(), results.size()); ++i) {
    const auto* request = std::get_if<SplatRequest>(&requests[i]);
    const auto* result = std::get_if<SplatResult>(results[i].get());
    if (request == nullptr || result == nullptr || std::size_t(request->site) >= trace.sites.size()) return {};
    maps.push_back({request->site, trace.sites[std::size_t(request->site)].layer, request->head.head, result->plane});
  }
  return maps;
}

Plane as_row(Plane plane) {
  plane.columns *= plane.rows;
  plane.rows = 1;
  return plane;
}

OverlayContent on_picture(const Store& store, const SiteInfo& site, const Plane& map, const std::vector<std::int64_t>& queries) {
  const TraceInfo& trace = *store.trace();
  OverlayContent content;
  content.places = true;
  content.axis = even_axis(key_axis(trace, site), map.rows, map.columns);
  content.smooth = store.look().smooth_picture;
  content.opacity = store.look().picture_opacity;
  content.kind = QStringLiteral("sampled map");
  if (queries.empty()) {
    content.query_label = SplatsWords::tr("every detection");
  } else if (reads_objects(trace, site)) {
    content.query_label = object_text(trace, queries.front());
    content.box = object_words(trace, queries.front()).box;
    content.detection = queries.front();
  } else {
    content.query_label = position_text(store, queries.front(), true);
  }
  return content;
}

}  // namespace headlight::ui
