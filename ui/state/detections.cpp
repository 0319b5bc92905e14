#include "ui/state/detections.h"

#include <algorithm>

namespace headlight::ui {

const Axis* object_axis(const TraceInfo& trace) {
  const auto at = std::find_if(trace.axes.begin(), trace.axes.end(),
                               [](const Axis& axis) { return axis.kind == AxisKind::queries; });
  return at == trace.axes.end() ? nullptr : &*at;
}

bool is_deformable(const SiteInfo& site) { return site.kind == SiteKind::deformable; }

bool reads_objects(const TraceInfo& trace, const SiteInfo& site) {
  return query_axis(trace, site).kind == AxisKind::queries;
}

std::int64_t detection_number(const TraceInfo& trace, std::int64_t query) {
  for (std::size_t i = 0; i < trace.detections.size(); ++i) {
    if (trace.detections[i].query == query) return std::int64_t(i);
  }
  return -1;
}

const Detection* detection_of(const TraceInfo& trace, std::int64_t query) {
  const std::int64_t number = detection_number(trace, query);
  return number < 0 ? nullptr : &trace.detections[std::size_t(number)];
}

ObjectWords object_words(const TraceInfo& trace, std::int64_t query) {
  if (const Detection* found = detection_of(trace, query)) return {found->label, found->score, found->box};
  const Axis* axis = object_axis(trace);
  ObjectWords words;
  if (axis == nullptr || query < 0 || query >= axis->size()) return words;
  const auto at = std::size_t(query);
  if (at < axis->labels.size()) words.label = axis->labels[at];
  if (at < axis->scores.size()) words.score = axis->scores[at];
  if (at < axis->boxes.size()) words.box = axis->boxes[at];
  return words;
}

Selection with_object(const TraceInfo& trace, Selection selection, std::int64_t query) {
  selection.detection = query;
  const SiteInfo* site = selected_site(trace, selection);
  if (site != nullptr && reads_objects(trace, *site)) selection.query = query;
  return selection;
}

std::vector<const SiteInfo*> sites_of(const TraceInfo& trace, const std::string& stream) {
  std::vector<const SiteInfo*> sites;
  for (const SiteInfo& site : trace.sites) {
    if (site.stream == stream) sites.push_back(&site);
  }
  return sites;
}

std::string object_stream(const TraceInfo& trace, const std::string& chosen) {
  std::string first;
  for (const SiteInfo& site : trace.sites) {
    if (!is_deformable(site) || !reads_objects(trace, site)) continue;
    if (site.stream == chosen) return chosen;
    if (first.empty()) first = site.stream;
  }
  return first;
}

}  // namespace headlight::ui
