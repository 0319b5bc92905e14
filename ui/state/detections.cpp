#include "ui/state/detections.h"

#include <algorithm>
#include <functional>

#include "ui/figures/tracks.h"

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

std::int64_t object_of_row(const TraceInfo& trace, const SiteInfo& site, std::int64_t row) {
  const Axis* objects = object_axis(trace);
  const Axis& rows = query_axis(trace, site);
  if (objects == nullptr || row < 0 || row >= rows.size()) return -1;
  const std::int64_t object = rows.kind == AxisKind::queries ? row : row - rows.leading - rows.cells();
  return object < objects->size() && trace.row_of_query(site, object) == row ? object : -1;
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

const Detection* matching(const Detection& one, const TraceInfo& other, double least, Alike alike) {
  const Detection* best = nullptr;
  double most = least;
  for (const Detection& candidate : other.detections) {
    const double shared = overlap(one.box, candidate.box);
    if (shared < most || (alike == Alike::of_class && candidate.label != one.label)) continue;
    most = shared;
    best = &candidate;
  }
  return best;
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

double least_score(const Look& look) { return look.least_score < 0 ? kUsualScore : look.least_score; }

std::vector<Detection> shown_objects(const TraceInfo& trace, const Look& look) {
  const double least = least_score(look);
  std::vector<Detection> shown;
  for (const Detection& found : trace.detections) {
    if (found.score >= least) shown.push_back(found);
  }
  const Axis* axis = object_axis(trace);
  const bool chosen = look.least_score >= 0;  // else what the model does not report stays out, whatever its score
  if (!chosen || axis == nullptr || shown.size() < trace.detections.size()) return shown;
  // A query above the least reported score that is not reported was taken out by the model: it stays out.
  const double below = trace.detections.empty() ? 2 : trace.detections.back().score;
  std::vector<Detection> others;
  for (std::int64_t query = 0; query < axis->size(); ++query) {
    if (detection_number(trace, query) >= 0) continue;
    const ObjectWords words = object_words(trace, query);
    if (words.score >= least && words.score <= below) others.push_back({query, -1, words.label, words.score, words.box});
  }
  std::ranges::stable_sort(others, std::greater{}, &Detection::score);
  shown.insert(shown.end(), others.begin(), others.end());
  return shown;
}

const SiteInfo* points_site(const TraceInfo& trace, const Selection& selection) {
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr || is_deformable(*site)) return site;
  if (!reads_objects(trace, *site)) return nullptr;
  for (const SiteInfo* other : sites_of(trace, object_stream(trace, {}))) {
    if (other->layer == site->layer) return other;
  }
  return nullptr;
}

const SiteInfo* links_site(const TraceInfo& trace, const Selection& selection) {
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr || object_axis(trace) == nullptr || trace.row_of_query(*site, 0) < 0) return nullptr;
  const auto links = [&](const SiteInfo& each) {
    return !is_deformable(each) && each.query_axis == each.key_axis && trace.row_of_query(each, 0) >= 0;
  };
  if (links(*site)) return site;
  for (const SiteInfo& other : trace.sites) {
    if (other.layer == site->layer && links(other)) return &other;
  }
  return nullptr;
}

const SiteInfo* patch_links_site(const TraceInfo& trace, const Selection& selection) {
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr || is_deformable(*site) || site->query_axis != site->key_axis) return nullptr;
  const Axis& axis = key_axis(trace, *site);
  return axis.kind == AxisKind::patches && axis.levels.size() <= 1 ? site : nullptr;
}

bool can_show(const TraceInfo& trace, const Selection& selection, Photo photo) {
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr) return false;
  const bool map = key_axis(trace, *site).kind == AxisKind::patches;
  switch (photo) {
    case Photo::own: return true;
    case Photo::points: return points_site(trace, selection) != nullptr;
    case Photo::map: return map || points_site(trace, selection) != nullptr;
    case Photo::links: return links_site(trace, selection) != nullptr || patch_links_site(trace, selection) != nullptr;
  }
  return false;
}

Photo shown_photo(const TraceInfo& trace, const Selection& selection, Photo wanted) {
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr) return Photo::points;
  if (wanted != Photo::own && can_show(trace, selection, wanted)) return wanted;
  if (is_deformable(*site)) return Photo::points;
  return key_axis(trace, *site).kind == AxisKind::patches ? Photo::map : links_site(trace, selection) != nullptr ? Photo::links : Photo::points;
}

Selection with_object(const TraceInfo& trace, Selection selection, std::int64_t query) {
  selection.detection = query;
  const SiteInfo* site = selected_site(trace, selection);
  if (site == nullptr) return selection;
  const std::int64_t row = trace.row_of_query(*site, query);
  if (row >= 0 || reads_objects(trace, *site)) selection.query = row;
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
