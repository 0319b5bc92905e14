#include "ui/studio/common/head_changes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/budget.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/splats.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kLeastEdge = 64;
constexpr double kMostCells = 8e6;  // of all maps of a stream together: whole up to there, pooled beyond

std::int64_t longer_side(const TraceInfo& trace, const SiteInfo& site) { return std::max(query_axis(trace, site).size(), key_axis(trace, site).size()); }

const SiteInfo* first_site(const TraceInfo& trace, const std::string& stream) {
  const auto sites = sites_of(trace, stream);
  return sites.empty() ? nullptr : sites.front();
}

// Maps over the picture, each as one distribution.
ViewPtr as_rows(const TraceInfo& trace, const ViewSet& set) {
  HeadsResult all;
  all.maps = splat_maps(trace, set.shown(), set.results());
  for (HeadMap& map : all.maps) map.plane = as_row(std::move(map.plane));
  return std::make_shared<const ViewResult>(std::move(all));
}

}  // namespace

std::int64_t whole_up_to(const TraceInfo& trace, const std::string& stream) {
  std::int64_t heads = 0;
  for (const SiteInfo* site : sites_of(trace, stream)) heads += site->heads;
  return std::max(std::int64_t(std::sqrt(kMostCells / double(std::max<std::int64_t>(1, heads)))), kLeastEdge);
}

HeadChanges::HeadChanges(SessionClient& client, const std::string& slot, QObject* parent)
    : QObject(parent),
      heads_before_(client, slot + ".heads.before", this),
      heads_after_(client, slot + ".heads.after", this),
      splats_before_(client, slot + ".splats.before", this),
      splats_after_(client, slot + ".splats.after", this) {
  for (ViewLoader* loader : {&heads_before_, &heads_after_}) connect(loader, &ViewLoader::changed, this, &HeadChanges::take);
  for (ViewSet* set : {&splats_before_, &splats_after_}) connect(set, &ViewSet::changed, this, &HeadChanges::take);
}

void HeadChanges::clear() {
  of_.reset();
  current_ = false;
  worker_.drop();
  found_.clear();
  counted_before_.reset();
  counted_after_.reset();
  counted_splats_.clear();
  for (ViewLoader* loader : {&heads_before_, &heads_after_}) loader->clear();
  for (ViewSet* set : {&splats_before_, &splats_after_}) set->clear();
}

void HeadChanges::request(Runs runs) {
  const SiteInfo* site = first_site(*runs.before, runs.stream);
  if (site == nullptr) return clear();
  const bool realigned = of_ && (of_->queries != runs.queries || of_->keys != runs.keys);
  const bool other = of_ && (of_->before != runs.before || of_->after != runs.after || of_->stream != runs.stream);
  if (realigned) counted_before_.reset();  // the same maps are counted anew
  if (other) {  // what is being counted is of two others
    worker_.drop();
    current_ = false;
    counted_before_.reset();
    counted_after_.reset();
    counted_splats_.clear();
  }
  of_ = std::move(runs);
  sampled_ = is_deformable(*site);
  sampled_ ? ask_sampled() : ask_dense(*site);
}

void HeadChanges::ask_sampled() {
  for (ViewLoader* loader : {&heads_before_, &heads_after_}) loader->clear();
  splats_before_.request(of_->before->id, splat_requests(*of_->before, of_->stream, of_->rows_before, of_->edge));
  splats_after_.request(of_->after->id, splat_requests(*of_->after, of_->stream, of_->rows_after, of_->edge));
  take_sampled();
}

void HeadChanges::ask_dense(const SiteInfo& site) {
  for (ViewSet* set : {&splats_before_, &splats_after_}) set->clear();
  const SiteInfo* other = first_site(*of_->after, of_->stream);
  const std::int64_t longest = std::max(longer_side(*of_->before, site), other == nullptr ? 0 : longer_side(*of_->after, *other));
  const std::int64_t edge = std::min(whole_up_to(*of_->before, of_->stream), longest);
  pooled_ = longest > edge ? edge : 0;
  const HeadsRequest all{of_->stream, Quantity::weight, edge, Pooling::mean, most_exact_cells};
  heads_before_.request(of_->before->id, all);
  heads_after_.request(of_->after->id, all);
  take_dense();
}

const std::optional<Error>& HeadChanges::error() const {
  for (const ViewSet* set : {&splats_before_, &splats_after_}) {
    if (set->error()) return set->error();
  }
  return heads_before_.error() ? heads_before_.error() : heads_after_.error();
}

bool HeadChanges::awaited() const {
  return worker_.busy() || heads_before_.awaited() || heads_after_.awaited() || splats_before_.awaited() || splats_after_.awaited();
}

// Off the GUI thread: some millions of cells.
void HeadChanges::count(ViewPtr before, ViewPtr after) {
  if (before == counted_before_ && after == counted_after_) {
    current_ = !worker_.busy();
    return;
  }
  counted_before_ = before;
  counted_after_ = after;
  current_ = false;
  worker_.start([this, before = std::move(before), after = std::move(after), queries = of_->queries, keys = of_->keys](std::stop_token stop) -> Worker::Deliver {
    const auto &first = std::get<HeadsResult>(*before), &second = std::get<HeadsResult>(*after);
    return [this, found = changes_of(first, second, queries, keys, stop), every = std::max(first.every, second.every)] {
      found_ = found;
      every_ = every;
      current_ = true;
      Q_EMIT changed();
    };
  });
}

void HeadChanges::take_sampled() {
  const bool both = splats_before_.has(of_->before->id) && splats_after_.has(of_->after->id) && splats_before_.current() && splats_after_.current();
  if (!both) {
    current_ = false;
    return;
  }
  std::vector<ViewPtr> shown = splats_before_.results();
  shown.insert(shown.end(), splats_after_.results().begin(), splats_after_.results().end());
  if (shown == counted_splats_) {
    current_ = !worker_.busy();
    return;
  }
  counted_splats_ = std::move(shown);
  pooled_ = 0;
  count(as_rows(*of_->before, splats_before_), as_rows(*of_->after, splats_after_));
}

void HeadChanges::take_dense() {
  counted_splats_.clear();
  const bool both = heads_before_.has(of_->before->id) && heads_after_.has(of_->after->id) && heads_before_.shown()->view == heads_after_.shown()->view &&
                    !heads_before_.awaited() && !heads_after_.awaited();
  if (both && heads_before_.get<HeadsResult>() != nullptr && heads_after_.get<HeadsResult>() != nullptr) count(heads_before_.value(), heads_after_.value());
  else current_ = false;
}

void HeadChanges::take() {
  if (of_) sampled_ ? take_sampled() : take_dense();
  Q_EMIT changed();
}

}  // namespace headlight::ui
